import { createContext, type ReactNode, useCallback, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { BuyOptions, Customer, Product, PurchaseResult, Starkeeper } from "./index.ts";

const Context = createContext<Starkeeper | undefined>(undefined);

/** Makes a Starkeeper known to what is inside, and goes on with purchases that a reload interrupted. */
export function StarkeeperProvider({ starkeeper, children }: { starkeeper: Starkeeper; children?: ReactNode }) {
  useEffect(() => void starkeeper.resume(), [starkeeper]);
  return <Context.Provider value={starkeeper}>{children}</Context.Provider>;
}

export function useStarkeeper(): Starkeeper {
  const starkeeper = useContext(Context);
  if (!starkeeper) throw new Error("not inside a StarkeeperProvider");
  return starkeeper;
}

/** Something that is asked for: there, on its way, or refused. `retry` asks again. */
export interface Asked {
  loading: boolean;
  error: Error | undefined;
  retry: () => void;
}

/** What the user owns, as it changes. */
export function useCustomer(): Asked & { customer: Customer | undefined } {
  const starkeeper = useStarkeeper();
  const subscribe = useCallback((changed: () => void) => starkeeper.subscribe(changed), [starkeeper]);
  const customer = useSyncExternalStore(subscribe, () => starkeeper.customer);
  const { error, retry } = useAsked(useCallback(() => starkeeper.me(), [starkeeper]));
  return { customer, loading: !customer && !error, error: customer ? undefined : error, retry };
}

/** What can be bought now. */
export function useProducts(): Asked & { products: Product[] | undefined } {
  const starkeeper = useStarkeeper();
  const { value, ...asked } = useAsked(useCallback((signal) => starkeeper.products(signal), [starkeeper]));
  return { products: value, ...asked };
}

export interface BuyingState {
  /** Never rejects: see `result` and `error`. */
  buy: () => Promise<void>;
  busy: boolean;
  /** What became of it; a `cancelled`, `declined` or `pending` turns into `paid` if that comes late. */
  result: PurchaseResult | undefined;
  /** A {@link StarkeeperError}: nothing was sold, and no Star moved. */
  error: Error | undefined;
  reset: () => void;
}

/** Sells one product. */
export function usePurchase(sku: string, options?: Omit<BuyOptions, "signal">): BuyingState {
  const starkeeper = useStarkeeper();
  const [{ busy, result, error }, set] = useState<{ busy: boolean; result?: PurchaseResult; error?: Error }>({ busy: false });
  const { quantity, recipientId } = options ?? {};
  useEffect(
    () => starkeeper.onPaid((invoice, late) => {
      if (late && invoice.sku === sku) set({ busy: false, result: { status: "paid", invoice } });
    }),
    [starkeeper, sku],
  );
  const buy = useCallback(async () => {
    set({ busy: true });
    try {
      const result = await starkeeper.buy(sku, { ...(quantity !== undefined && { quantity }), ...(recipientId !== undefined && { recipientId }) });
      set({ busy: false, result });
    } catch (e) {
      set({ busy: false, error: e as Error });
    }
  }, [starkeeper, sku, quantity, recipientId]);
  const reset = useCallback(() => set((now) => (now.busy ? now : { busy: false })), []);
  return { buy, busy, result, error, reset };
}

export interface PaywallProps {
  /** The key of what he must own. */
  entitlement: string;
  children: ReactNode;
  /** For those who do not own it. */
  fallback: ReactNode;
  /** Until it is known. */
  loading?: ReactNode;
}

/** Shows what was paid for. What must stay secret belongs on a server that asks by itself: this only hides. */
export function Paywall({ entitlement, children, fallback, loading }: PaywallProps) {
  const { customer } = useCustomer();
  if (!customer) return loading ?? null;
  return owns(customer, entitlement) ? children : fallback;
}

/** Whether he owns it, as the server said last. Phones whose clock is ahead are not told otherwise: it is asked again when something ends. */
export function owns(customer: Customer | undefined, entitlement: string): boolean {
  return !!customer?.entitlements.find(({ key }) => key === entitlement)?.active;
}

/** Asks once, and again when told. */
function useAsked<T>(ask: (signal: AbortSignal) => Promise<T>): Asked & { value: T | undefined } {
  const [round, setRound] = useState(0);
  const [{ value, error }, set] = useState<{ value?: T; error?: Error }>({});
  useEffect(() => {
    const stop = new AbortController();
    ask(stop.signal).then(
      (value) => stop.signal.aborted || set({ value }),
      (error) => stop.signal.aborted || set({ error }),
    );
    return () => stop.abort();
  }, [ask, round]);
  const retry = useCallback(() => {
    set({});
    setRound((before) => before + 1);
  }, []);
  return { value, error, loading: value === undefined && !error, retry };
}
