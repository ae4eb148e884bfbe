import { render } from "preact";
import { App } from "./App";
import "./style/base.css";
import "./style/phone.css";
import "./style/table.css";
import "./style/chat.css";
import "./style/sheet.css";
import "./style/desk.css";
import "./style/calls.css";

const root = document.getElementById("root");
if (root) render(<App />, root);
