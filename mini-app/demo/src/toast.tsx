import { explain, type Product, type PurchaseResult, StarkeeperError, topUp } from "@starkeeper/mini-app";
import { useStarkeeper } from "@starkeeper/mini-app/react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { named, useSpeech } from "./ui.ts";

export interface News {
  status: "paid" | "declined" | "cancelled" | "pending" | "done" | "error";
  text: string;
  link?: string;
}

const SHOWN = 8_000; // Milliseconds: twice what it takes to read the longest of them aloud.

const Context = createContext<(news: News) => void>(() => {});

export function useTell(): (news: News) => void {
  return useContext(Context);
}

/** Tells what became of something, to eyes and to screen readers. */
export function Toasts({ children }: { children: ReactNode }) {
  const { words } = useSpeech();
  const starkeeper = useStarkeeper();
  const [news, tell] = useState<News>();
  const hide = useCallback(() => tell(undefined), []);
  useEffect(() => {
    if (!news) return undefined;
    const timer = setTimeout(hide, SHOWN);
    return () => clearTimeout(timer);
  }, [news, hide]);
  // What was begun before a reload, or was called something else before.
  useEffect(
    () =>
      starkeeper.onPaid((invoice, late) => {
        const { title } = named({ ...invoice, description: "" }, words);
        if (late) tell({ status: "paid", text: words.paid(title) });
      }),
    [starkeeper, words],
  );
  return (
    <Context.Provider value={tell}>
      {children}
      <div className="toasts">
        <div role="status" data-testid="result" data-status={news?.status} className={news ? "toast" : "toast none"}>
          {news && <p>{news.text}</p>}
        </div>
        {news && (
          <button type="button" className="dismiss" aria-label={words.dismiss} onClick={hide}>
            ×
          </button>
        )}
      </div>
    </Context.Provider>
  );
}

/** Says in the user's words what became of a purchase, or why it did not begin. */
export function useResult(): { result: (result: PurchaseResult, product: Product) => void; error: (error: unknown) => void } {
  const tell = useTell();
  const { words, language } = useSpeech();
  return useMemo(
    () => ({
      result: (result, product) => tell(newsOf(result)(named(product, words).title)),
      error: (error) => tell({ status: "error", text: explain(error instanceof StarkeeperError ? error.code : "internal_error", language) }),
    }),
    [tell, words, language],
  );

  function newsOf(result: PurchaseResult): (title: string) => News {
    switch (result.status) {
      case "paid":
        return (title) => ({ status: "paid", text: words.paid(title) });
      case "declined": {
        // Too few Stars is the usual reason; Telegram does not tell which it was.
        const stars = result.code === "failed" ? result.invoice?.stars : undefined;
        const help = stars ? ` ${topUp(stars, language).message}` : "";
        return () => ({ status: "declined", text: result.message + help });
      }
      case "cancelled":
        return () => ({ status: "cancelled", text: words.cancelled });
      case "pending":
        return () => ({ status: "pending", text: words.pending });
    }
  }
}
