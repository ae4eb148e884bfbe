package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static dev.starkeeper.store.Shop.OTHER_BOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finding subscriptions, and what Telegram said of them. */
final class FindSubscriptionTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final Invoice invoice = Shop.anInvoice(shop.subscription("s", 30), Shop.parties(), 1);

  @BeforeEach
  void insert() {
    shop.saved(invoice);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void wordThatIsToldAgainIsKnownAndEightThreadsHearItOnce() throws Exception {
    var word = change(7, SubscriptionUpdate.State.CANCELED);

    assertThat(Threads.eight(_ -> remember(BOT, word))).containsOnlyOnce(true).hasSize(8);

    assertThat(remember(BOT, change(7, SubscriptionUpdate.State.ACTIVE))).isTrue();
    assertThat(remember(BOT, change(8, SubscriptionUpdate.State.CANCELED))).isTrue();
    assertThat(remember(OTHER_BOT, word)).isTrue();
    assertThat(remember(BOT, change(8, SubscriptionUpdate.State.CANCELED))).isFalse();
  }

  @Test
  void isFoundByWhoHasItAndByWhoPaysAndByNobodyElse() {
    shop.payMonth(invoice, "month-1", month(0));
    var gift =
        shop.saved(Shop.anInvoice(shop.subscription("g", 31), Shop.swapped(invoice.parties()), 1));
    shop.payMonth(gift, "gift-1", month(1));

    assertThat(of(BOT, invoice.parties().buyer(), 9)).containsExactly(gift.id(), invoice.id());
    assertThat(of(BOT, invoice.parties().recipient(), 9)).containsExactly(gift.id(), invoice.id());
    assertThat(of(BOT, invoice.parties().buyer(), 1)).containsExactly(gift.id());
    assertThat(of(BOT, Shop.parties().buyer(), 9)).isEmpty();
    assertThat(of(OTHER_BOT, invoice.parties().buyer(), 9)).isEmpty();
  }

  @Test
  void lockFindsThoseThatExistAndMakesOthersWait() throws Exception {
    shop.payMonth(invoice, "month-1", month(0));
    var ids = List.of(new InvoiceId(UUID.randomUUID()), invoice.id());

    assertThat(
            Waiting.whileOneHas(
                database,
                tx -> assertThat(SubscriptionStore.lock(tx, BOT, ids)).hasSize(1),
                tx -> SubscriptionStore.setRenewal(tx, BOT, invoice.id(), RenewalState.FAILED)))
        .isTrue();
    assertThat(
            Waiting.whileOneHas(
                database,
                tx -> SubscriptionStore.lock(tx, BOT, ids),
                tx -> InvoiceStore.lock(tx, BOT, ids)))
        .as("the invoice is not locked with it")
        .isFalse();
  }

  private boolean remember(BotId bot, SubscriptionUpdate word) {
    return database.inTransaction(
        tx -> SubscriptionStore.remember(tx, bot, invoice.id(), word, NOON));
  }

  private SubscriptionUpdate change(long update, SubscriptionUpdate.State state) {
    var user = new TelegramUser(invoice.parties().buyer(), "en");
    return new SubscriptionUpdate(update, user, invoice.id().payload(), state);
  }

  private List<InvoiceId> of(BotId bot, TelegramUserId customer, int limit) {
    return database
        .<List<Subscription>>inTransaction(tx -> SubscriptionStore.of(tx, bot, customer, limit))
        .stream()
        .map(Subscription::id)
        .toList();
  }

  private static Instant month(int n) {
    return NOON.plus(Recurrence.MONTH.multipliedBy(n));
  }
}
