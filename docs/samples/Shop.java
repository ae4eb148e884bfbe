// Sells one thing for Telegram Stars: BOT_TOKEN=… java -cp 'java-telegram-bot-api and what it needs' Shop.java

import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.PreCheckoutQuery;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.request.AnswerPreCheckoutQuery;
import com.pengrad.telegrambot.request.GetUpdates;
import com.pengrad.telegrambot.request.SendInvoice;
import com.pengrad.telegrambot.request.SendMessage;
import java.util.List;

void main() {
  var root = System.getenv().getOrDefault("TELEGRAM_API_URL", "http://127.0.0.1:8081");
  var bot = new TelegramBot.Builder(System.getenv("BOT_TOKEN")).apiUrl(root + "/bot").build();
  var offset = 0;
  while (true) {
    for (var update : bot.execute(new GetUpdates().offset(offset).timeout(50)).updates()) {
      react(bot, update);
      offset = update.updateId() + 1;
    }
  }
}

void react(TelegramBot bot, Update update) {
  var message = update.message();
  if (update.preCheckoutQuery() != null) {
    bot.execute(answer(update.preCheckoutQuery()));
  } else if (message != null && message.successfulPayment() != null) {
    var stars = message.successfulPayment().totalAmount();
    var thanks = "Thank you! Here is your sword, paid with " + stars + " Stars.";
    long user = message.chat().id();
    bot.execute(new SendMessage(user, thanks));
  } else if (message != null && "/start".equals(message.text())) {
    long user = message.chat().id();
    var price = List.of(new LabeledPrice("Sword", 5));
    bot.execute(new SendInvoice(user, "Sword", "A sharp one.", "sword-" + user, "XTR", price));
  }
}

AnswerPreCheckoutQuery answer(PreCheckoutQuery query) {
  return query.invoicePayload().equals("sword-" + query.from().id())
      ? new AnswerPreCheckoutQuery(query.id())
      : new AnswerPreCheckoutQuery(query.id(), "This sword was made for somebody else.");
}
