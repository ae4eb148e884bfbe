package dev.starkeeper.telegram;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.util.List;

/** The Bot API for one bot. Every method blocks, and throws {@link TelegramException}. */
public interface Telegram {
  /** Who we are, from {@code getMe}. */
  record Me(long id, String username) {}

  Me getMe();

  /** The webhook's address, from {@code getWebhookInfo}; empty when there is none. */
  String webhookUrl();

  /**
   * The next updates, at most 100, oldest first, each read on its own so that none spoils another.
   * Confirms all with an id below {@code offset}, unless that is 0.
   *
   * @param wait how long Telegram may wait for the first, whole seconds from 0 to 50
   */
  List<Update> getUpdates(long offset, Duration wait);

  /**
   * A link that anyone may pay, any number of times; of a subscription, if that is what is sold.
   *
   * @return {@code https://t.me/$…}
   */
  String createInvoiceLink(InvoiceId id, Offer offer, Item item);

  /** Lets the buyer pay. Has effect only within ten seconds of the query. */
  void approvePreCheckoutQuery(String queryId);

  /** Keeps the buyer from paying and shows him {@code message}. */
  void declinePreCheckoutQuery(String queryId, String message);

  /** Gives the whole charge back to its payer. */
  void refundStarPayment(TelegramUserId payer, ChargeId charge);

  /**
   * Ends a subscription's renewal, or lets the buyer turn it on again; it does not do that for him.
   *
   * @param firstCharge of the subscription's first month (facts §3.6)
   */
  void editUserStarSubscription(TelegramUserId buyer, ChargeId firstCharge, boolean canceled);

  /**
   * A piece of the list of everything that moved the bot's Stars, oldest first, each read on its
   * own so that none spoils another (facts §3.5).
   *
   * @param offset how many to leave out from the list's beginning
   * @param limit from 1 to 100
   */
  List<StarTransaction> getStarTransactions(long offset, int limit);

  /** What the bot has now. */
  StarAmount getMyStarBalance();
}
