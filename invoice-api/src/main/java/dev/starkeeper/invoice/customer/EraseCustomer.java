package dev.starkeeper.invoice.customer;

import com.google.gson.JsonParser;
import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Erased;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.ErasureStore;
import dev.starkeeper.store.ErasureStore.RefundWords;
import dev.starkeeper.store.ErasureStore.Told;
import dev.starkeeper.store.RejectedUpdateStore;
import dev.starkeeper.telegram.ErasedUpdate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Forgets a person and keeps the books: which id paid what, when, and what it owns. Nothing but the
 * id says afterwards who that was. If he acts again, he is known again.
 */
public final class EraseCustomer {
  private final Database database;
  private final BotId bot;

  public EraseCustomer(Database database, BotId bot) {
    this.database = database;
    this.bot = bot;
  }

  /** May be asked again, and of anybody: of whom nothing is known, nothing is erased. */
  public Erased erase(TelegramUserId person) {
    return database.inTransaction(tx -> {
      ErasureStore.begin(tx, bot, person);
      var refundWords = ErasureStore.refundWords(tx, bot, person);
      var ofRefunds = ErasureStore.eraseRefundWords(tx, bot, refundWords);
      var ofHim = ErasureStore.erasePerson(tx, bot, person);
      var updates = eraseUpdates(tx, person);
      // Last: a question or a refund that was told while we waited for its row is among them.
      var events = eraseEvents(tx, person, refundWords);
      return new Erased(ofRefunds.rows() + ofHim.rows() + updates + events);
    });
  }

  private long eraseUpdates(DSLContext tx, TelegramUserId person) {
    long erased = 0;
    for (var update : RejectedUpdateStore.naming(tx, bot, person.value())) {
      if (!ErasedUpdate.isOf(update.body(), person)) continue;
      var left = ErasedUpdate.of(update.body(), update.reason());
      if (left.equals(new ErasedUpdate(update.body(), update.reason()))) continue;
      RejectedUpdateStore.rewrite(tx, bot, update, left.body(), left.reason());
      erased++;
    }
    return erased;
  }

  private long eraseEvents(DSLContext tx, TelegramUserId person, List<RefundWords> refundWords) {
    var words = new HashSet<String>();
    refundWords.forEach(one -> words.add(one.words()));
    var changed =
        ErasureStore.eventsWithWords(tx, bot, person).stream()
            .map(told -> new Change(told, new Told(told.id(), withoutWords(told.data(), words))))
            .filter(change -> !change.from().equals(change.to()))
            .map(Change::to)
            .toList();
    return ErasureStore.rewriteEvents(tx, bot, changed).rows();
  }

  private record Change(Told from, Told to) {}

  /** The shape stays: a program that reads the log from its beginning still understands it. */
  private static String withoutWords(String data, Set<String> refundWords) {
    var json = JsonParser.parseString(data).getAsJsonObject();
    if (json.has("text")) json.addProperty("text", Erased.WORDS);
    if (json.has("reason") && refundWords.contains(json.get("reason").getAsString())) {
      json.addProperty("reason", Erased.WORDS);
    }
    return json.toString();
  }
}
