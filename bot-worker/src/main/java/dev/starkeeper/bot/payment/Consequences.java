package dev.starkeeper.bot.payment;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentTotal;
import dev.starkeeper.model.Stars;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.PaymentTotalStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/** What follows from a transaction: gathered while it goes on, written at its end, all at once. */
final class Consequences {
  private final BotId bot;
  private final List<Event> events = new ArrayList<>();
  private final List<OwedWorkStore.Owed> owed = new ArrayList<>();
  private final Set<InvoiceId> changed = new LinkedHashSet<>();
  private PaymentTotal total = PaymentTotal.NONE;

  Consequences(BotId bot) {
    this.bot = bot;
  }

  void happened(Event event) {
    events.add(event);
  }

  /** A charge is recorded. */
  void paid(Stars stars) {
    total = total.plusPaid(stars);
  }

  /** A recorded charge is back. */
  void back(Stars stars) {
    total = total.plusBack(stars);
  }

  void owes(TaskDescriptor<Void> task, ChargeId charge) {
    owed.add(new OwedWorkStore.Owed(task, new OwedWorkStore.Subject(bot, charge)));
  }

  void changed(InvoiceId invoice) {
    changed.add(invoice);
  }

  /** What others wait for until we have committed, the total and the events' ids, last. */
  void write(DSLContext tx, Instant now) {
    OwedWorkStore.schedule(tx, owed, now);
    if (!changed.isEmpty()) InvoiceStore.notifyChanged(tx, bot, changed);
    PaymentTotalStore.add(tx, bot, total);
    EventStore.append(tx, bot, events);
  }
}
