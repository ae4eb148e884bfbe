package dev.starkeeper.sandbox.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.starkeeper.sandbox.stars.Charge;
import dev.starkeeper.sandbox.stars.Invoice;
import dev.starkeeper.sandbox.stars.InvoiceTerms;
import dev.starkeeper.sandbox.stars.User;
import dev.starkeeper.sandbox.updates.GetUpdates;
import dev.starkeeper.sandbox.updates.PollResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What holds for one invoice and one bot holds for very many. */
final class ManyTest {
  private static final int INVOICES = 100_000;
  private static final int BOTS = 5_000;
  private static final int PAYERS = 500;
  private static final int SUBSCRIBERS = 2_000;
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z"));

  @AutoClose
  private final Bots bots =
      new Bots(NOON, new Timing(Duration.ofMinutes(1), Duration.ZERO), Randomness.UNFORESEEABLE);

  @Test
  void eachOfAHundredThousandInvoicesIsFoundByItsLink() {
    var invoices = bot(1).invoices();
    var made = new ArrayList<Invoice>();
    for (var i = 0; i < INVOICES; i++) made.add(invoices.add(terms("order-" + i)));

    assertThat(made)
        .allSatisfy(invoice -> assertThat(invoices.byLink(invoice.link())).contains(invoice));
    assertThat(invoices.count()).isEqualTo(INVOICES);
    assertThat(invoices.newest(2)).containsExactly(made.getLast(), made.get(INVOICES - 2));
  }

  @Test
  void manyPayersOfOneBotAreAllServed() throws Exception {
    var bot = bot(2);
    var invoice = bot.invoices().add(terms("order-1"));
    var payments = new ArrayList<Callable<PayResult>>();
    for (var user = 1; user <= PAYERS; user++) {
      var payer = new User(user, "Ada", null, null, null, false);
      payments.add(() -> bot.pay(invoice, payer, Charge.of(invoice.terms())));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var approving = threads.submit(() -> approve(bot, PAYERS));
      assertThat(threads.invokeAll(payments))
          .allSatisfy(paid -> assertThat(paid.get()).isInstanceOf(PayResult.Paid.class));
      assertThat(approving.get()).hasSize(PAYERS);
    }
    assertThat(bot.history().balance().stars()).isEqualTo(PAYERS * 5L);
    assertThat(chargeIds(bot)).hasSize(PAYERS);
  }

  @Test
  void aYearOfManySubscriptionsGoesByAtOnce() {
    var bot = bot(3);
    for (var user = 1; user <= SUBSCRIBERS; user++) {
      var payer = new User(user, "Ada", null, null, null, false);
      var charge = new Charge(1, InvoiceTerms.CURRENCY, "club-" + user, true);
      var first = bot.books().pay(payer, charge, NOON.instant()).orElseThrow();
      bot.subscriptions().start(first, 1);
    }

    var settled = bot.advance(Duration.ofDays(360));

    assertThat(settled.renewed()).isEqualTo(SUBSCRIBERS * 12);
    assertThat(settled.inFull()).hasSize(1000);
    assertThat(bot.history().balance().stars()).isEqualTo(SUBSCRIBERS * 13L);
    assertThat(bot.mailbox().state().pendingUpdates())
        .as("the others are over a day old")
        .isEqualTo(SUBSCRIBERS);
  }

  /** Approves so many pre-checkouts; returns the ids of all. */
  private static List<String> approve(Bot bot, int wanted) throws InterruptedException {
    var approved = new ArrayList<String>();
    var offset = 0;
    while (approved.size() < wanted) {
      var request = new GetUpdates(offset, 100, Duration.ofMinutes(1), Optional.empty());
      for (var update : ((PollResult.Updates) bot.mailbox().poll(request)).json()) {
        var json = JsonParser.parseString(update).getAsJsonObject();
        offset = json.get("update_id").getAsInt() + 1;
        var query = LenientJson.text(json.get("pre_checkout_query"), "id");
        if (!query.isEmpty() && bot.preCheckouts().answer(query, true, "")) approved.add(query);
      }
    }
    return approved;
  }

  private static Set<String> chargeIds(Bot bot) {
    var ids = new HashSet<String>();
    bot.books().newestPayments(PAYERS).forEach(payment -> ids.add(payment.chargeId()));
    return ids;
  }

  @Test
  void botsDoNotShareAnything() {
    for (var i = 1; i <= BOTS; i++) bot(i).invoices().add(terms("order-" + i));

    for (var i = 1; i <= BOTS; i++) {
      var payload = "order-" + i;
      assertThat(bot(i).invoices().newest(10))
          .singleElement()
          .satisfies(invoice -> assertThat(invoice.terms().payload()).isEqualTo(payload));
    }
  }

  private Bot bot(int id) {
    return bots.get(new BotToken(id + ":" + "A".repeat(35)));
  }

  private static InvoiceTerms terms(String payload) {
    var look = new InvoiceTerms.Look("Sword", "Sharp", "");
    return new InvoiceTerms(look, payload, 5, false, "");
  }
}
