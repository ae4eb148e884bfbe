package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever polls a bot may go in any way: another worker takes over, and nothing happens twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HandoverTest {
  private final TwoBots bots = new TwoBots();

  @BeforeAll
  void sell() {
    bots.first.sellCoins("coins-100", 100);
    bots.second.sellCoins("coins-7", 7);
  }

  @AfterAll
  void close() {
    bots.close();
  }

  @Test
  void leaderThatIsKilledIsReplaced() {
    var leader = bots.workerOf(bots.first);
    var standby = bots.otherThan(leader);

    leader.kill();

    Await.until("the other polls", () -> TwoBots.polls(standby, bots.first));
    assertBuys(bots.first, "coins-100", 100);
    bots.replace(leader);
  }

  @Test
  void leaderThatIsFrozenIsReplacedAndDoesNothingWrongWhenItWakes() {
    var leader = bots.workerOf(bots.first);
    var standby = bots.otherThan(leader);
    var buyer = MiniAppUser.someone();
    var invoice = bots.first.mint(buyer, "coins-100");
    var before = TwoBots.timesReplaced(leader, bots.first);

    leader.signal("STOP");
    // Waits in the frozen one's socket until it wakes.
    bots.first.telegram().push(Told.paid(buyer, "stx-frozen", 10, invoice.text("id")));
    Await.until("the other polls", () -> TwoBots.polls(standby, bots.first));
    bots.first.awaitAllConfirmed();
    assertBuys(bots.first, "coins-100", 100);
    leader.signal("CONT");
    Await.until(
        "the woken one stands by", () -> TwoBots.timesReplaced(leader, bots.first) > before);

    assertBuys(bots.first, "coins-100", 100);
    bots.awaitOnePoller(bots.first);
    assertThat(payments("stx-frozen")).containsExactly("FULFILLED");
    assertThat(bots.first.coinsOf(buyer)).isEqualTo(100);
  }

  @Test
  void rollingRestartFailsNoPurchase() throws Exception {
    var isOver = new AtomicBoolean();
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends = thread.submit(() -> buyUntil(isOver));
      for (var program : bots.workers()) restart(program);
      for (var program : bots.apis()) restart(program);
      isOver.set(true);

      assertThat(ends.get()).hasSizeGreaterThan(4).containsOnly("paid");
    }
    bots.first.awaitAllConfirmed();
  }

  @Test
  void eachBotSellsItsOwnAlsoAfterAWorkerIsKilled() {
    assertBuys(bots.first, "coins-100", 100);
    assertBuys(bots.second, "coins-7", 7);
    var killed = bots.workerOf(bots.second);

    killed.kill();

    var left = bots.otherThan(killed);
    Await.until("the other polls the first", () -> TwoBots.polls(left, bots.first));
    Await.until("the other polls the second", () -> TwoBots.polls(left, bots.second));
    assertBuys(bots.first, "coins-100", 100);
    assertBuys(bots.second, "coins-7", 7);
    bots.replace(killed);
  }

  @Test
  void chargeGoesBackByTheBotThatTookIt() {
    var buyer = MiniAppUser.someone();
    var paid = bots.second.pay(buyer, "coins-7");
    bots.second.awaitAllConfirmed();

    bots.second.refund(paid.text("chargeId"));

    Await.until(
        "the charge is back", () -> payments(paid.text("chargeId")).equals(List.of("REFUNDED")));
    assertThat(bots.second.coinsOf(buyer)).isZero();
  }

  @Test
  void callForAnotherBotIsRefused() {
    var user = MiniAppUser.someone();
    var products = bots.apis().getFirst().at("/v1/products/coins-100");
    var mixed = bots.first.as(user);
    mixed.put("Starkeeper-Bot", Long.toString(bots.second.id()));
    var unnamed = bots.first.as(user);
    unnamed.remove("Starkeeper-Bot");

    assertThat(Json.get(products, bots.first.as(user)).status()).isEqualTo(200);
    assertThat(Json.get(products, mixed).text("code")).isEqualTo("invalid_init_data");
    assertThat(Json.get(products, bots.second.as(user)).text("code")).isEqualTo("unknown_product");
    assertThat(Json.get(products, unnamed).text("code")).isEqualTo("invalid_request");
  }

  private List<String> buyUntil(AtomicBoolean isOver) {
    var ends = new ArrayList<String>();
    while (!isOver.get()) ends.add(bots.first.buy(MiniAppUser.someone(), "coins-100"));
    return ends;
  }

  private void restart(Program program) {
    assertThat(program.stop()).isZero();
    bots.replace(program);
  }

  private void assertBuys(BotShop bot, String sku, int coins) {
    var buyer = MiniAppUser.someone();

    assertThat(bot.buy(buyer, sku)).isEqualTo("paid");

    Await.until("the coins are there", () -> bot.coinsOf(buyer) > 0);
    bot.awaitAllConfirmed();
    assertThat(bot.coinsOf(buyer)).isEqualTo(coins);
  }

  private List<String> payments(String charge) {
    return bots.postgres.rows("select status from payment where charge_id = '" + charge + "'");
  }
}
