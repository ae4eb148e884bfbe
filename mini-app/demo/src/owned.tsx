import type { Customer, Entitlement, Product } from "@starkeeper/mini-app";
import { owns, useCustomer } from "@starkeeper/mini-app/react";
import { KindIcon } from "./icons.tsx";
import { Failure, Section, Skeleton } from "./parts.tsx";
import { SubscriptionRow } from "./subscription.tsx";
import { named, useSpeech } from "./ui.ts";

/** What the user has now; it changes by itself. */
export function Owned({ products = [] }: { products: Product[] | undefined }) {
  const { words } = useSpeech();
  const { customer, error, retry } = useCustomer();
  return (
    <Section title={words.owned} testId="owned">
      {!customer && !error && <Skeleton rows={1} />}
      {error && <Failure error={error} retry={retry} />}
      {customer && <Things customer={customer} products={products} />}
    </Section>
  );
}

function Things({ customer, products }: { customer: Customer; products: Product[] }) {
  const { words } = useSpeech();
  const { subscriptions } = customer;
  const credits = Object.entries(customer.credits).filter(([, balance]) => balance !== 0);
  const active = customer.entitlements.filter(({ key }) => owns(customer, key));
  // What a subscription gives is told with it.
  const alone = active.filter(({ key }) => !subscriptions.some(({ sku }) => entitlementOf(product(sku)) === key));
  if (!active.length && !credits.length && !subscriptions.length) return <p className="card empty">{words.nothing}</p>;
  return (
    <ul className="card">
      {alone.map((one) => (
        <EntitlementRow key={one.key} entitlement={one} product={products.find((product) => entitlementOf(product) === one.key)} />
      ))}
      {credits.map(([unit, balance]) => (
        <Credits key={unit} unit={unit} balance={balance} />
      ))}
      {subscriptions.map((one) => (
        <SubscriptionRow key={one.id} subscription={one} product={product(one.sku)} entitlement={active.find(({ key }) => key === entitlementOf(product(one.sku)))} />
      ))}
    </ul>
  );

  function product(sku: string): Product | undefined {
    return products.find((one) => one.sku === sku);
  }
}

function entitlementOf(product: Product | undefined): string | undefined {
  return product && "entitlement" in product ? product.entitlement : undefined;
}

function EntitlementRow({ entitlement, product }: { entitlement: Entitlement; product: Product | undefined }) {
  const { words, day, left } = useSpeech();
  const { key, endsAt } = entitlement;
  return (
    <li className="row" data-testid={`owned-${key}`}>
      <KindIcon kind={product?.kind ?? "unlock"} />
      <div className="lines">
        <h3>{product ? named(product, words).title : key}</h3>
        <p>{endsAt ? `${words.until(day(endsAt))} · ${words.left(left(endsAt))}` : words.forever}</p>
      </div>
    </li>
  );
}

function Credits({ unit, balance }: { unit: string; balance: number }) {
  const { words, number } = useSpeech();
  return (
    <li className="row">
      <KindIcon kind="consumable" />
      <div className="lines">
        <h3>{unit === "coins" ? words.coins : unit}</h3>
      </div>
      <strong className="balance" data-testid={`credits-${unit}`}>
        {number(balance)}
      </strong>
    </li>
  );
}
