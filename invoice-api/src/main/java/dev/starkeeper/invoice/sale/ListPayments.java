package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.PaymentListStore;
import dev.starkeeper.store.PaymentListStore.Listed;
import dev.starkeeper.store.PaymentListStore.Position;
import dev.starkeeper.store.PaymentListStore.Slice;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.DSLContext;

/** Shows what was paid, the newest first, page by page. */
public final class ListPayments {
  /** Some payments; {@code next} is where those behind them begin, if there are any. */
  public record Page(List<Listed> payments, Optional<Position> next) {}

  private final Database database;
  private final BotId bot;

  public ListPayments(Database database, BotId bot) {
    this.database = database;
    this.bot = bot;
  }

  public Optional<Listed> find(ChargeId charge) {
    return database.inTransaction(tx -> PaymentListStore.find(tx, bot, charge));
  }

  /** Everybody's. */
  public Page all(Slice slice) {
    return page(slice, (tx, more) -> PaymentListStore.all(tx, bot, more));
  }

  public Page withStatus(PaymentStatus status, Slice slice) {
    return page(slice, (tx, more) -> PaymentListStore.withStatus(tx, bot, status, more));
  }

  /** What this customer paid, for himself or for others. */
  public Page paidBy(TelegramUserId payer, Slice slice) {
    return page(slice, (tx, more) -> PaymentListStore.paidBy(tx, bot, payer, more));
  }

  /** One more is read than is shown: that there is one is all that is to be known of it. */
  private Page page(Slice slice, BiFunction<DSLContext, Slice, List<Listed>> read) {
    var more = new Slice(slice.after(), slice.limit() + 1);
    var found = database.inTransaction(tx -> read.apply(tx, more));
    if (found.size() <= slice.limit()) return new Page(found, Optional.empty());
    var shown = found.subList(0, slice.limit());
    return new Page(shown, Optional.of(shown.getLast().position()));
  }
}
