package dev.starkeeper.acceptance.model;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.Update;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A worker's Telegram that never makes it wait for updates, and lets it judge the pre-checkouts of
 * a batch before it records the rest: it does both at once, and a script must always play alike.
 */
final class HeldTelegram implements Telegram {
  private final Telegram real;
  private final UnreliableConnections connections;
  private final Set<String> judged = new HashSet<>();

  HeldTelegram(Telegram real, UnreliableConnections connections) {
    this.real = real;
    this.connections = connections;
  }

  @Override
  public List<Update> getUpdates(long offset, Duration wait) {
    var batch = real.getUpdates(offset, Duration.ZERO);
    var asked = false;
    for (var update : batch) {
      if (update.content() instanceof Update.Content.AskedToPay(var query)) {
        asked |= judged.add(query.id());
      }
    }
    if (asked) connections.letAnotherGoFirst();
    return batch;
  }

  @Override
  public Me getMe() {
    return real.getMe();
  }

  @Override
  public String webhookUrl() {
    return real.webhookUrl();
  }

  @Override
  public String createInvoiceLink(InvoiceId id, Offer offer, Item item) {
    return real.createInvoiceLink(id, offer, item);
  }

  @Override
  public void approvePreCheckoutQuery(String queryId) {
    real.approvePreCheckoutQuery(queryId);
  }

  @Override
  public void declinePreCheckoutQuery(String queryId, String message) {
    real.declinePreCheckoutQuery(queryId, message);
  }

  @Override
  public void refundStarPayment(TelegramUserId payer, ChargeId charge) {
    real.refundStarPayment(payer, charge);
  }

  @Override
  public void editUserStarSubscription(TelegramUserId buyer, ChargeId firstCharge, boolean ends) {
    real.editUserStarSubscription(buyer, firstCharge, ends);
  }

  @Override
  public List<StarTransaction> getStarTransactions(long offset, int limit) {
    return real.getStarTransactions(offset, limit);
  }

  @Override
  public StarAmount getMyStarBalance() {
    return real.getMyStarBalance();
  }
}
