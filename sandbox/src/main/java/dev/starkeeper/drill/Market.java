package dev.starkeeper.drill;

import dev.starkeeper.launch.Account;
import dev.starkeeper.launch.Address;
import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.soak.ApiCalls;
import dev.starkeeper.soak.Audit;
import dev.starkeeper.soak.Ledger;
import dev.starkeeper.soak.PlayedTelegram;
import dev.starkeeper.soak.PlayedTelegram.Payment;
import dev.starkeeper.soak.Till;
import dev.starkeeper.soak.Till.Mint.Minted;
import dev.starkeeper.soak.Ware;
import dev.starkeeper.soak.book.BuyersBook;
import dev.starkeeper.soak.book.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The buyers of one bot, each of whom comes once. */
final class Market {
  private static final long FIRST_ID = 800_000_000_000L;
  private static final Ware WARE = Ware.COINS;
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final PlayedTelegram telegram;
  private final Means means;
  private final Till till;
  private final Ledger ledger = new Ledger();
  private final Audit audit;
  private final AtomicLong nextBuyer = new AtomicLong(FIRST_ID);

  /** An invoice that its buyer has in front of him. */
  record Offer(long buyer, Minted invoice) {}

  /** How a purchase ended. */
  sealed interface End {
    record Bought(Duration preCheckout) implements End {}

    record Failed(String why) implements End {}
  }

  Market(
      Account account,
      List<Address> apis,
      PlayedTelegram telegram,
      String databaseUrl,
      Means means) {
    this.telegram = telegram;
    this.means = means;
    var calls = new ApiCalls(apis, means.clock(), means.patience().askedToStop());
    this.till = new Till(account, calls, means.http(), means.clock());
    this.audit = new Audit(telegram, databaseUrl, ledger, till);
  }

  /** Puts on sale what is sold, and sells the first of it. */
  void open() throws IOException {
    if (!till.putOnSale(WARE)) throw new LaunchFailure("the API does not know " + WARE);
    means.patience().until("the first purchase", () -> buy() instanceof End.Bought);
  }

  Offer offer() {
    var buyer = nextBuyer.getAndIncrement();
    var mint = mint(buyer);
    if (!(mint instanceof Minted minted)) throw new LaunchFailure("no invoice: " + mint);
    return new Offer(buyer, minted);
  }

  private Till.Mint mint(long buyer) {
    ledger.tried();
    var mint = till.mint(buyer, WARE, 1, "drill");
    if (!(mint instanceof Minted minted)) return mint;
    ledger.ordered(new BuyersBook.Order(minted.invoice(), buyer, WARE.thing(), WARE.amount(1)));
    return mint;
  }

  /** He pays what he was offered; once. */
  End pay(Offer offer) throws IOException {
    var payment = telegram.pay(offer.invoice().link(), offer.buyer());
    ledger.paid(payment);
    return switch (payment) {
      case Payment.Charged(_, var millis) -> new End.Bought(Duration.ofMillis(millis));
      case Payment.Declined(var reason) -> new End.Failed(reason);
      case Payment.Cancelled _ -> new End.Failed("cancelled");
    };
  }

  /** From the wish to the API's word that it is paid. */
  End buy() throws IOException {
    var buyer = nextBuyer.getAndIncrement();
    var mint = mint(buyer);
    if (!(mint instanceof Minted minted)) return new End.Failed("no invoice: " + mint);
    var offer = new Offer(buyer, minted);
    var end = pay(offer);
    if (end instanceof End.Bought && !till.isToldPaid(offer.buyer(), offer.invoice().invoice())) {
      return new End.Failed("charged, and not told paid within a minute");
    }
    return end;
  }

  /** Waits until all three books agree, two minutes at most; then what they disagree in. */
  List<String> disagreements() throws IOException {
    var start = System.nanoTime();
    var verdict = audit.verdict();
    while (!verdict.isGood() && Patience.since(start).compareTo(SETTLE_LIMIT) < 0) {
      means.patience().rest(GLANCE);
      verdict = audit.verdict();
    }
    return findings(verdict);
  }

  private static List<String> findings(Verdict verdict) {
    var findings = new ArrayList<String>();
    verdict.lost().forEach(one -> findings.add("lost " + one));
    verdict.doubled().forEach(one -> findings.add("doubled " + one));
    verdict.disagreements().forEach(one -> findings.add("disagree " + one));
    return findings;
  }
}
