import { Star, Starred } from "../Starred";
import type { ChatMessage, InlineButton, Offer } from "../types";
import { stars, starsInWords, time } from "../words";

type Props = { message: ChatMessage; press: (button: InlineButton) => void; openLink: (url: string) => void };

/** One message, and the buttons under it. */
export function Bubble({ message, press, openLink }: Props) {
  const service = serviceText(message);
  if (service) {
    return (
      <li class="service">
        <span>{service}</span>
      </li>
    );
  }
  const rows = message.replyMarkup?.inline_keyboard ?? [];
  return (
    <li class={`bubble by-${message.from}`}>
      <div class="said">
        <span class="visually-hidden">{message.from === "bot" ? "The bot: " : "You: "}</span>
        {message.invoice ? <Invoice offer={message.invoice} /> : <Words text={message.text ?? ""} openLink={openLink} />}
        <time dateTime={message.sentAt}>
          {message.editedAt ? "edited " : ""}
          {time(message.sentAt)}
        </time>
      </div>
      {rows.map((row, at) => (
        <div class="buttons" key={at}>
          {row.map((button, place) => (
            <button key={place} type="button" class="inline" onClick={() => press(button)}>
              <Starred text={button.text} />
              {button.web_app && <Mark of="opens the Mini App" sign="▣" />}
              {button.url && <Mark of="opens a link" sign="↗" />}
            </button>
          ))}
        </div>
      ))}
    </li>
  );
}

function Mark({ of, sign }: { of: string; sign: string }) {
  return (
    <>
      <span class="mark" aria-hidden="true"> {sign}</span>
      <span class="visually-hidden">, {of}</span>
    </>
  );
}

function Invoice({ offer }: { offer: Offer }) {
  return (
    <div class="invoice">
      {offer.photoUrl && <img src={offer.photoUrl} alt="" />}
      <strong>{offer.title}</strong>
      <p>{offer.description}</p>
      <p class="price">{stars(offer.amount)} <Star /></p>
    </div>
  );
}

/** Links can be pressed; everything else is text. */
function Words({ text, openLink }: { text: string; openLink: (url: string) => void }) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/);
  return (
    <p class="words">
      {parts.map((part, at) =>
        at % 2 === 0 ? (
          <Starred key={at} text={part} />
        ) : (
          <a
            key={at}
            href={part}
            rel="noopener noreferrer"
            onClick={(event) => {
              event.preventDefault();
              openLink(part);
            }}
          >
            {part}
          </a>
        ),
      )}
    </p>
  );
}

function serviceText({ payment, refund }: ChatMessage): string | undefined {
  if (payment) {
    const renewal = payment.is_recurring && !payment.is_first_recurring;
    return `${renewal ? "Renewed for" : "You paid"} ${starsInWords(payment.total_amount)}`;
  }
  return refund ? `${starsInWords(refund.total_amount)} came back to you` : undefined;
}
