import { useRef } from "preact/hooks";
import { Starred } from "../Starred";
import type { Popup } from "../frame/host";
import { useFocus } from "./useFocus";

/** A question in a box, answered by one of its buttons or by Escape, which is none. */
export function PopupBox({ popup, answer }: { popup: Popup; answer: (buttonId?: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  useFocus(box, "button");
  const buttons = popup.buttons.length > 0 ? popup.buttons : [{ id: "", type: "close", text: "Close" }];
  return (
    <div class="cover middle">
      <div
        ref={box}
        class="popup"
        role="alertdialog"
        aria-label={popup.title || "Question of the app"}
        aria-describedby="popup-message"
        data-testid="popup"
        onKeyDown={(event) => event.key === "Escape" && answer()}
      >
        {popup.title && <h2>{popup.title}</h2>}
        <p id="popup-message"><Starred text={popup.message} /></p>
        <div class="row end">
          {buttons.map((button) => (
            <button
              key={button.id + button.type}
              type="button"
              class={button.type === "destructive" ? "plain danger" : "plain"}
              onClick={() => answer(button.id)}
            >
              {button.text}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
