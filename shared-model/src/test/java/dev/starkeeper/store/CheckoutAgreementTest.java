package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.EXPIRY;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Amount;
import dev.starkeeper.model.CheckoutFacts;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.PreCheckoutVerdict;
import dev.starkeeper.model.TelegramUser;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The decision and the statement must not differ: what one approves, the other holds. */
final class CheckoutAgreementTest {
  private static final Duration HOLD = Duration.ofSeconds(60);
  private static final Instant LAPSE = NOON.plus(HOLD);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void statementHoldsExactlyWhatTheDecisionApproves() {
    var moments =
        List.of(
            NOON, micro(LAPSE, -1), LAPSE, micro(EXPIRY, -1), EXPIRY, micro(EXPIRY.plus(HOLD), 1));
    var product = shop.coins("coins-10", 7, 10);
    for (var before : histories()) {
      for (var now : moments) {
        var invoice = shop.invoice(product);
        before.accept(invoice);

        var approved = approves(invoice, "query-1", now);

        assertThat(hold(invoice, "query-1", now)).as("%s at %s", invoice, now).isEqualTo(approved);
      }
    }
  }

  private List<Consumer<Invoice>> histories() {
    return List.of(
        _ -> {},
        invoice -> hold(invoice, "query-1", NOON),
        invoice -> hold(invoice, "query-2", NOON),
        invoice -> hold(invoice, "query-2", micro(EXPIRY, -1)),
        invoice -> shop.pay(invoice, "charge of " + invoice.id().payload()),
        invoice ->
            shop.execute("update invoice set state = 'EXPIRED' where id = ?", invoice.id().value()),
        invoice ->
            shop.execute("update invoice set state = 'VOID' where id = ?", invoice.id().value()));
  }

  private boolean approves(Invoice invoice, String queryId, Instant now) {
    var from = new TelegramUser(invoice.parties().buyer(), "en");
    var amount = new Amount("XTR", invoice.item().stars().amount());
    var query = new PreCheckoutQuery(queryId, from, amount, invoice.id().payload());
    return facts(Set.of(invoice.id())).values().iterator().next().judge(query, now)
        instanceof PreCheckoutVerdict.Approve;
  }

  private Map<InvoiceId, CheckoutFacts> facts(Collection<InvoiceId> invoices) {
    return database.inTransaction(tx -> CheckoutStore.facts(tx, BOT, invoices));
  }

  private boolean hold(Invoice invoice, String query, Instant now) {
    return database
        .inTransaction(
            tx -> CheckoutStore.hold(tx, BOT, Map.of(invoice.id(), query), now, now.plus(HOLD)))
        .contains(invoice.id());
  }

  /** PostgreSQL's times are to the microsecond. */
  private static Instant micro(Instant instant, int micros) {
    return instant.plus(Duration.ofNanos(1_000L * micros));
  }
}
