package dev.starkeeper.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.OwnershipStore;
import dev.starkeeper.store.SubscriptionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** Says what a customer owns now, computed from his live charges. */
public final class DescribeCustomer {
  /**
   * What he owns; all is empty for somebody never seen.
   *
   * @param entitlements by name, those that have ended too
   * @param credits the balance of each unit he ever had, by its name
   */
  public record Holdings(
      TelegramUserId customer,
      List<Ownership> entitlements,
      SortedMap<String, Long> credits,
      List<Subscription> subscriptions) {}

  private static final int MOST_SUBSCRIPTIONS = 100; // the newest; nobody pays for so many

  private final Database database;
  private final BotId bot;
  private final Duration grace;

  public DescribeCustomer(Database database, BotId bot, Duration grace) {
    this.database = database;
    this.bot = bot;
    this.grace = grace;
  }

  public Holdings describe(TelegramUserId customer, Instant now) {
    return database.inTransaction(tx ->
        new Holdings(
            customer,
            Ownership.of(OwnershipStore.grants(tx, bot, customer), now, grace),
            OwnershipStore.credits(tx, bot, customer),
            SubscriptionStore.of(tx, bot, customer, MOST_SUBSCRIPTIONS)));
  }
}
