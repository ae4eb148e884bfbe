package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.OwnershipStore;
import java.util.List;
import java.util.SortedMap;

/** Says what a customer owns now, computed from his live charges. */
public final class DescribeCustomer {
  /**
   * What he owns; both are empty for somebody never seen.
   *
   * @param credits the balance of each unit he ever had, by its name
   */
  public record Holdings(
      TelegramUserId customer, List<Entitlement> entitlements, SortedMap<String, Long> credits) {}

  private final Database database;
  private final BotId bot;

  public DescribeCustomer(Database database, BotId bot) {
    this.database = database;
    this.bot = bot;
  }

  public Holdings describe(TelegramUserId customer) {
    return database.inTransaction(tx ->
        new Holdings(
            customer,
            OwnershipStore.entitlements(tx, bot, customer),
            OwnershipStore.credits(tx, bot, customer)));
  }
}
