package dev.starkeeper.bot.chat;

import dev.starkeeper.bot.chat.Phrases.Spoken;
import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.sale.EditSubscription;
import dev.starkeeper.sale.EditSubscription.By;
import dev.starkeeper.sale.EditSubscription.Wish;
import dev.starkeeper.store.SubscriptionStore;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.ChatMessage.Button;
import dev.starkeeper.telegram.TelegramException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a buyer end a subscription by two presses, and take that back by one. */
final class EndSubscription {
  private static final Logger log = LoggerFactory.getLogger(EndSubscription.class);

  private final Database database;
  private final BotId bot;
  private final EditSubscription editSubscription;
  private final Speaker speaker;

  EndSubscription(
      Database database, BotId bot, EditSubscription editSubscription, Speaker speaker) {
    this.database = database;
    this.bot = bot;
    this.editSubscription = editSubscription;
    this.speaker = speaker;
  }

  /** The first press: nothing changes yet. */
  void ask(ChatUpdate update, String named) {
    var in = speaker.to(update.from());
    var found =
        InvoiceId.ofPayload(named)
            .flatMap(id -> database.inTransaction(tx -> SubscriptionStore.find(tx, bot, id)))
            .filter(one -> one.parties().buyer().equals(update.from().id()));
    if (found.isEmpty()) {
      over(update, in);
      return;
    }
    var yes = new Button.Press(in.say("button.cancel.sure"), "cancel!:" + named);
    var no = new Button.Press(in.say("button.back"), "purchases");
    speaker.reply(update, ChatMessage.with(told(in, "cancel.sure", found.get()), List.of(yes, no)));
  }

  void edit(ChatUpdate update, String named, Wish wish) {
    var in = speaker.to(update.from());
    var customer = update.from().id();
    var id = InvoiceId.ofPayload(named);
    if (id.isEmpty()) {
      over(update, in);
      return;
    }
    EditSubscription.Outcome outcome;
    try {
      outcome = editSubscription.edit(id.get(), customer, By.CUSTOMER, wish);
    } catch (TelegramException.Refused e) { // he must not believe that it is done
      log.warn("customer:{} {} subscription {}: {}", customer.value(), wish, named, e.getMessage());
      speaker.reply(update, withPurchases(in, in.say("edit.refused")));
      return;
    }
    log.info(
        "customer:{} {} subscription {} in the chat: {}",
        customer.value(),
        wish,
        named,
        outcome.getClass().getSimpleName());
    switch (outcome) {
      case EditSubscription.Outcome.Done(var subscription) -> {
        var phrase =
            switch (wish) {
              case CANCEL -> "cancel.done";
              case RESUME -> "resume.done";
            };
        speaker.reply(update, withPurchases(in, told(in, phrase, subscription)));
      }
      case EditSubscription.Outcome.Unknown _, EditSubscription.Outcome.Expired _ ->
          over(update, in);
    }
  }

  private void over(ChatUpdate update, Spoken in) {
    speaker.reply(update, withPurchases(in, in.say("cancel.over")));
  }

  private static ChatMessage withPurchases(Spoken in, String text) {
    return ChatMessage.with(
        text, List.of(new Button.Press(in.say("button.purchases"), "purchases")));
  }

  private static String told(Spoken in, String phrase, Subscription subscription) {
    var end = in.day(subscription.term().periodEndsAt());
    return in.say(phrase, subscription.item().title(), end);
  }
}
