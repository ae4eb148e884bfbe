// Sells one thing for Telegram Stars: npm install grammy, then BOT_TOKEN=… node shop-grammy.mjs
import { Bot } from "grammy";

const bot = new Bot(process.env.BOT_TOKEN, {
  client: { apiRoot: process.env.TELEGRAM_API_URL ?? "http://127.0.0.1:8081" },
});

bot.command("start", (ctx) =>
  ctx.replyWithInvoice("Sword", "A sharp one.", `sword-${ctx.from.id}`, "XTR", [{ label: "Sword", amount: 5 }]),
);
bot.on("pre_checkout_query", (ctx) =>
  ctx.preCheckoutQuery.invoice_payload === `sword-${ctx.from.id}`
    ? ctx.answerPreCheckoutQuery(true)
    : ctx.answerPreCheckoutQuery(false, "This sword was made for somebody else."),
);
bot.on("message:successful_payment", (ctx) =>
  ctx.reply(`Thank you! Here is your sword, paid with ${ctx.message.successful_payment.total_amount} Stars.`),
);
await bot.start();
