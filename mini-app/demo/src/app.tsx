import type { Starkeeper } from "@starkeeper/mini-app";
import { owns, Paywall, StarkeeperProvider, useCustomer, useProducts } from "@starkeeper/mini-app/react";
import { useEffect, useMemo, useState } from "react";
import { Letter } from "./icons.tsx";
import { Owned } from "./owned.tsx";
import { Payments } from "./payments.tsx";
import { Shelf } from "./shelf.tsx";
import type { Around } from "./telegram.ts";
import { Toasts } from "./toast.tsx";
import { SpeechContext, useSpeech } from "./ui.ts";
import { wordsIn } from "./words.ts";

export interface AppProps {
  starkeeper: Starkeeper;
  around: Pick<Around, "name" | "language" | "onBack">;
}

export function App({ starkeeper, around }: AppProps) {
  const { language } = around;
  const speech = useMemo(() => ({ words: wordsIn(language), language }), [language]);
  return (
    <SpeechContext.Provider value={speech}>
      <StarkeeperProvider starkeeper={starkeeper}>
        <Toasts>
          <Pages around={around} />
        </Toasts>
      </StarkeeperProvider>
    </SpeechContext.Provider>
  );
}

function Pages({ around }: Pick<AppProps, "around">) {
  const [page, setPage] = useState<"shop" | "payments">("shop");
  const { onBack } = around;
  useEffect(() => {
    window.scrollTo?.(0, 0);
    return page === "payments" ? onBack(() => setPage("shop")) : undefined;
  }, [page, onBack]);
  return page === "shop" ? <Shop name={around.name} open={() => setPage("payments")} /> : <Payments back={() => setPage("shop")} />;
}

function Shop({ name, open }: { name: string | undefined; open: () => void }) {
  const { words } = useSpeech();
  const products = useProducts();
  return (
    <>
      <header className="hero">
        <Letter />
        {name && <p>{words.hello(name)}</p>}
        <h1>{words.title}</h1>
        <p>{words.subtitle}</p>
      </header>
      <main>
        <Message />
        <Owned products={products.products} />
        <Shelf {...products} />
        <button type="button" className="card link" data-testid="payments-link" onClick={open}>
          {words.showPayments} <span aria-hidden="true">›</span>
        </button>
      </main>
    </>
  );
}

/** What all this is sold for. */
function Message() {
  const { words } = useSpeech();
  const { customer } = useCustomer();
  return (
    <section className="card message" aria-label={words.message} data-testid="message">
      <blockquote>{words.quote}</blockquote>
      <Paywall
        entitlement="premium"
        loading={<p className="quiet">…</p>}
        fallback={<p className="quiet">{owns(customer, "hints") ? words.hint : words.hidden}</p>}
      >
        <p className="signed">{words.revealed}</p>
      </Paywall>
    </section>
  );
}

/** For whoever opens the page in a browser. */
export function Outside({ language }: { language: string }) {
  const words = wordsIn(language);
  return (
    <main className="outside hero" data-testid="outside">
      <Letter />
      <h1>{words.outsideTitle}</h1>
      <p>{words.outside}</p>
    </main>
  );
}
