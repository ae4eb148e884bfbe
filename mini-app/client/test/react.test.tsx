// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createStarkeeper, type Starkeeper } from "../src/index.ts";
import { Paywall, StarkeeperProvider, useCustomer, useProducts, usePurchase } from "../src/react.tsx";
import { FakeShop, problem } from "./fake-shop.ts";
import { aStore, FakeTelegram, until } from "./fake-telegram.ts";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = false;

let shop: FakeShop;
let telegram: FakeTelegram;
let starkeeper: Starkeeper;

beforeEach(async () => {
  shop = new FakeShop();
  telegram = new FakeTelegram();
  const baseUrl = await shop.open();
  starkeeper = createStarkeeper({ baseUrl, host: telegram, storage: aStore(), timing: { settle: 50, patience: 300 } });
});

afterEach(async () => {
  cleanup();
  starkeeper.close();
  await shop.close();
});

function Buying() {
  const { buy, busy, result, error, reset } = usePurchase("premium");
  return (
    <>
      <button onClick={buy} disabled={busy}>buy</button>
      <button onClick={reset}>reset</button>
      <p data-testid="state">{busy ? "busy" : (result?.status ?? error?.message ?? "idle")}</p>
    </>
  );
}

function state(): string {
  return screen.getByTestId("state").textContent!;
}

function shown(): void {
  render(
    <StarkeeperProvider starkeeper={starkeeper}>
      <Buying />
      <Paywall entitlement="premium" fallback={<p>locked</p>} loading={<p>loading</p>}>
        <p>the secret</p>
      </Paywall>
    </StarkeeperProvider>,
  );
}

it("opens the paywall by itself when something is bought", async () => {
  shown();
  expect(screen.getByText("loading")).toBeTruthy();
  await until(() => screen.queryByText("locked"));
  screen.getByText("buy").click();
  await until(() => telegram.opened.length && state() === "busy");
  shop.customer = { customerId: 42, entitlements: [{ key: "premium", active: true }], credits: {}, subscriptions: [] };
  shop.move(shop.only().id, "paid");

  await until(() => screen.queryByText("the secret"));
  expect(state()).toBe("paid");
  screen.getByText("reset").click();
  await until(() => state() === "idle");
});

it("turns cancelled into paid when the payment comes late", async () => {
  shown();
  screen.getByText("buy").click();
  await until(() => telegram.opened.length);
  telegram.say("cancelled");
  await until(() => state() === "cancelled");
  shop.move(shop.only().id, "paid");

  await until(() => state() === "paid");
});

it("shows why nothing could be sold", async () => {
  shop.plan("POST /v1/invoices", problem(401, "expired_init_data"));
  shown();
  screen.getByText("buy").click();

  await until(() => state() === "no");
});

it.each([
  ["opens", true, "the secret"],
  ["does not open", false, "locked"],
])("%s for what the server calls active: %s, though the phone's clock is a day ahead", async (_, active, text) => {
  const endsAt = new Date(Date.now() - 86_400_000).toISOString();
  shop.customer = { customerId: 42, entitlements: [{ key: "premium", active, endsAt }], credits: {}, subscriptions: [] };
  shown();

  await until(() => screen.queryByText(text));
});

it("asks again when told", async () => {
  shop.plan("GET /v1", problem(401, "invalid_init_data"), problem(401, "invalid_init_data"));
  function Shelf() {
    const { products, error, loading, retry } = useProducts();
    const me = useCustomer();
    return <button onClick={() => { retry(); me.retry(); }}>{`${loading} ${error?.message} ${products?.length} ${me.error?.message} ${me.customer?.customerId}`}</button>;
  }
  render(<StarkeeperProvider starkeeper={starkeeper}><Shelf /></StarkeeperProvider>);
  await until(() => screen.queryByText("false no undefined no undefined"));
  act(() => screen.getByRole("button").click());

  await until(() => screen.queryByText("false undefined 0 undefined 42"));
});

it("says what is missing", () => {
  expect(() => render(<Buying />)).toThrow("not inside a StarkeeperProvider");
});
