package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.SupportRequest;
import dev.starkeeper.model.SupportRequest.Answer;
import dev.starkeeper.model.SupportRequest.State;
import dev.starkeeper.model.SupportRequestId;
import dev.starkeeper.store.SupportStore;
import dev.starkeeper.store.SupportStore.Slice;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.DSLContext;

/** Shows what customers ask about their payments, and takes the merchant's answers down. */
public final class AnswerSupport {
  /** Some requests; {@code next} is where those behind them begin, if there are any. */
  public record Page(List<SupportRequest> requests, Optional<SupportRequestId> next) {}

  /** What came of answering. */
  public sealed interface Outcome {
    /** A worker tells the customer, or has told him. */
    record Answered(SupportRequest request) implements Outcome {}

    /** It was answered before, in other words. */
    record AnsweredOtherwise() implements Outcome {}

    record Unknown() implements Outcome {}
  }

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;

  public AnswerSupport(Database database, BotId bot, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
  }

  public Optional<SupportRequest> find(SupportRequestId id) {
    return database.inTransaction(tx -> SupportStore.find(tx, bot, id));
  }

  /** Everybody's, the newest first. */
  public Page all(Slice slice) {
    return page(slice, (tx, more) -> SupportStore.all(tx, bot, more));
  }

  public Page inState(State state, Slice slice) {
    return page(slice, (tx, more) -> SupportStore.inState(tx, bot, state, more));
  }

  /** One more is read than is shown: that there is one is all that is to be known of it. */
  private Page page(Slice slice, BiFunction<DSLContext, Slice, List<SupportRequest>> read) {
    var more = new Slice(slice.after(), slice.limit() + 1);
    var found = database.inTransaction(tx -> read.apply(tx, more));
    if (found.size() <= slice.limit()) return new Page(found, Optional.empty());
    var shown = found.subList(0, slice.limit());
    return new Page(shown, Optional.of(shown.getLast().id()));
  }

  /** Safe to ask again in the same words. */
  public Outcome answer(SupportRequestId id, String text, Caller.Server server) {
    var answer = new Answer(text, server.name(), clock.instant(), Optional.empty());
    return database.inTransaction(tx -> {
      var isNew = SupportStore.answer(tx, bot, id, answer);
      var request = SupportStore.find(tx, bot, id);
      if (request.isEmpty()) return new Outcome.Unknown();
      var same = isNew || request.get().answer().filter(a -> a.text().equals(text)).isPresent();
      return same ? new Outcome.Answered(request.get()) : new Outcome.AnsweredOtherwise();
    });
  }
}
