// Sells one thing for Telegram Stars: npm install telegraf, then BOT_TOKEN=… node shop-telegraf.mjs
import { Telegraf } from "telegraf";
import { message } from "telegraf/filters";

const bot = new Telegraf(process.env.BOT_TOKEN, {
  telegram: { apiRoot: process.env.TELEGRAM_API_URL ?? "http://127.0.0.1:8081" },
});

bot.start((ctx) =>
  ctx.replyWithInvoice({
    title: "Sword",
    description: "A sharp one.",
    payload: `sword-${ctx.from.id}`,
    provider_token: "",
    currency: "XTR",
    prices: [{ label: "Sword", amount: 5 }],
  }),
);
bot.on("pre_checkout_query", (ctx) =>
  ctx.preCheckoutQuery.invoice_payload === `sword-${ctx.from.id}`
    ? ctx.answerPreCheckoutQuery(true)
    : ctx.answerPreCheckoutQuery(false, "This sword was made for somebody else."),
);
bot.on(message("successful_payment"), (ctx) =>
  ctx.reply(`Thank you! Here is your sword, paid with ${ctx.message.successful_payment.total_amount} Stars.`),
);
await bot.launch();
