import { useEffect, useReducer, useState } from "preact/hooks";
import type { Desk, DeskView } from "./model";

/** Draws again whenever the desk has changed. */
export function useDesk(desk: Desk): DeskView {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => desk.subscribe(() => draw()), [desk]);
  return desk.view;
}

export type Theme = "auto" | "light" | "dark";

const DARK = matchMedia("(prefers-color-scheme: dark)");

/** The theme that was chosen, kept in this browser, and whether it comes out dark. */
export function useTheme(): { theme: Theme; isDark: boolean; choose: (theme: Theme) => void } {
  const [theme, setTheme] = useState<Theme>(() => kept());
  const [isSystemDark, setSystemDark] = useState(DARK.matches);
  useEffect(() => {
    const follow = (): void => setSystemDark(DARK.matches);
    DARK.addEventListener("change", follow);
    return () => DARK.removeEventListener("change", follow);
  }, []);
  const isDark = theme === "auto" ? isSystemDark : theme === "dark";
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    localStorage.setItem("theme", theme);
  }, [theme, isDark]);
  return { theme, isDark, choose: setTheme };
}

function kept(): Theme {
  const theme = localStorage.getItem("theme");
  return theme === "light" || theme === "dark" ? theme : "auto";
}
