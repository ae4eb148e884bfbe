package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductsTest {
  private static final String PRO =
      """
      {"sku":"pro","title":"Pro","description":"Everything, for ever",
       "photoUrl":"https://shop.example/pro.png","stars":250,"kind":"unlock","entitlement":"pro",
       "active":true}
      """;
  private static final String COINS =
      """
      {"sku":"coins","title":"Монеты 🪙","description":"A hundred","stars":50,
       "kind":"consumable","unit":"coins","units":100,"active":true}
      """;

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatIsPutIsRead() {
    assertThat(api.putProduct("pro", PRO).isStatus(201).json())
        .isEqualTo(JsonParser.parseString(PRO));
    assertThat(api.putProduct("coins", COINS).isStatus(201).json())
        .isEqualTo(JsonParser.parseString(COINS));

    assertThat(api.send(api.asBuyer("/v1/products/pro")).isStatus(200).json())
        .isEqualTo(JsonParser.parseString(PRO));
    assertThat(api.send(api.asServer("/v1/products")).isStatus(200).json())
        .isEqualTo(JsonParser.parseString("{\"products\":[" + COINS + "," + PRO + "]}"));
  }

  @Test
  void anEmptyCatalogueIsAnEmptyList() {
    assertThat(api.send(api.asBuyer("/v1/products")).isStatus(200).text())
        .isEqualTo("{\"products\":[]}");
  }

  @Test
  void whatABuyerWouldNoticeIsANewVersion() {
    api.putProduct("pro", PRO).isStatus(201);
    api.putProduct("pro", PRO).isStatus(200);
    assertThat(versions()).isEqualTo(1);

    api.putProduct("pro", PRO.replace("250", "200")).isStatus(200);
    api.putProduct("pro", PRO.replace("Everything", "All")).isStatus(200);
    api.putProduct("pro", COINS.replace("\"sku\":\"coins\",", "")).isStatus(200);
    assertThat(versions()).isEqualTo(4);

    assertThat(api.send(api.asBuyer("/v1/products/pro")).get("kind")).isEqualTo("consumable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\":\"unlock\",\"entitlement\":\"pro\"",
        "\"kind\":\"pass\",\"entitlement\":\"pro\",\"durationDays\":3650",
        "\"kind\":\"subscription\",\"entitlement\":\"pro\"",
        "\"kind\":\"consumable\",\"unit\":\"coins\",\"units\":1000000000",
      })
  void everyKindIsReadAsItWasPut(String kind) {
    for (var supply : List.of("", ",\"stock\":0,\"limitPerCustomer\":1", ",\"stock\":1000000000")) {
      var product =
          "{\"sku\":\"a\",\"title\":\"A\",\"description\":\"B\",\"stars\":10000,"
              + (kind + supply + ",\"active\":true}");

      var put = api.putProduct("a", product);

      assertThat(put.json()).isEqualTo(JsonParser.parseString(product));
      assertThat(api.send(api.asBuyer("/v1/products/a")).json()).isEqualTo(put.json());
    }
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void stockLimitAndActiveAreOfNoVersion() {
    api.putProduct("coins", COINS).isStatus(201);
    var open = api.mint("{\"sku\":\"coins\"}").isStatus(201).get("id");

    putCoins("\"stock\":5,");
    putCoins("\"stock\":4,\"limitPerCustomer\":2,");
    api.putProduct("coins", COINS.replace("true", "false")).isStatus(200);
    var last = putCoins("");

    assertThat(versions()).isEqualTo(1);
    assertThat(last.json()).isEqualTo(JsonParser.parseString(COINS));
    assertThat(api.mint("{\"sku\":\"coins\"}").isStatus(200).get("id")).isEqualTo(open);
  }

  @Test
  void howLongAPassLastsIsOfItsVersion() {
    var pass = PRO.replace("\"unlock\"", "\"pass\",\"durationDays\":7");
    api.putProduct("pro", pass).isStatus(201);

    api.putProduct("pro", pass.replace("7", "8")).isStatus(200);

    assertThat(versions()).isEqualTo(2);
  }

  private Answer putCoins(String supply) {
    return api.putProduct("coins", COINS.replace("\"active\"", supply + "\"active\""))
        .isStatus(200);
  }

  @Test
  void whatItWasSoldForBeforeIsKept() {
    api.putProduct("pro", PRO).isStatus(201);
    api.now.set(RunningApi.NOON.plusSeconds(60));
    api.putProduct("pro", PRO.replace("250", "200")).isStatus(200);
    api.putProduct("pro", PRO.replace("250", "200").replace("true", "false")).isStatus(200);

    var versions = api.send(api.asServer("/v1/products/pro/versions")).isStatus(200);

    assertThat(versions.json())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"versions":[
                 {"version":2,"createdAt":"2026-03-01T12:01:00Z","title":"Pro",
                  "description":"Everything, for ever","photoUrl":"https://shop.example/pro.png",
                  "stars":200,"kind":"unlock","entitlement":"pro"},
                 {"version":1,"createdAt":"2026-03-01T12:00:00Z","title":"Pro",
                  "description":"Everything, for ever","photoUrl":"https://shop.example/pro.png",
                  "stars":250,"kind":"unlock","entitlement":"pro"}]}
                """));
    api.send(api.asServer("/v1/products/none/versions")).isProblem(404, "unknown_product");
    api.send(api.asServer("/v1/products/NONE/versions")).isProblem(404, "unknown_product");
  }

  @Test
  void withdrawingKeepsTheProductForServers() {
    api.putProduct("pro", PRO).isStatus(201);

    var gone = api.send(api.asServer("/v1/products/pro").DELETE()).isStatus(204);

    assertThat(gone.text()).isEmpty();
    assertThat(gone.header("content-type")).isEmpty();
    api.send(api.asBuyer("/v1/products/pro")).isProblem(404, "unknown_product");
    assertThat(api.send(api.asServer("/v1/products/pro")).isStatus(200).get("active"))
        .isEqualTo("false");
    assertThat(api.send(api.asServer("/v1/products")).text()).isEqualTo("{\"products\":[]}");
    api.send(api.asServer("/v1/products/pro").DELETE()).isStatus(204);
  }

  @Test
  void oneThatWasWithdrawnComesBackWithAPut() {
    api.putProduct("pro", PRO).isStatus(201);
    api.send(api.asServer("/v1/products/pro").DELETE()).isStatus(204);

    api.putProduct("pro", PRO).isStatus(200);

    api.send(api.asBuyer("/v1/products/pro")).isStatus(200);
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void oneMayBePutBeforeItIsSold() {
    api.putProduct("pro", PRO.replace("\"active\":true", "\"active\":false")).isStatus(201);

    api.send(api.asBuyer("/v1/products/pro")).isProblem(404, "unknown_product");
    api.mint("{\"sku\":\"pro\"}").isProblem(404, "unknown_product");
  }

  @Test
  void oneThatNeverWasCannotBeWithdrawn() {
    api.send(api.asServer("/v1/products/pro").DELETE()).isProblem(404, "unknown_product");
  }

  @Test
  void sixteenPutsAtOnceMakeSixteenVersionsAtMost() {
    var calls = new ArrayList<Callable<Answer>>();
    for (var i = 1; i <= 16; i++) {
      var stars = Integer.toString(i);
      calls.add(() -> api.putProduct("pro", PRO.replace("250", stars)));
    }

    var answers = RunningApi.atOnce(calls);

    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(200, 201);
    assertThat(versions()).isEqualTo(16);
  }

  private long versions() {
    return api.count("select count(*) from product_version");
  }
}
