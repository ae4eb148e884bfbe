package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everybody at once, against real processes. */
final class RaceTest {
  private static final int CROWD = 100;
  private static final String HAT = "{\"sku\":\"hat\"}";

  private static Installation shop;

  @BeforeAll
  static void open() {
    shop = Installation.start();
    shop.sellCoins("coins-100", 10, 100);
    shop.sell("hat", 7, "\"kind\":\"consumable\",\"unit\":\"hats\",\"units\":1,\"stock\":3");
    shop.sell(
        "ticket",
        8,
        "\"kind\":\"consumable\",\"unit\":\"tickets\",\"units\":1,\"limitPerCustomer\":1");
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void hundredTapsOfOneBuyerKeepOneCharge() throws Exception {
    var buyer = MiniAppUser.someone();
    var link = shop.mint(buyer, "coins-100").text("invoiceLink");

    var statuses = atOnce(Stream.generate(() -> pay(link, buyer)).limit(CROWD).toList());

    assertThat(statuses).filteredOn("paid"::equals).hasSize(1);
    shop.awaitAllConfirmed();
    assertThat(shop.paymentsOf(buyer)).singleElement().asString().endsWith(" FULFILLED");
    assertThat(shop.coinsOf(buyer)).isEqualTo(100);
  }

  @Test
  void hundredStrangersOnOneLinkLeaveItToItsBuyer() throws Exception {
    var buyer = MiniAppUser.someone();
    var link = shop.mint(buyer, "coins-100").text("invoiceLink");
    var crowd =
        new ArrayList<>(IntStream.range(1, CROWD).mapToObj(_ -> MiniAppUser.someone()).toList());
    crowd.add(CROWD / 2, buyer);

    var statuses = atOnce(crowd.stream().map(one -> pay(link, one)).toList());

    assertThat(statuses).filteredOn("paid"::equals).hasSize(1);
    shop.awaitAllConfirmed();
    assertThat(shop.paymentsOf(buyer)).hasSize(1);
    assertThat(
            shop.postgres.rows(
                "select charge_id from payment where stars = 10 and payer_id in ("
                    + ids(crowd)
                    + ")"))
        .hasSize(1);
  }

  @Test
  void hundredBuyersGetTheThreeLastPieces() throws Exception {
    var buyers = IntStream.range(0, CROWD).mapToObj(_ -> MiniAppUser.someone()).toList();
    var links = buyers.stream().map(buyer -> shop.mint(buyer, "hat").text("invoiceLink")).toList();

    var statuses =
        atOnce(IntStream.range(0, CROWD).mapToObj(i -> pay(links.get(i), buyers.get(i))).toList());

    assertThat(statuses).filteredOn("paid"::equals).hasSize(3);
    shop.awaitAllConfirmed();
    assertThat(shop.postgres.rows("select stock::text from product where sku = 'hat'"))
        .containsExactly("0");
    assertThat(shop.postgres.rows("select status from payment where stars = 7"))
        .containsExactly("FULFILLED", "FULFILLED", "FULFILLED");
    var late = Json.post(shop.at("/v1/invoices"), Installation.as(MiniAppUser.someone()), HAT);
    assertThat(late.status() + " " + late.text("code")).isEqualTo("409 sold_out");
  }

  @Test
  void buyerWithManyInvoicesGetsHisShareOnly() throws Exception {
    var recipient = MiniAppUser.someone();
    var givers = IntStream.range(0, 20).mapToObj(_ -> MiniAppUser.someone()).toList();
    var order = "{\"sku\":\"ticket\",\"recipientId\":" + recipient.id() + "}";
    var links =
        givers.stream()
            .map(giver -> Json.post(shop.at("/v1/invoices"), Installation.as(giver), order))
            .map(answer -> answer.text("invoiceLink"))
            .toList();

    var statuses =
        atOnce(
            IntStream.range(0, links.size())
                .mapToObj(i -> pay(links.get(i), givers.get(i)))
                .toList());

    assertThat(statuses).filteredOn("paid"::equals).hasSize(1);
    shop.awaitAllConfirmed();
    assertThat(shop.me(recipient).body().getAsJsonObject("credits").get("tickets").getAsInt())
        .isEqualTo(1);
  }

  private static Supplier<String> pay(String link, MiniAppUser user) {
    return () -> shop.telegram.pay(link, user).text("status");
  }

  private static List<String> atOnce(List<Supplier<String>> calls) throws Exception {
    var answers = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = calls.stream().map(call -> threads.submit(call::get)).toList();
      for (var one : running) answers.add(one.get());
    }
    return answers;
  }

  private static String ids(List<MiniAppUser> users) {
    return String.join(",", users.stream().map(user -> Long.toString(user.id())).toList());
  }
}
