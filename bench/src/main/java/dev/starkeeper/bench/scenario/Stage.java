package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.seller.Ours;
import dev.starkeeper.bench.seller.Place;
import dev.starkeeper.bench.seller.Seller;
import dev.starkeeper.bench.seller.Usage;
import dev.starkeeper.bench.world.Crowd.Done;
import dev.starkeeper.bench.world.Latencies;
import dev.starkeeper.bench.world.Purchase;
import dev.starkeeper.bench.world.Samples;
import dev.starkeeper.bench.world.Users;
import dev.starkeeper.bench.world.World;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the scenarios are played on.
 *
 * @param say what is being done, for whoever watches
 * @param users of whom each comes once
 */
public record Stage(Place place, Consumer<String> say, Users users) {
  private static final int AT_ONCE = 128; // who ask for an invoice before a burst

  public Stage(Place place, Consumer<String> say) {
    this(place, say, new Users());
  }

  World world() {
    return place.world();
  }

  void latencies(Latencies latencies) {
    world().telegram().takes(latencies);
  }

  /** So many new users a time have an invoice made, one after the other, for that long. */
  Done mint(Seller seller, int users, Duration time) {
    return watched(
        seller,
        "invoices",
        () ->
            World.await(
                world()
                    .crowd()
                    .keepAt(
                        users, time, () -> world().caller().call(seller.mint(this.users.next())))));
  }

  /** The same with whole purchases, until the bot has confirmed each payment. */
  Done buy(Seller seller, int users, Duration time) {
    return watched(
        seller,
        "purchases",
        () -> World.await(world().crowd().keepAt(users, time, () -> buy(seller))));
  }

  Future<Purchase> buy(Seller seller) {
    return tap(seller).compose(Purchase::record);
  }

  /** An invoice, and the tap on Pay. */
  Future<Purchase> tap(Seller seller) {
    var user = users.next();
    return world()
        .caller()
        .call(seller.mint(user))
        .compose(answer -> seller.bot().pay(seller.link(answer), user));
  }

  /** Whoever taps is charged; how long he looked at the spinner. */
  Future<Long> preCheckout(Seller seller) {
    return tap(seller)
        .compose(purchase ->
            purchase
                .answer()
                .compose(isCharged ->
                    isCharged
                        ? Future.succeededFuture(purchase.preCheckout())
                        : Future.failedFuture("not charged")));
  }

  /** So many payments that wait at Telegram; how long it took until all were recorded. */
  Duration record(Ours ours, int payments) {
    var payers = users.next(payments);
    var payloads = ours.openInvoices(payers);
    var began = System.nanoTime();
    World.await(ours.bot().backlog(payloads, Seller.STARS, payers));
    World.await(ours.bot().settled());
    var took = Duration.ofNanos(System.nanoTime() - began);
    settle(ours);
    say.accept(
        String.format(
            Locale.ROOT,
            "  %-10s %,8.0f payments of a backlog of %,d a second",
            ours.name(),
            payments * 1e9 / took.toNanos(),
            payments));
    return took;
  }

  /** So many begin in each second; what the futures give are nanoseconds. */
  Done arrive(
      Seller seller, String what, int aSecond, Duration time, Supplier<Future<Long>> begin) {
    return watched(seller, what, () -> World.await(world().crowd().arrive(aSecond, time, begin)));
  }

  /** An invoice in front of its buyer. */
  record Offer(String link, long user) {}

  /** So many buyers who have not tapped yet. */
  List<Offer> offers(Seller seller, int buyers) {
    return World.await(
        world()
            .crowd()
            .each(
                AT_ONCE,
                buyers,
                () -> {
                  var user = users.next();
                  return world()
                      .caller()
                      .call(seller.mint(user))
                      .map(answer -> new Offer(seller.link(answer), user));
                }));
  }

  /** How each pre-checkout ended, and how long it took until the last payment was confirmed. */
  record Burst(Samples preCheckouts, Duration time) {}

  /** All tap in the same moment. */
  Burst burst(Seller seller, List<Offer> offers) {
    var began = System.nanoTime();
    var purchases = new ArrayList<Purchase>();
    for (var offer : offers) {
      purchases.add(World.await(seller.bot().pay(offer.link, offer.user)));
    }
    var samples = new Samples();
    for (var purchase : purchases) {
      if (World.await(purchase.answer())) samples.add(purchase.preCheckout());
      else samples.failed(new IllegalStateException("not charged"));
    }
    settle(seller);
    var time = Duration.ofNanos(System.nanoTime() - began);
    say.accept(
        String.format(
            Locale.ROOT,
            "  %-10s %,d at once: all recorded after %,d ms, pre-checkout p50 %.0f ms, p99 %.0f ms,"
                + " %d not charged",
            seller.name(),
            offers.size(),
            time.toMillis(),
            samples.percentile(0.5),
            samples.percentile(0.99),
            samples.failed()));
    return new Burst(samples, time);
  }

  /** Returns when he has confirmed every payment; each must be in his books, and once. */
  void settle(Seller seller) {
    World.await(seller.bot().settled());
    var charged = World.await(seller.bot().charged());
    var recorded = seller.recorded();
    if (recorded != charged) {
      throw new IllegalStateException(
          seller.name() + " has recorded " + recorded + " of " + charged + " payments");
    }
  }

  private Done watched(Seller seller, String what, Supplier<Done> work) {
    var before = Usage.ofThisProcess().processor();
    var began = System.nanoTime();
    var done = work.get();
    var share =
        (Usage.ofThisProcess().processor().toNanos() - before.toNanos())
            / (double) (System.nanoTime() - began);
    say.accept(
        String.format(
            Locale.ROOT,
            "  %-10s %,8.0f %s a second, p50 %.1f ms, p99 %.1f ms, %d failed %s (the crowd and"
                + " Telegram took %.2f processors)",
            seller.name(),
            done.perSecond(),
            what,
            done.samples().percentile(0.5),
            done.samples().percentile(0.99),
            done.samples().failed(),
            done.samples().lastFailure(),
            share));
    return done;
  }
}
