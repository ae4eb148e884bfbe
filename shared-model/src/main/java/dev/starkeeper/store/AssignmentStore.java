package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.ASSIGNMENT_REQUEST;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** By which invoices the merchant wants held charges delivered. */
public final class AssignmentStore {
  private AssignmentStore() {}

  /** The latest word counts, until the worker takes it. */
  public static void request(
      DSLContext tx, BotId bot, ChargeId charge, InvoiceId invoice, String by, Instant now) {
    tx.insertInto(ASSIGNMENT_REQUEST)
        .set(ASSIGNMENT_REQUEST.BOT_ID, bot)
        .set(ASSIGNMENT_REQUEST.CHARGE_ID, charge)
        .set(ASSIGNMENT_REQUEST.INVOICE_ID, invoice)
        .set(ASSIGNMENT_REQUEST.REQUESTED_BY, by)
        .set(ASSIGNMENT_REQUEST.REQUESTED_AT, now)
        .onConflict(ASSIGNMENT_REQUEST.BOT_ID, ASSIGNMENT_REQUEST.CHARGE_ID)
        .doUpdate()
        .set(ASSIGNMENT_REQUEST.INVOICE_ID, invoice)
        .set(ASSIGNMENT_REQUEST.REQUESTED_BY, by)
        .set(ASSIGNMENT_REQUEST.REQUESTED_AT, now)
        .execute();
  }

  /** The invoice that was named; locked until this transaction ends. */
  public static Optional<InvoiceId> take(DSLContext tx, BotId bot, ChargeId charge) {
    return tx.select(ASSIGNMENT_REQUEST.INVOICE_ID)
        .from(ASSIGNMENT_REQUEST)
        .where(ASSIGNMENT_REQUEST.BOT_ID.eq(bot), ASSIGNMENT_REQUEST.CHARGE_ID.eq(charge))
        .forUpdate()
        .fetchOptional(ASSIGNMENT_REQUEST.INVOICE_ID);
  }
}
