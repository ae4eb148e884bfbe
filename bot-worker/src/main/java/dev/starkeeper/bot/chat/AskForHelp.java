package dev.starkeeper.bot.chat;

import dev.starkeeper.bot.chat.Phrases.Spoken;
import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.model.Purchase;
import dev.starkeeper.model.SupportRequest;
import dev.starkeeper.model.SupportRequestId;
import dev.starkeeper.store.ChatUpdateStore.Waiting;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.PurchaseStore;
import dev.starkeeper.store.SupportStore;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.ChatMessage.Below;
import dev.starkeeper.telegram.ChatMessage.Button;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a customer ask the merchant about a payment: he chooses one, and what he writes next is the
 * question. The merchant is told by an event, in the transaction that keeps the question.
 */
final class AskForHelp {
  private static final Logger log = LoggerFactory.getLogger(AskForHelp.class);

  private static final int SHOWN = 10;
  private static final int MOST_OPEN = 5; // of one customer
  private static final Duration PATIENCE = Duration.ofHours(1); // then he means something else
  private static final int NAME_BYTES = 12; // of a charge: its id is too long for a button

  /** What became of what he wrote; each has its phrase. */
  private enum Taken {
    NOTHING,
    TAKEN,
    LONG,
    MANY
  }

  private final Database database;
  private final BotId bot;
  private final Speaker speaker;
  private final InstantSource clock;
  private final InvoiceIds ids;

  AskForHelp(Database database, BotId bot, Speaker speaker, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.speaker = speaker;
    this.clock = clock;
    this.ids = InvoiceIds.timeOrdered(clock);
  }

  /** His last payments, a button each. */
  void list(ChatUpdate update) {
    var in = speaker.to(update.from());
    var buttons = new ArrayList<Button>();
    for (var purchase : last(update)) {
      buttons.add(
          new Button.Press(ShowPurchases.line(in, purchase), "help:" + name(purchase.charge())));
    }
    var text = in.say(buttons.isEmpty() ? "support.none" : "support.choose");
    var contact = speaker.addresses().supportContact();
    var told = contact.map(c -> text + "\n\n" + in.say("support.contact", c)).orElse(text);
    speaker.reply(update, ChatMessage.with(told, Speaker.withBack(in, buttons)));
  }

  private List<Purchase> last(ChatUpdate update) {
    return database.inTransaction(tx -> PurchaseStore.last(tx, bot, update.from().id(), SHOWN));
  }

  /** He chose one; a message that asks for an answer cannot be put into the place of another. */
  void ask(ChatUpdate update, String named) {
    var chosen = last(update).stream().filter(p -> name(p.charge()).equals(named)).findFirst();
    if (chosen.isEmpty()) {
      list(update); // a newer payment has pushed it out, or it never was his
      return;
    }
    var in = speaker.to(update.from());
    var customer = update.from().id();
    var now = clock.instant();
    database.inTransactionDo(
        tx -> SupportStore.startDraft(tx, bot, customer, chosen.get().charge(), now));
    var question = in.say("support.ask", ShowPurchases.line(in, chosen.get()));
    var reply = new Below.AskForReply(in.say("support.placeholder"));
    speaker.chats().send(customer, new ChatMessage(question, reply));
  }

  /** A command means that he has changed his mind. */
  void changedHisMind(ChatUpdate update) {
    database.inTransactionDo(tx -> SupportStore.dropDraft(tx, bot, update.from().id()));
  }

  /** What he wrote, which may be nothing to us. */
  void take(Waiting waiting, String text) {
    var update = waiting.update();
    var in = speaker.to(update.from());
    var taken = database.inTransaction(tx -> take(tx, waiting, text));
    if (taken == Taken.NOTHING) return;
    log.info("customer:{} asks about a payment: {}", update.from().id().value(), taken);
    speaker.reply(update, ChatMessage.plain(answer(in, taken)));
  }

  private static String answer(Spoken in, Taken taken) {
    return switch (taken) {
      case NOTHING -> throw new IllegalStateException("nothing is not answered");
      case TAKEN -> in.say("support.taken");
      case LONG -> in.say("support.long", SupportRequest.LONGEST);
      case MANY -> in.say("support.many");
    };
  }

  /** Once: a message that was taken is known by its number and its time. */
  private Taken take(DSLContext tx, Waiting waiting, String text) {
    var customer = waiting.update().from().id();
    var updateId = waiting.update().updateId();
    var at = waiting.receivedAt();
    if (SupportStore.isTaken(tx, bot, customer, updateId, at)) return Taken.TAKEN;
    var charge = SupportStore.draft(tx, bot, customer, at.minus(PATIENCE));
    if (charge.isEmpty()) return Taken.NOTHING;
    if (text.codePointCount(0, text.length()) > SupportRequest.LONGEST) return Taken.LONG;
    // It is gone if he is being erased at this moment: then what he wrote is nothing to us.
    if (!SupportStore.dropDraft(tx, bot, customer)) return Taken.NOTHING;
    if (SupportStore.countOpen(tx, bot, customer) >= MOST_OPEN) return Taken.MANY;
    var id = new SupportRequestId(ids.next().value());
    var request = new SupportRequest(id, customer, charge.get(), text, at, Optional.empty());
    if (SupportStore.insert(tx, bot, request, updateId)) {
      EventStore.append(tx, bot, List.of(new Event.OfSupport(request)));
    }
    return Taken.TAKEN;
  }

  private static String name(ChargeId charge) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(charge.value().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
