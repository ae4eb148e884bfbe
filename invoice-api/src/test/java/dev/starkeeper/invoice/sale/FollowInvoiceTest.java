package dev.starkeeper.invoice.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Notifications;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.invoice.waiting.Waiters;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Period;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.MintStore;
import dev.starkeeper.store.ProductStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The patience given here is far beyond the time limit: who is answered was woken. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class FollowInvoiceTest {
  private static final BotId BOT = new BotId(9);
  private static final Caller SERVER = new Caller.Server("shop");
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Product COINS =
      new Product(
          new Sku("coins"),
          1,
          new Offer("Coins", "A hundred", PhotoUrl.NONE, new Stars(50)),
          new Good.Consumable(new CreditUnit("coins"), 100),
          true,
          Supply.UNLIMITED);

  private final TestDatabase database = TestDatabase.copy();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InstantSource clock = now::get;
  private final Waiters waiters = new Waiters(2, UnaryOperator.identity());
  private final FollowInvoice followInvoice =
      new FollowInvoice(database.database(), BOT, waiters, clock);

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void whoWaitsIsWokenByTheDatabase() throws Exception {
    var id = anOpenInvoice();
    try (var _ = Notifications.listen(database.config(), InvoiceStore.CHANGED, waiters);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var following = threads.submit(() -> followInvoice.follow(id, SERVER, FOR_EVER));
      untilWaiting(1, following);

      endIt(id, "VOID");

      assertThat(following.get().map(this::state)).contains(InvoiceState.VOID);
      assertThat(waiters.size()).isZero();
    }
  }

  @Test
  void whatWasMissedIsSeenWithTheNextConnection() throws Exception {
    var id = anOpenInvoice();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var following = threads.submit(() -> followInvoice.follow(id, SERVER, FOR_EVER));
      untilWaiting(1, following);
      endIt(id, "EXPIRED"); // and nobody listens

      waiters.connected();

      assertThat(following.get().map(this::state)).contains(InvoiceState.EXPIRED);
    }
  }

  @Test
  void anExpiryNeedsNoNotification() {
    var soon = new AtomicReference<>(NOON.plus(Duration.ofHours(1)).minusMillis(20));
    // Each look at this clock is the last moment, and the next is past the invoice's end.
    InstantSource ending = () -> soon.getAndUpdate(instant -> instant.plusMillis(20));
    var following = new FollowInvoice(database.database(), BOT, waiters, ending);

    var found = following.follow(anOpenInvoice(), SERVER, FOR_EVER);

    assertThat(found.map(invoice -> invoice.stateAt(soon.get()))).contains(InvoiceState.EXPIRED);
  }

  @Test
  void whoIsOneTooManyDoesNotWait() throws Exception {
    var id = anOpenInvoice();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> followInvoice.follow(id, SERVER, FOR_EVER));
      var second = threads.submit(() -> followInvoice.follow(id, SERVER, FOR_EVER));
      untilWaiting(2, first);

      assertThat(followInvoice.follow(id, SERVER, FOR_EVER).map(this::state))
          .contains(InvoiceState.OPEN);

      waiters.close();
      assertThat(first.get()).isPresent();
      assertThat(second.get()).isPresent();
    }
  }

  @Test
  void closingLetsEverybodyGoAndNobodyWait() throws Exception {
    var id = anOpenInvoice();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var following = threads.submit(() -> followInvoice.follow(id, SERVER, FOR_EVER));
      untilWaiting(1, following);

      waiters.close();

      assertThat(following.get().map(this::state)).contains(InvoiceState.OPEN);
      assertThat(followInvoice.follow(id, SERVER, FOR_EVER).map(this::state))
          .contains(InvoiceState.OPEN);
    }
  }

  @Test
  void anInvoiceThatIsNotThereIsNotWaitedFor() {
    assertThat(followInvoice.follow(new InvoiceId(UUID.randomUUID()), SERVER, FOR_EVER)).isEmpty();
    assertThat(waiters.size()).isZero();
  }

  private InvoiceState state(Invoice invoice) {
    return invoice.stateAt(now.get());
  }

  private void untilWaiting(int many, Future<?> waiting) {
    while (waiters.size() < many && !waiting.isDone()) Thread.onSpinWait();
  }

  private InvoiceId anOpenInvoice() {
    var id = new InvoiceId(UUID.randomUUID());
    var ann = new TelegramUserId(1);
    var period = new Period(NOON, NOON.plus(Duration.ofHours(1)));
    var item = Item.of(COINS, 1);
    var invoice =
        new Invoice(
            id, new Parties(ann, ann), item, period, new Progress.Open(), "https://t.me/$x");
    database
        .database()
        .inTransactionDo(tx -> {
          ProductStore.addVersion(tx, BOT, COINS, NOON);
          ProductStore.makeCurrent(tx, BOT, COINS, NOON);
          MintStore.write(
              tx, BOT, List.of(new MintStore.Draft(invoice, Optional.empty(), Optional.empty())));
        });
    return id;
  }

  private void endIt(InvoiceId id, String state) {
    database
        .database()
        .inTransactionDo(tx -> {
          tx.execute("update invoice set state = ? where id = ?", state, id.value());
          InvoiceStore.notifyChanged(tx, BOT, Optional.of(id).stream().toList());
        });
  }
}
