package dev.starkeeper.soak;

import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.launch.Stopped;
import dev.starkeeper.soak.PlayedTelegram.Payment;
import dev.starkeeper.soak.book.BuyersBook.Order;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What this version of the products can do, found out by trying it before anything is broken.
 *
 * @param leftOut what it cannot, for the report
 */
record Opening(List<Ware> wares, List<Habit> habits, List<String> leftOut) {
  private static final long FIRST_CUSTOMER = 899_999_999_999L;
  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofSeconds(3);

  /** Puts everything on sale, and plays one purchase with a refund. */
  static Opening of(Till till, PlayedTelegram telegram, Ledger ledger, CountDownLatch askedToStop)
      throws IOException {
    var wares = new ArrayList<Ware>();
    var leftOut = new ArrayList<String>();
    for (var ware : Ware.ALL) {
      if (till.putOnSale(ware)) wares.add(ware);
      else leftOut.add("products of kind " + ware.kind());
    }
    var habits = new ArrayList<>(Arrays.asList(Habit.values()));
    if (!takesRefunds(till, telegram, ledger, askedToStop)) {
      habits.removeIf(Habit::needsRefunds);
      leftOut.add("refunds by the merchant and from outside");
    }
    return new Opening(List.copyOf(wares), List.copyOf(habits), List.copyOf(leftOut));
  }

  private static boolean takesRefunds(
      Till till, PlayedTelegram telegram, Ledger ledger, CountDownLatch askedToStop)
      throws IOException {
    var ware = Ware.COINS;
    ledger.tried();
    var minted = till.mint(FIRST_CUSTOMER, ware, 1, "first");
    if (!(minted instanceof Till.Mint.Minted(var invoice, var link))) {
      throw new LaunchFailure("no invoice though nothing is broken: " + minted);
    }
    ledger.ordered(new Order(invoice, FIRST_CUSTOMER, ware.thing(), ware.amount(1)));
    var charge = charge(telegram, ledger, link, askedToStop);
    if (!till.isToldPaid(FIRST_CUSTOMER, invoice)) {
      throw new LaunchFailure("not told paid though nothing is broken: " + charge);
    }
    var promised = till.refund(charge).orElse(false);
    if (promised) ledger.refundPromised(charge);
    return promised;
  }

  /** A machine that is busy may need more than Telegram's ten seconds for its first answer. */
  private static String charge(
      PlayedTelegram telegram, Ledger ledger, String link, CountDownLatch askedToStop)
      throws IOException {
    for (var i = 0; i < TRIES; i++) {
      var payment = telegram.pay(link, FIRST_CUSTOMER);
      ledger.paid(payment);
      if (payment instanceof Payment.Charged(var charge, _)) return charge;
      Stopped.orRest(askedToStop, PAUSE);
    }
    throw new LaunchFailure("not charged though nothing is broken");
  }
}
