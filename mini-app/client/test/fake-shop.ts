import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Customer, Invoice, Payment, Product } from "../src/index.ts";

export interface Asked {
  call: string;
  authorization: string | undefined;
  idempotencyKey: string | undefined;
  body: Record<string, unknown>;
}

export type Answer = { status: number; body: unknown; headers?: Record<string, string> } | "drop";

/** Speaks like invoice-api over a real socket; tests play Telegram's part by moving invoices. */
export class FakeShop {
  readonly asked: Asked[] = [];
  readonly invoices = new Map<string, Invoice>();
  products: Product[] = [];
  payments: Payment[] = [];
  customer: Customer = { customerId: 42, entitlements: [], credits: {}, subscriptions: [] };
  /** Given instead of the real answers, one after the other, to calls that begin so. */
  readonly #planned: { call: string; answer: Answer }[] = [];
  /** While it is set every connection is cut. */
  offline = false;
  /** While it is set nobody waits. */
  crowded = false;
  readonly #keys = new Map<string, Invoice>();
  readonly #waiting = new Set<() => void>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  plan(call: string, ...answers: Answer[]): void {
    for (const answer of answers) this.#planned.push({ call, answer });
  }

  calls(call: string): Asked[] {
    return this.asked.filter((one) => one.call.startsWith(call));
  }

  move(id: string, status: Invoice["status"]): void {
    const invoice = this.invoices.get(id)!;
    invoice.status = status;
    if (status === "paid") invoice.paidAt = new Date().toISOString();
    for (const wake of this.#waiting) wake();
  }

  only(): Invoice {
    return [...this.invoices.values()].at(-1)!;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, "http://shop");
    let text = "";
    for await (const chunk of request) text += chunk;
    const call = `${request.method} ${url.pathname}`;
    if (this.offline) return void request.socket.destroy();
    this.asked.push({
      call: call + url.search,
      authorization: request.headers.authorization,
      idempotencyKey: request.headers["idempotency-key"] as string | undefined,
      body: text ? JSON.parse(text) : {},
    });
    const planned = this.#planned.findIndex((one) => call.startsWith(one.call));
    const answer = planned >= 0 ? this.#planned.splice(planned, 1)[0]!.answer : await this.#answer(call, url, request, text);
    if (answer === "drop" || this.offline) return void request.socket.destroy();
    response.writeHead(answer.status, { "Content-Type": "application/json", ...answer.headers });
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  }

  async #answer(call: string, url: URL, request: IncomingMessage, text: string): Promise<Answer> {
    if (call === "GET /v1/me") return { status: 200, body: this.customer };
    if (call === "GET /v1/products") return { status: 200, body: { products: this.products } };
    if (call === "GET /v1/me/payments") return { status: 200, body: { payments: this.payments } };
    if (call === "POST /v1/invoices") return this.#mint(String(request.headers["idempotency-key"]), JSON.parse(text));
    const invoice = this.invoices.get(url.pathname.split("/").at(-1)!);
    if (!invoice) return problem(404, "not_found");
    const open = invoice.status === "open" || invoice.status === "checkout";
    if (open && !this.crowded) await this.#moved(invoice, Number(url.searchParams.get("wait")) * 1000);
    return { status: 200, body: invoice };
  }

  #mint(key: string, order: { sku: string; quantity?: number; recipientId?: number }): Answer {
    const before = this.#keys.get(key) ?? [...this.invoices.values()].find((one) => one.sku === order.sku && one.status === "open");
    if (before) return { status: 200, body: before };
    const id = crypto.randomUUID();
    const invoice: Invoice = {
      id,
      sku: order.sku,
      quantity: order.quantity ?? 1,
      title: order.sku,
      stars: 5,
      status: "open",
      invoiceLink: `https://t.me/$${id.replaceAll("-", "")}`,
      buyerId: 42,
      recipientId: order.recipientId ?? 42,
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    };
    this.#keys.set(key, invoice);
    this.invoices.set(id, invoice);
    return { status: 201, body: invoice };
  }

  async #moved(invoice: Invoice, ms: number): Promise<void> {
    const end = Date.now() + ms;
    while ((invoice.status === "open" || invoice.status === "checkout") && Date.now() < end) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, end - Date.now());
        this.#waiting.add(wake);
      });
    }
  }
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: { type: "about:blank", status, title: "No", detail: "no", code } };
}
