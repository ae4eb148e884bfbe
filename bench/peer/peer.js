// What every tutorial shows, written with care: three handlers, prices from the server, one unique insert for each charge.
// Settings: BOT_TOKEN, TELEGRAM_API_URL, DATABASE_URL, PORT. It polls, as no public address is needed for that.
import http from 'node:http';
import express from 'express';
import pg from 'pg';
import { Telegraf } from 'telegraf';

const { BOT_TOKEN, TELEGRAM_API_URL, DATABASE_URL, PORT } = process.env;

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query(`
  create table if not exists product (
    sku text primary key, title text not null, description text not null, stars integer not null, active boolean not null);
  create table if not exists account (user_id bigint primary key, coins bigint not null default 0);
  create table if not exists payment (
    charge_id text primary key, user_id bigint not null, sku text not null, stars integer not null,
    paid_at timestamptz not null default now());
  insert into product values ('coins.100', 'Coins', 'A hundred coins', 100, true) on conflict do nothing;
`);
const catalogue = new Map((await pool.query('select * from product where active')).rows.map((product) => [product.sku, product]));

const bot = new Telegraf(BOT_TOKEN, {
  // As telegraf's own agent, which speaks https only.
  telegram: { apiRoot: TELEGRAM_API_URL, agent: new http.Agent({ keepAlive: true, keepAliveMsecs: 10_000 }) },
});

bot.on('pre_checkout_query', async (context) => {
  const query = context.preCheckoutQuery;
  const [sku] = query.invoice_payload.split(':');
  const { rows } = await pool.query({
    name: 'look up', text: 'select stars from product where sku = $1 and active', values: [sku] });
  const isGood = rows.length === 1 && query.currency === 'XTR' && query.total_amount === rows[0].stars;
  await context.answerPreCheckoutQuery(isGood, isGood ? undefined : 'This is not for sale any more.');
});

bot.on('successful_payment', async (context) => {
  const payment = context.message.successful_payment;
  const [sku] = payment.invoice_payload.split(':');
  const client = await pool.connect();
  try {
    await client.query('begin');
    const inserted = await client.query({
      name: 'record',
      text: 'insert into payment (charge_id, user_id, sku, stars) values ($1, $2, $3, $4) on conflict do nothing',
      values: [payment.telegram_payment_charge_id, context.from.id, sku, payment.total_amount] });
    if (inserted.rowCount === 1) {
      await client.query({
        name: 'deliver',
        text: `insert into account (user_id, coins) values ($1, 100)
               on conflict (user_id) do update set coins = account.coins + 100`,
        values: [context.from.id] });
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
});

// A handler that throws must not end the process: the peer is measured, not punished.
bot.catch((error) => console.error(error));

const app = express();
app.use(express.json());
app.post('/invoices', async (request, response) => {
  const { sku, userId } = request.body;
  const product = catalogue.get(sku);
  if (!product || !Number.isSafeInteger(userId)) return response.status(404).json({ error: 'unknown product' });
  const link = await bot.telegram.createInvoiceLink({
    title: product.title,
    description: product.description,
    payload: `${sku}:${userId}:${Date.now()}`,
    provider_token: '',
    currency: 'XTR',
    prices: [{ label: product.title, amount: product.stars }],
  });
  response.status(201).json({ link });
});

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
  bot.launch({ allowedUpdates: ['message', 'pre_checkout_query'] });
});

process.once('SIGTERM', async () => {
  bot.stop('SIGTERM');
  server.closeAllConnections();
  server.close();
  await pool.end();
});
