package dev.starkeeper.bot;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.CheckoutFacts;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.PreCheckoutVerdict;
import dev.starkeeper.store.CheckoutStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges pre-checkout queries and holds the invoices of those who may pay. */
public final class HoldInvoices {
  private static final Map<InvoiceId, CheckoutFacts> NO_FACTS = Map.of();

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;
  private final Duration hold;

  public HoldInvoices(Database database, BotId bot, InstantSource clock, Duration hold) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
    this.hold = hold;
  }

  /**
   * One transaction and two statements for all, at most 100 at a time, as getUpdates gives them;
   * four more if scarce products are among them. Only what the last statement returns is held,
   * whatever those before it saw.
   *
   * @return the verdict by query id
   */
  Map<String, PreCheckoutVerdict> hold(List<PreCheckoutQuery> queries) {
    var now = clock.instant();
    return database.inTransaction(tx -> {
      var named = named(queries);
      var facts = named.isEmpty() ? NO_FACTS : CheckoutStore.facts(tx, bot, named);
      var verdicts = judge(queries, facts, now);
      var wanted = approved(queries, verdicts);
      new ShareOut(tx, bot, now)
          .share(wanted, facts)
          .forEach((invoice, reason) -> {
            verdicts.put(wanted.remove(invoice), decline(reason));
          });
      var held =
          wanted.isEmpty()
              ? Set.<InvoiceId>of()
              : CheckoutStore.hold(tx, bot, wanted, now, now.plus(hold));
      wanted.forEach((invoice, query) -> {
        if (!held.contains(invoice)) verdicts.put(query, decline(DeclineReason.IN_CHECKOUT));
      });
      return verdicts;
    });
  }

  /** Gives back what {@link #hold} held, for answers that were never sent. */
  void release(List<PreCheckoutQuery> queries) {
    var byInvoice =
        queries.stream()
            .filter(query -> InvoiceId.ofPayload(query.invoicePayload()).isPresent())
            .collect(
                Collectors.toMap(HoldInvoices::invoice, PreCheckoutQuery::id, (one, _) -> one));
    database.inTransactionDo(tx -> CheckoutStore.release(tx, bot, byInvoice));
  }

  private static List<InvoiceId> named(List<PreCheckoutQuery> queries) {
    return queries.stream()
        .flatMap(query -> InvoiceId.ofPayload(query.invoicePayload()).stream())
        .distinct()
        .toList();
  }

  private static Map<String, PreCheckoutVerdict> judge(
      List<PreCheckoutQuery> queries, Map<InvoiceId, CheckoutFacts> facts, Instant now) {
    var verdicts = new LinkedHashMap<String, PreCheckoutVerdict>();
    queries.forEach(query -> verdicts.put(query.id(), judge(query, facts, now)));
    return verdicts;
  }

  private static PreCheckoutVerdict judge(
      PreCheckoutQuery query, Map<InvoiceId, CheckoutFacts> facts, Instant now) {
    return InvoiceId.ofPayload(query.invoicePayload())
        .map(facts::get)
        .map(known -> known.judge(query, now))
        .orElseGet(() -> decline(DeclineReason.UNKNOWN_INVOICE));
  }

  /**
   * The last of a batch for each invoice: if we were away, only that one can still be answered in
   * time. An earlier one is declined here and now.
   */
  private static Map<InvoiceId, String> approved(
      List<PreCheckoutQuery> queries, Map<String, PreCheckoutVerdict> verdicts) {
    var wanted = new LinkedHashMap<InvoiceId, String>();
    for (var query : queries) {
      if (!(verdicts.get(query.id()) instanceof PreCheckoutVerdict.Approve)) continue;
      var earlier = wanted.put(invoice(query), query.id());
      if (earlier != null && !earlier.equals(query.id())) {
        verdicts.put(earlier, decline(DeclineReason.IN_CHECKOUT));
      }
    }
    return wanted;
  }

  private static InvoiceId invoice(PreCheckoutQuery query) {
    return InvoiceId.ofPayload(query.invoicePayload()).orElseThrow();
  }

  private static PreCheckoutVerdict decline(DeclineReason reason) {
    return new PreCheckoutVerdict.Decline(reason);
  }
}
