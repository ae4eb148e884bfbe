package dev.starkeeper.soak;

import dev.starkeeper.launch.Stopped;
import dev.starkeeper.soak.PlayedTelegram.Payment;
import dev.starkeeper.soak.book.BuyersBook.Order;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** One purchase, as a person with a telephone makes it. */
final class Buyer {
  private static final int TRIES = 4; // then he has had enough
  private static final Duration PAUSE = Duration.ofSeconds(2); // to read why it was declined
  private static final long STRANGER = 1_000_000_000L; // added to his id
  private static final String PAID_ALREADY = "This invoice is paid already";

  /** Who he is and what he will do, all of it decided before he starts. */
  record Plan(long id, Ware ware, int quantity, Habit habit) {}

  private final Till till;
  private final PlayedTelegram telegram;
  private final Ledger ledger;
  private final Executor threads;
  private final CountDownLatch askedToStop;

  Buyer(
      Till till,
      PlayedTelegram telegram,
      Ledger ledger,
      Executor threads,
      CountDownLatch askedToStop) {
    this.till = till;
    this.telegram = telegram;
    this.ledger = ledger;
    this.threads = threads;
    this.askedToStop = askedToStop;
  }

  void buy(Plan plan) throws IOException {
    ledger.tried();
    var invoice = order(plan, "first");
    if (invoice.isEmpty()) return;
    var link = invoice.get().link();
    if (plan.habit() == Habit.HESITATES || plan.habit() == Habit.LEAVES) {
      ledger.paid(telegram.closeTheSheet(link, plan.id()));
    }
    if (plan.habit() == Habit.LEAVES) return;
    var charges = pay(plan, link);
    if (charges.isEmpty()) return;
    if (plan.habit() == Habit.COMPLAINS_AT_ONCE) complain(charges);
    if (!till.isToldPaid(plan.id(), invoice.get().invoice())) ledger.neverToldPaid();
    afterwards(plan, charges);
  }

  private Optional<Till.Mint.Minted> order(Plan plan, String key) {
    return switch (till.mint(plan.id(), plan.ware(), plan.quantity(), key)) {
      case Till.Mint.Declined(var problem) -> {
        ledger.declined("no invoice: " + problem);
        yield Optional.empty();
      }
      case Till.Mint.Unanswered _ -> {
        ledger.declined("no invoice: nobody answers");
        yield Optional.empty();
      }
      case Till.Mint.Minted minted -> {
        var ware = plan.ware();
        var amount = ware.amount(plan.quantity());
        ledger.ordered(new Order(minted.invoice(), plan.id(), ware.thing(), amount));
        yield Optional.of(minted);
      }
    };
  }

  private void afterwards(Plan plan, List<String> charges) throws IOException {
    switch (plan.habit()) {
      case COMES_BACK -> comeBack(plan);
      case COMPLAINS -> complain(charges);
      case REGRETS -> {
        for (var charge : charges) {
          if (till.refund(charge).orElse(false)) ledger.refundPromised(charge);
        }
      }
      case NONE, TAPS_TWICE, SHOWS_HIS_LINK, HESITATES, LEAVES, COMPLAINS_AT_ONCE -> {}
    }
  }

  private void complain(List<String> charges) throws IOException {
    for (var charge : charges) telegram.refund(charge);
  }

  /** What is owned for ever is not sold again; of the rest he gets more. */
  private void comeBack(Plan plan) throws IOException {
    var again = order(plan, "again");
    if (again.isPresent()) ledger.paid(telegram.pay(again.get().link(), plan.id()));
  }

  /** Until he is charged or has had enough. */
  private List<String> pay(Plan plan, String link) throws IOException {
    for (var i = 0; i < TRIES; i++) {
      if (i > 0) Stopped.orRest(askedToStop, PAUSE);
      var payments = payOnce(plan, link);
      payments.forEach(ledger::paid);
      var charges = charges(payments);
      if (!charges.isEmpty() || payments.stream().anyMatch(Buyer::isPaidAlready)) return charges;
    }
    return List.of();
  }

  private static boolean isPaidAlready(Payment payment) {
    return payment instanceof Payment.Declined(var reason) && reason.startsWith(PAID_ALREADY);
  }

  private static List<String> charges(List<Payment> payments) {
    var charges = new ArrayList<String>();
    for (var payment : payments) {
      if (payment instanceof Payment.Charged charged) charges.add(charged.charge());
    }
    return charges;
  }

  private List<Payment> payOnce(Plan plan, String link) throws IOException {
    return switch (plan.habit()) {
      case TAPS_TWICE -> bothAtOnce(link, plan.id(), plan.id());
      case SHOWS_HIS_LINK -> bothAtOnce(link, plan.id(), plan.id() + STRANGER);
      case NONE, HESITATES, LEAVES, COMES_BACK, REGRETS, COMPLAINS, COMPLAINS_AT_ONCE ->
          List.of(telegram.pay(link, plan.id()));
    };
  }

  private List<Payment> bothAtOnce(String link, long one, long other) throws IOException {
    var second = CompletableFuture.supplyAsync(() -> payUnchecked(link, other), threads);
    var first = telegram.pay(link, one);
    try {
      return List.of(first, second.join());
    } catch (CompletionException e) {
      throw new IOException("the second of two payments at once", e);
    }
  }

  private Payment payUnchecked(String link, long user) {
    try {
      return telegram.pay(link, user);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
