import type { Product } from "@starkeeper/mini-app";
import { owns, useCustomer, type useProducts, usePurchase } from "@starkeeper/mini-app/react";
import { useEffect } from "react";
import { KindIcon, Star } from "./icons.tsx";
import { Failure, Section, Skeleton } from "./parts.tsx";
import { useResult } from "./toast.tsx";
import { named, useSpeech } from "./ui.ts";

const SHELVES = ["unlock", "pass", "consumable", "subscription"];

/** What is on sale, as the API's catalogue has it. */
export function Shelf({ products, loading, error, retry }: ReturnType<typeof useProducts>) {
  const { words } = useSpeech();
  const sorted = products && [...products].sort((a, b) => SHELVES.indexOf(a.kind) - SHELVES.indexOf(b.kind));
  return (
    <Section title={words.shop} testId="shop">
      {loading && <Skeleton rows={4} />}
      {error && <Failure error={error} retry={retry} />}
      {sorted?.length === 0 && <p className="card empty">{words.empty}</p>}
      {sorted && sorted.length > 0 && (
        <ul className="card">
          {sorted.map((product) => (
            <Offer key={product.sku} product={product} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Offer({ product }: { product: Product }) {
  const { words } = useSpeech();
  const { title, description, kind, sku } = named(product, words);
  return (
    <li className="row offer" data-testid={`product-${sku}`}>
      <KindIcon kind={kind} />
      <div className="lines">
        <h3>{title}</h3>
        <p>{description}</p>
      </div>
      <Price product={product} title={title} />
    </li>
  );
}

function Price({ product, title }: { product: Product; title: string }) {
  const { words, number } = useSpeech();
  const { customer } = useCustomer();
  const { buy, busy, result, error } = usePurchase(product.sku);
  const tell = useResult();
  useEffect(() => void (result && tell.result(result, product)), [result, product, tell]);
  useEffect(() => void (error && tell.error(error)), [error, tell]);
  const forOnce = product.kind === "unlock" || product.kind === "subscription";
  const has = forOnce && owns(customer, product.entitlement);
  const [before, behind] = words.buy(title);
  return (
    <button
      type="button"
      className="price"
      data-testid={`buy-${product.sku}`}
      aria-busy={busy}
      // Not `disabled`: who stands on it with a keyboard or a screen reader would be thrown off it.
      aria-disabled={has}
      // While it is busy too: Telegram's sheet covers this page, so a tap says that there is none, and it opens again.
      onClick={() => void (has || buy())}
    >
      <span className="unseen">{busy || has ? `${title}: ` : before}</span>
      {busy ? (
        <span className="spinner">
          <span className="unseen">{words.waiting}</span>
        </span>
      ) : has ? (
        words.have
      ) : (
        <>
          <span>
            <Star /> {number(product.stars)}
            <span className="unseen">{behind}</span>
          </span>
          {product.kind === "subscription" && <small>{words.perMonth}</small>}
        </>
      )}
    </button>
  );
}
