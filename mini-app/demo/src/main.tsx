import { createStarkeeper } from "@starkeeper/mini-app";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, Outside } from "./app.tsx";
import { apiUrl } from "./config.ts";
import "./style/page.css";
import "./style/parts.css";
import "./style/toasts.css";
import { telegram } from "./telegram.ts";
import { wordsIn } from "./words.ts";

const root = createRoot(document.getElementById("root")!);
const around = telegram();
const language = around?.language ?? navigator.language;
document.documentElement.lang = language.startsWith("ru") ? "ru" : "en"; // What is spoken here.
document.title = wordsIn(language).title;
if (around) {
  const starkeeper = createStarkeeper({ baseUrl: await apiUrl(), host: around.host });
  root.render(
    <StrictMode>
      <App starkeeper={starkeeper} around={around} />
    </StrictMode>,
  );
} else {
  root.render(<Outside language={language} />);
}
