package dev.starkeeper.launch;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an installation does most, done often enough for the JVM to learn it: buyers who come one
 * after the other, ask what they own, buy, wait until it is paid, and look again.
 */
final class Rehearsal {
  private static final String SKU = "coins-100";
  private static final long FIRST_BUYER = 600_000_000_000L;
  private static final int AT_ONCE = 8;
  private static final int BUYERS =
      2_000; // a method is worth the better compiler after 5,000 calls
  private static final Duration AT_MOST = Duration.ofSeconds(20);

  private final Shop shop;
  private final InstantSource clock;
  private final AtomicLong next = new AtomicLong(FIRST_BUYER);

  Rehearsal(Shop shop, InstantSource clock) {
    this.shop = shop;
    this.clock = clock;
  }

  /** Throws {@link LaunchFailure} when a purchase does not succeed. */
  void play() throws IOException {
    var end = clock.instant().plus(AT_MOST);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var buyers = new ArrayList<Future<?>>();
      for (var i = 0; i < AT_ONCE; i++) buyers.add(threads.submit(buyersUntil(end)));
      for (var buyer : buyers) buyer.get();
    } catch (ExecutionException e) {
      throw new LaunchFailure("the rehearsal does not succeed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Callable<Void> buyersUntil(Instant end) {
    return () -> {
      for (var id = next.getAndIncrement();
          id < FIRST_BUYER + BUYERS && clock.instant().isBefore(end);
          id = next.getAndIncrement()) {
        buy(new Account(shop.account().botToken(), shop.account().serverKey(), id));
      }
      return null;
    };
  }

  private void buy(Account buyer) throws IOException {
    var asUser = buyer.asUser(clock.instant());
    look(asUser);
    var wish = new JsonObject();
    wish.addProperty("sku", SKU);
    var invoice = shop.http().post(shop.api().uri("/v1/invoices"), asUser, wish).body();
    var order = new JsonObject();
    order.add("link", invoice.get("invoiceLink"));
    order.add("user", buyer.user());
    var payment = shop.http().post(shop.sandbox("pay"), "", order).body();
    var status = shop.api().uri("/v1/invoices/" + invoice.get("id").getAsString() + "?wait=30");
    var told = shop.http().get(status, asUser).body();
    for (var one : List.of(payment, told)) {
      if (!"paid".equals(one.get("status").getAsString()))
        throw new LaunchFailure("not paid: " + one);
    }
    look(asUser);
  }

  private void look(String asUser) throws IOException {
    var me = shop.http().get(shop.api().uri("/v1/me"), asUser);
    if (me.status() != 200) throw new LaunchFailure("GET /v1/me -> " + me.status());
  }
}
