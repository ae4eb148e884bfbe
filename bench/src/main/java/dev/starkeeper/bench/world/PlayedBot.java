package dev.starkeeper.bench.world;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One bot at the stand-in: its invoice links, its updates, who pays. What it is asked to do it does
 * on the stand-in's event loop; its public methods may be called from anywhere.
 */
public final class PlayedBot {
  private static final int MOST_UPDATES = 100; // getUpdates' own limit
  private static final long SCATTER = 0x9e3779b97f4a7c15L; // odd, so that no two become the same

  private final String token;
  private final Context context;
  private final Map<String, Offer> offers = new HashMap<>();
  private final Map<String, Purchase> asked = new HashMap<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final List<Promise<Boolean>> settling = new ArrayList<>();
  private @Nullable Promise<String> waiting;
  private long lastUpdate;
  private long lastLink;
  private long polls;
  private long charged;

  /** What an invoice link leads to. */
  record Offer(String payload, int stars) {}

  private record Pending(long id, String json, @Nullable Purchase confirmed) {}

  PlayedBot(String token, Context context) {
    this.token = token;
    this.context = context;
  }

  public String token() {
    return token;
  }

  /** The user taps Pay. Fails if there is no such link. */
  public Future<Purchase> pay(String link, long user) {
    return onLoop(() -> {
      var offer = offers.remove(link);
      if (offer == null) throw new IllegalStateException("no such link: " + link);
      return ask(offer, user);
    });
  }

  /** Payments of invoices that were never asked for here, as if the bot had been away. */
  public Future<Long> backlog(List<String> payloads, int stars, List<Long> users) {
    return onLoop(() -> {
      for (var i = 0; i < payloads.size(); i++) {
        charge(new Purchase(new Offer(payloads.get(i), stars), users.get(i), System.nanoTime()));
      }
      return (long) pending.size();
    });
  }

  /** Completes when no update is left that was not confirmed. */
  public Future<Boolean> settled() {
    var promise = Promise.<Boolean>promise();
    context.runOnContext(_ -> {
      if (pending.isEmpty()) promise.complete(true);
      else settling.add(promise);
    });
    return promise.future();
  }

  /** How often getUpdates was answered. */
  public Future<Long> polls() {
    return onLoop(() -> polls);
  }

  /** How often somebody was charged. */
  public Future<Long> charged() {
    return onLoop(() -> charged);
  }

  private <T> Future<T> onLoop(Supplier<T> what) {
    var promise = Promise.<T>promise();
    context.runOnContext(_ -> {
      try {
        promise.complete(what.get());
      } catch (IllegalStateException e) {
        promise.fail(e);
      }
    });
    return promise.future();
  }

  String createInvoiceLink(Parameters parameters) {
    var payload = parameters.text("payload");
    var link = token.hashCode() + "_" + ++lastLink;
    offers.put(link, new Offer(payload, parameters.stars()));
    return link;
  }

  private Purchase ask(Offer offer, long user) {
    var purchase = new Purchase(offer, user, System.nanoTime());
    var query = Long.toString(lastUpdate + 1);
    asked.put(query, purchase);
    tell(Json.preCheckoutQuery(query, offer, user), null);
    return purchase;
  }

  /** The bot's answer; false if Telegram would not take it. */
  boolean answerPreCheckoutQuery(String query, boolean isApproved) {
    var purchase = asked.remove(query);
    if (purchase == null) return false;
    var now = System.nanoTime();
    if (purchase.answered(isApproved, now)) charge(purchase);
    return now - purchase.asked <= Purchase.LONGEST_NANOS;
  }

  private void charge(Purchase purchase) {
    charged++;
    tell(Json.successfulPayment(chargeId(charged), purchase.offer, purchase.user), purchase);
  }

  /** As long as Telegram's, and like those in no sequence. */
  private static String chargeId(long number) {
    return "stx" + HexFormat.of().toHexDigits(number * SCATTER).repeat(8);
  }

  private void tell(String content, @Nullable Purchase confirmed) {
    var id = ++lastUpdate;
    pending.addLast(new Pending(id, "{\"update_id\":" + id + "," + content + "}", confirmed));
    var poll = waiting;
    waiting = null;
    if (poll != null) poll.tryComplete(batch(MOST_UPDATES));
  }

  /** Empty until something happens, or {@code giveUp} is called. */
  Promise<String> getUpdates(long offset, int limit) {
    polls++;
    while (!pending.isEmpty() && pending.getFirst().id < offset) {
      var purchase = pending.removeFirst().confirmed;
      if (purchase != null) purchase.recorded();
    }
    if (pending.isEmpty()) {
      settling.forEach(one -> one.complete(true));
      settling.clear();
    }
    var poll = Promise.<String>promise();
    if (waiting != null) waiting.tryComplete(Json.NOTHING);
    waiting = null;
    if (pending.isEmpty()) waiting = poll;
    else poll.complete(batch(Math.min(limit, MOST_UPDATES)));
    return poll;
  }

  private String batch(int most) {
    var json = new StringBuilder(512 * Math.min(most, pending.size())).append('[');
    var count = 0;
    for (var update : pending) {
      if (count == most) break;
      if (count++ > 0) json.append(',');
      json.append(update.json);
    }
    return json.append(']').toString();
  }
}
