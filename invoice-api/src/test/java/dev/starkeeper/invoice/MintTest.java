package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MintTest {
  private static final long FRIEND = 77;
  private static final String COINS = "{\"sku\":\"coins.100\"}";

  private final RunningApi api = RunningApi.start();

  MintTest() {
    api.sellCoins("coins.100", 50);
    api.sellUnlock("pro", "pro");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aBuyerGetsAnInvoiceWithALink() {
    var answer = api.mint("{\"sku\":\"coins.100\",\"quantity\":3,\"recipientId\":77}");

    var id = answer.isStatus(201).get("id");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("location")).isEqualTo("/v1/invoices/" + id);
    assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(answer.json())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"id":"%s","sku":"coins.100","quantity":3,"title":"Coins","stars":150,
                 "status":"open","invoiceLink":"https://t.me/$link1","buyerId":4200000001,
                 "recipientId":77,"createdAt":"2026-03-01T12:00:00Z",
                 "expiresAt":"2026-03-01T13:00:00Z"}
                """
                    .formatted(id)));
  }

  @Test
  void telegramIsAskedWithTheInvoiceAsPayload() {
    var id = api.mint("{\"sku\":\"coins.100\",\"quantity\":2}").isStatus(201).get("id");

    assertThat(api.telegram.linkRequests()).hasSize(1);
    assertThat(api.telegram.linkRequests().getFirst())
        .contains("payload=" + id, "currency=XTR", "title=Coins", "\"amount\":100");
  }

  @Test
  void aServerNamesBuyerAndRecipient() {
    var body = "{\"sku\":\"coins.100\",\"buyerId\":5,\"recipientId\":6}";

    var answer = api.post("/v1/invoices", body).isStatus(201);

    assertThat(answer.json().get("buyerId").getAsLong()).isEqualTo(5);
    assertThat(answer.json().get("recipientId").getAsLong()).isEqualTo(6);
  }

  @Test
  void aServerMustNameTheBuyerAndAMiniAppMustNot() {
    var foreign = "{\"sku\":\"coins.100\",\"buyerId\":5}";

    assertThat(api.post("/v1/invoices", COINS).isProblem(400, "invalid_request").get("detail"))
        .isEqualTo("buyerId is missing");
    assertThat(api.mint(foreign).isProblem(400, "invalid_request").get("detail"))
        .startsWith("buyerId");
  }

  @Test
  void aSecondTapGetsTheSameInvoice() {
    var first = api.mint(COINS).isStatus(201);

    var second = api.mint(COINS).isStatus(200);

    assertThat(second.json()).isEqualTo(first.json());
    assertThat(api.telegram.linkRequests()).hasSize(1);
  }

  @Test
  void aServerGetsTheInvoiceThatTheMiniAppMade() {
    var id = api.mint(COINS).isStatus(201).get("id");

    var body = "{\"sku\":\"coins.100\",\"buyerId\":%d}".formatted(BUYER);

    assertThat(api.post("/v1/invoices", body).isStatus(200).get("id")).isEqualTo(id);
  }

  @Test
  void anotherThingIsAnotherInvoice() {
    api.mint(COINS).isStatus(201);

    api.mint("{\"sku\":\"coins.100\",\"quantity\":2}").isStatus(201);
    api.mint("{\"sku\":\"coins.100\",\"recipientId\":77}").isStatus(201);
    api.mint("{\"sku\":\"pro\"}").isStatus(201);
    api.mint(FRIEND, COINS).isStatus(201);
  }

  @Test
  void sixteenTapsMakeOneInvoice() {
    Callable<Answer> tap = () -> api.mint(COINS);

    var answers = RunningApi.atOnce(Collections.nCopies(16, tap));

    assertThat(answers)
        .extracting(answer -> answer.get("id"))
        .hasSize(16)
        .containsOnly(answers.getFirst().get("id"));
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
    assertThat(api.telegram.linkRequests()).hasSize(1);
  }

  @Test
  void sixteenTapsOnTwoProcessesMakeOneInvoice() {
    try (var other = api.another()) {
      var calls = new ArrayList<Callable<Answer>>();
      for (var i = 0; i < 8; i++) {
        calls.add(() -> api.mint(COINS));
        calls.add(() -> other.mint(COINS));
      }

      var answers = RunningApi.atOnce(calls);

      assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
      assertThat(answers)
          .extracting(answer -> answer.get("id"))
          .containsOnly(answers.getFirst().get("id"));
      assertThat(api.count("select count(*) from invoice")).isEqualTo(1);
    }
  }

  @Test
  void aNewPriceMakesANewInvoiceAndEndsTheOldOne() {
    var old = api.mint(COINS).isStatus(201).get("id");
    api.repriceCoins("coins.100", 60);

    var answer = api.mint(COINS).isStatus(201);

    assertThat(answer.json().get("stars").getAsInt()).isEqualTo(60);
    assertThat(api.invoice(old).get("status")).isEqualTo("void");
    assertThat(api.invoice(old).json().get("stars").getAsInt()).isEqualTo(50);
  }

  @Test
  void thePriceThatComesBackFindsTheInvoiceThatWasOpenAtIt() {
    var old = api.mint(COINS).isStatus(201).get("id");
    api.repriceCoins("coins.100", 60);
    api.repriceCoins("coins.100", 50);

    assertThat(api.mint(COINS).isStatus(200).get("id")).isEqualTo(old);
  }

  @Test
  void puttingTheSameProductAgainChangesNothing() {
    var old = api.mint(COINS).isStatus(201).get("id");
    api.repriceCoins("coins.100", 50);

    assertThat(api.mint(COINS).isStatus(200).get("id")).isEqualTo(old);
  }

  @Test
  void anExpiredInvoiceIsReplaced() {
    var old = api.mint(COINS).isStatus(201).get("id");

    api.now.set(NOON.plus(Duration.ofHours(1)));

    assertThat(api.mint(COINS).isStatus(201).get("id")).isNotEqualTo(old);
    assertThat(api.invoice(old).get("status")).isEqualTo("expired");
    assertThat(api.count("select count(*) from invoice where state = 'EXPIRED'")).isEqualTo(1);
  }

  @Test
  void onePaidIsReplaced() {
    var paid = api.mint(COINS).isStatus(201).get("id");
    api.worker.pay(paid, "charge-1");

    assertThat(api.mint(COINS).isStatus(201).get("id")).isNotEqualTo(paid);
  }

  @Test
  void aProductThatIsNotSoldIsUnknown() {
    api.mint("{\"sku\":\"nothing\"}").isProblem(404, "unknown_product");
    api.send(api.asServer("/v1/products/coins.100").DELETE()).isStatus(204);

    api.mint(COINS).isProblem(404, "unknown_product");
  }

  @Test
  void whatTheRecipientOwnsIsNotSoldTwice() {
    var id = api.mint("{\"sku\":\"pro\"}").isStatus(201).get("id");
    api.worker.pay(id, "charge-2");

    api.mint("{\"sku\":\"pro\"}").isProblem(409, "already_owned");
    api.mint(FRIEND, "{\"sku\":\"pro\",\"recipientId\":%d}".formatted(BUYER))
        .isProblem(409, "already_owned");
    api.mint("{\"sku\":\"pro\",\"recipientId\":77}").isStatus(201);
  }

  @Test
  void moreThanCanBeSoldAtOnceIsRefused() {
    var unlocks = api.mint("{\"sku\":\"pro\",\"quantity\":2}").isProblem(400, "invalid_request");
    var coins = api.mint("{\"sku\":\"coins.100\",\"quantity\":2001}");

    assertThat(unlocks.get("detail")).startsWith("quantity");
    assertThat(coins.isProblem(400, "invalid_request").get("detail")).startsWith("quantity");
    api.mint("{\"sku\":\"coins.100\",\"quantity\":2000}").isStatus(201);
  }

  @Test
  void aMiniAppsUserIsRememberedWithHisLanguage() {
    var initData = SignedInitData.of(RunningApi.TOKEN, BUYER, "pt-br", NOON);
    var request = api.asNobody("/v1/invoices").header("Authorization", "tma " + initData);
    api.send(RunningApi.json(request, "POST", COINS)).isStatus(201);

    var body = "{\"sku\":\"pro\",\"buyerId\":%d}".formatted(BUYER);
    api.post("/v1/invoices", body).isStatus(201);

    assertThat(api.count("select count(*) from customer where language_code = 'pt-br'"))
        .isEqualTo(1);
  }
}
