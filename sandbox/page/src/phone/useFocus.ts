import type { MutableRef } from "preact/hooks";
import { useEffect, useRef } from "preact/hooks";

/** Moves the focus into what was opened, and back to where it was when that closes. */
export function useFocus(box: MutableRef<HTMLElement | null>, inside?: string): void {
  // Now, since what lies below is inert once this is drawn, and then has no focus any more.
  const before = useRef(document.activeElement);
  useEffect(() => {
    const target = inside === undefined ? box.current : box.current?.querySelector<HTMLElement>(inside);
    target?.focus();
    return () => {
      const { current } = before;
      if (current instanceof HTMLElement) requestAnimationFrame(() => current.isConnected && current.focus());
    };
  }, []);
}
