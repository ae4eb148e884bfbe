package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static dev.starkeeper.store.Shop.OTHER_BOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Event.OfEntitlement.EntitlementNews;
import dev.starkeeper.model.Event.OfPayment.PaymentNews;
import dev.starkeeper.model.Event.OfSubscription.SubscriptionNews;
import dev.starkeeper.model.LoggedEvent;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.TelegramUserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventStoreTest {
  private static final int ROUNDS = 40;

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void idsOfABotBeginAtOneAndHaveNoGaps() {
    append(BOT, credits(1), credits(2));
    append(OTHER_BOT, credits(3));
    append(BOT);
    append(BOT, credits(4));

    assertThat(shop.rows("select bot_id || ' ' || id || ' ' || customer_id from event"))
        .containsExactlyInAnyOrder("7000001 1 1", "7000001 2 2", "7000002 1 3", "7000001 3 4");
  }

  @Test
  void oneTransactionMayAppendSeveralTimes() {
    database.inTransactionDo(tx -> {
      EventStore.append(tx, BOT, List.of(credits(1)));
      EventStore.append(tx, BOT, List.of(credits(2), credits(3)));
    });

    assertThat(shop.rows("select id || ' ' || customer_id from event order by id"))
        .containsExactly("1 1", "2 2", "3 3");
  }

  @Test
  void logIsReadFromAnId() {
    append(BOT, credits(1), credits(2), credits(3));
    append(OTHER_BOT, credits(4));

    var read = database.inTransaction(tx -> EventStore.after(tx, BOT, 1, 1));

    assertThat(read)
        .containsExactly(
            new LoggedEvent(
                2,
                "credits.changed",
                NOON,
                "{\"customerId\":2,\"unit\":\"coins\",\"amount\":5,\"chargeId\":\"charge-1\"}"));
    assertThat(database.<Long>inTransaction(tx -> EventStore.last(tx, BOT))).isEqualTo(3);
    assertThat(database.<Long>inTransaction(tx -> EventStore.last(tx, new BotId(9)))).isZero();
  }

  @Test
  void rollbackLeavesNoGap() {
    append(BOT, credits(1));
    assertThatThrownBy(() ->
            database.inTransactionDo(tx -> {
              EventStore.append(tx, BOT, List.of(credits(2), credits(3)));
              throw new IllegalStateException("changed its mind");
            }))
        .hasMessage("changed its mind");
    append(BOT, credits(4));

    assertThat(shop.rows("select id || ' ' || customer_id from event order by id"))
        .containsExactly("1 1", "2 4");
  }

  @Test
  void writerWhoCommitsLaterHasTheLargerIds() throws Exception {
    var waits =
        Waiting.whileOneHas(
            database,
            tx -> EventStore.append(tx, BOT, List.of(credits(1))),
            tx -> EventStore.append(tx, BOT, List.of(credits(2))));

    assertThat(waits).isTrue();
    assertThat(shop.rows("select id || ' ' || customer_id from event")).containsExactly("1 1");
  }

  @Test
  void writersOfTwoBotsDoNotWaitForEachOther() throws Exception {
    var waits =
        Waiting.whileOneHas(
            database,
            tx -> EventStore.append(tx, BOT, List.of(credits(1))),
            tx -> EventStore.append(tx, OTHER_BOT, List.of(credits(2))));

    assertThat(waits).isFalse();
  }

  /** The reader asks for what comes after the last it saw, as a merchant's server does. */
  @Test
  void readerWhoHasSeenAnIdNeverFindsASmallerOneLater() throws Exception {
    var writing = new AtomicBoolean(true);
    try (var reader = Executors.newVirtualThreadPerTaskExecutor()) {
      var seen = reader.submit(() -> readWhile(writing));

      try {
        Threads.eight(i -> {
          for (var n = 0; n < ROUNDS; n++) {
            var some = Collections.nCopies(1 + (i + n) % 3, (Event) credits(1 + i));
            database.inTransactionDo(tx -> EventStore.append(tx, BOT, some));
          }
          return true;
        });
      } finally {
        writing.set(false);
      }

      var written = Long.parseLong(shop.rows("select last_id::text from event_counter").getFirst());
      assertThat(seen.get()).isEqualTo(LongStream.rangeClosed(1, written).boxed().toList());
    }
  }

  @Test
  void dataSaysWhatTheMerchantMustKnow() {
    var parties = Shop.parties();
    var invoice = Shop.anInvoice(shop.subscription("premium", 50), parties, 1);
    var payment = Shop.payment(invoice, "charge-1");
    var term = new Subscription.Term(RenewalState.ON, NOON.plusSeconds(99));
    var subscription =
        new Subscription(invoice.id(), parties, invoice.item(), payment.chargeId(), term);
    var recorded = new RecordedPayment(payment, PaymentStatus.REFUNDED, "a \"reason\" \u0000 💎");
    var buyer = parties.buyer().value();
    var recipient = parties.recipient().value();

    append(
        BOT,
        new Event.OfPayment(PaymentNews.REFUNDED, recorded, NOON),
        new Event.OfSubscription(SubscriptionNews.PAYMENT_FAILED, subscription, NOON));

    assertThat(data(1))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"customerId":%d,"chargeId":"charge-1","invoiceId":"%s","stars":50,
                 "status":"refunded","paidAt":"2026-11-01T12:01:00Z",
                 "reason":"a \\"reason\\" \\u0000 💎"}
                """
                    .formatted(buyer, invoice.id().payload())));
    assertThat(data(2))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"customerId":%d,"subscriptionId":"%s","sku":"premium","stars":50,
                 "currentPeriodEnd":"2026-11-01T12:01:39Z"}
                """
                    .formatted(recipient, invoice.id().payload())));
  }

  @Test
  void everyTypeHasItsName() {
    var claim = new Claim(new TelegramUserId(501), new Entitlement("premium"));
    var payment = Shop.payment(Shop.anInvoice(shop.unlock("u", 5), Shop.parties(), 1), "charge-1");
    var recorded = new RecordedPayment(payment, PaymentStatus.FULFILLED, "");
    var types =
        Stream.of(
                Arrays.stream(PaymentNews.values())
                    .map(news -> new Event.OfPayment(news, recorded, NOON)),
                Arrays.stream(EntitlementNews.values())
                    .map(news ->
                        new Event.OfEntitlement(
                            news, claim, new Cause.OfCharge(payment.chargeId()), NOON)),
                Stream.of(credits(1)))
            .flatMap(events -> events)
            .map(Event::type);

    assertThat(types)
        .containsExactly(
            "payment.succeeded",
            "payment.duplicate",
            "payment.unmatched",
            "payment.refunded",
            "entitlement.granted",
            "entitlement.revoked",
            "entitlement.expired",
            "credits.changed");
    assertThat(Arrays.stream(SubscriptionNews.values()).map(n -> n.name().toLowerCase(Locale.ROOT)))
        .containsExactly("started", "renewed", "canceled", "resumed", "payment_failed", "expired");
  }

  private List<Long> readWhile(AtomicBoolean writing) {
    var seen = new ArrayList<Long>();
    var last = false;
    while (!last) {
      last = !writing.get();
      var after = seen.isEmpty() ? 0 : seen.getLast();
      var page = database.inTransaction(tx -> EventStore.after(tx, BOT, after, 1_000));
      page.forEach(event -> seen.add(event.id()));
    }
    return seen;
  }

  private JsonElement data(long id) {
    return JsonParser.parseString(shop.rows("select data from event where id = " + id).getFirst());
  }

  private void append(BotId bot, Event... events) {
    database.inTransactionDo(tx -> EventStore.append(tx, bot, List.of(events)));
  }

  private static Event.OfCredits credits(long customer) {
    return new Event.OfCredits(
        new TelegramUserId(customer),
        new CreditUnit("coins"),
        5,
        new Cause.OfCharge(new ChargeId("charge-1")),
        NOON);
  }
}
