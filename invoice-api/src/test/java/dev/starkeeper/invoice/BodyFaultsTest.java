package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault a body can have, on one API: none of them changes anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BodyFaultsTest {
  private static final String PRODUCT =
      """
      {"title":"Pro","description":"Everything","stars":250,"kind":"unlock","entitlement":"pro"}
      """;

  private final RunningApi api = RunningApi.start();

  @AfterAll
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | sku is missing",
        "{\"sku\":1} | sku is not a string",
        "{\"sku\":null} | sku is not a string",
        "{\"sku\":[\"a\"]} | sku is not a string",
        "{\"sku\":\"\"} | sku is not of the form [a-z0-9][a-z0-9._-]{0,63}:",
        "{\"sku\":\"A\"} | sku is not of the form [a-z0-9][a-z0-9._-]{0,63}: A",
        "{\"sku\":\"a\",\"quantity\":0} | quantity is not a whole number from 1 to 100000",
        "{\"sku\":\"a\",\"quantity\":-1} | quantity is not a whole number from 1 to 100000",
        "{\"sku\":\"a\",\"quantity\":100001} | quantity is not a whole number from 1 to 100000",
        "{\"sku\":\"a\",\"quantity\":1.0} | quantity is not a whole number from 1 to 100000",
        "{\"sku\":\"a\",\"quantity\":1e99} | quantity is not a whole number from 1 to 100000",
        "{\"sku\":\"a\",\"quantity\":\"1\"} | quantity is not a whole number from 1 to 100000",
        "{\"sku\":\"a\",\"quantity\":true} | quantity is not a whole number from 1 to 100000",
        "{\"sku\":\"a\",\"quantity\":null} | quantity is not a whole number from 1 to 100000",
        "{\"sku\":\"a\",\"recipientId\":0} | recipientId is not a whole number from 1 to",
        "{\"sku\":\"a\",\"recipientId\":4503599627370496} | recipientId is not a whole number",
        "{\"sku\":\"a\",\"buyerId\":1} | buyerId is for servers",
        "{\"sku\":\"a\",\"price\":1} | unknown field: price",
        "{\"sku\":\"a\",\"sku\":\"b\"} | the body: the field sku is there twice",
        "{\"sku\":\"a\"} x | the body: not well-formed JSON",
        "{\"sku\":\"a\" | the body: not well-formed JSON",
        "[{\"sku\":\"a\"}] | the body: the JSON is not an object",
        "'' | the body: not well-formed JSON",
      })
  void anUnusableOrderIsRefusedByItsField(String body, String detail) {
    var answer = api.send(json(api.asBuyer("/v1/invoices"), "POST", body));

    assertThat(answer.isProblem(400, "invalid_request").get("detail")).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"title\":\"Pro\" | \"title\":\"\" | title is not 1 to 32 characters",
        "\"title\":\"Pro\" | \"title\":\"123456789012345678901234567890123\" | title is not 1 to 32",
        "\"title\":\"Pro\" | \"title\":\"a\\u0000b\" | title holds a NUL",
        "\"title\":\"Pro\" | \"title\":\"\\ud800\" | the body: a string holds half a surrogate pair",
        "\"title\":\"Pro\", | '' | title is missing",
        "\"Everything\" | \" \" | description is not 1 to 255 characters",
        "250 | 0 | stars is not a whole number from 1 to 100000",
        "250 | 100001 | stars is not a whole number from 1 to 100000",
        "250 | 2.5 | stars is not a whole number from 1 to 100000",
        "250 | 250,\"photoUrl\":\"javascript:1\" | photoUrl is not an http address",
        "250 | 250,\"photoUrl\":\"\" | photoUrl is empty",
        "250 | 250,\"photoUrl\":null | photoUrl is not a string",
        "250 | 250,\"active\":\"yes\" | active is neither true nor false",
        "250 | 250,\"sku\":\"other\" | sku is not the one in the path",
        "250 | 250,\"unit\":\"coins\" | unit is no field of the kind unlock",
        "250 | 250,\"units\":1 | units is no field of the kind unlock",
        "250 | 250,\"durationDays\":30 | durationDays is no field of the kind unlock",
        "250 | 250,\"stock\":-1 | stock is not a whole number from 0 to 1000000000",
        "250 | 250,\"stock\":1000000001 | stock is not a whole number from 0 to 1000000000",
        "250 | 250,\"stock\":2.5 | stock is not a whole number from 0 to 1000000000",
        "250 | 250,\"stock\":\"3\" | stock is not a whole number from 0 to 1000000000",
        "250 | 250,\"stock\":null | stock is not a whole number from 0 to 1000000000",
        "250 | 250,\"limitPerCustomer\":0 | limitPerCustomer is not a whole number from 1 to",
        "250 | 250,\"limitPerCustomer\":1000000001 | limitPerCustomer is not a whole number from",
        "250 | 250,\"limitPerCustomer\":true | limitPerCustomer is not a whole number from 1 to",
        "250 | 250,\"colour\":\"red\" | unknown field: colour",
        "\"unlock\" | \"gift\" | kind is not one of unlock, pass, consumable, subscription",
        "\"unlock\" | \"UNLOCK\" | kind is not one of unlock, pass, consumable, subscription",
        "\"unlock\" | \"pass\" | durationDays is missing",
        "\"unlock\" | \"pass\",\"durationDays\":0 | durationDays is not a whole number from 1 to 3650",
        "\"unlock\" | \"pass\",\"durationDays\":3651 | durationDays is not a whole number from 1",
        "\"unlock\" | \"pass\",\"durationDays\":1.5 | durationDays is not a whole number from 1 to",
        "\"unlock\" | \"pass\",\"durationDays\":1,\"unit\":\"a\" | unit is no field of the kind pass",
        "\"unlock\" | \"pass\",\"durationDays\":1,\"units\":1 | units is no field of the kind pass",
        "\"unlock\",\"entitlement\":\"pro\" | \"pass\",\"durationDays\":1 | entitlement is missing",
        "\"unlock\" | \"subscription\",\"durationDays\":30 | durationDays is no field of the kind",
        "\"unlock\" | \"subscription\",\"unit\":\"a\" | unit is no field of the kind subscription",
        "\"unlock\" | \"subscription\",\"units\":1 | units is no field of the kind subscription",
        "\"unlock\",\"entitlement\":\"pro\" | \"subscription\" | entitlement is missing",
        "250,\"kind\":\"unlock\" | 10001,\"kind\":\"subscription\" | stars of a subscription is not",
        "\"unlock\",\"entitlement\":\"pro\" | \"consumable\",\"unit\":\"a\",\"units\":1,\"durationDays\":1 | durationDays is no field of the kind consumable",
        "\"unlock\" | \"consumable\" | entitlement is no field of the kind consumable",
        "\"entitlement\":\"pro\" | \"active\":true | entitlement is missing",
        "\"pro\" | \"Pro\" | entitlement is not of the form",
        "\"unlock\",\"entitlement\":\"pro\" | \"consumable\" | unit is missing",
        "\"unlock\",\"entitlement\":\"pro\" | \"consumable\",\"unit\":\"a\" | units is missing",
        "\"unlock\",\"entitlement\":\"pro\" | \"consumable\",\"unit\":\"a\",\"units\":0 | units is not",
        "\"unlock\",\"entitlement\":\"pro\" | \"consumable\",\"unit\":\"A\",\"units\":1 | unit is not",
      })
  void anUnusableProductIsRefusedByItsField(String right, String wrong, String detail) {
    var answer = api.putProduct("never", PRODUCT.replace(right, wrong));

    assertThat(answer.isProblem(400, "invalid_request").get("detail")).startsWith(detail);
    api.send(api.asServer("/v1/products/never")).isProblem(404, "unknown_product");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "application/json; charset=utf-8; q=1",
        "application/problem+json",
        "multipart/form-data; boundary=x",
        "json"
      })
  void aBodyIsJsonInUtf8(String type) {
    var request = api.asServer("/v1/products/pro").header("Content-Type", type);

    api.send(request.PUT(BodyPublishers.ofString(PRODUCT))).isProblem(415, "invalid_request");
  }

  @Test
  void aBodyWithoutAMediaTypeOrWithACodingIsRefused() {
    var untyped = api.asServer("/v1/products/pro").PUT(BodyPublishers.ofString(PRODUCT));
    var zipped = json(api.asServer("/v1/products/pro"), "PUT", PRODUCT);

    api.send(untyped).isProblem(415, "invalid_request");
    api.send(zipped.header("Content-Encoding", "gzip")).isProblem(415, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=UTF-8",
        "APPLICATION/JSON",
        "application/json; charset=\"utf-8\""
      })
  void theCharsetMayBeSaid(String type) {
    var request = api.asServer("/v1/products/said").header("Content-Type", type);

    assertThat(api.send(request.PUT(BodyPublishers.ofString(PRODUCT))).status()).isIn(200, 201);
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() {
    var latin1 = PRODUCT.replace("Pro", "Pr\u00f6").getBytes(StandardCharsets.ISO_8859_1);
    var request = api.asServer("/v1/products/pro").header("Content-Type", "application/json");

    var answer = api.send(request.PUT(BodyPublishers.ofByteArray(latin1)));

    assertThat(answer.isProblem(400, "invalid_request").get("detail"))
        .isEqualTo("the body: not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(ints = {16 * 1024 + 1, 100_000, 1_000_000})
  void aBodyTooLargeIsRefused(int size) {
    var body = " ".repeat(size).getBytes(StandardCharsets.UTF_8);
    var announced = api.asServer("/v1/products/pro").PUT(BodyPublishers.ofByteArray(body));
    var chunked =
        api.asServer("/v1/products/pro")
            .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

    api.send(announced.header("Content-Type", "application/json"))
        .isProblem(413, "payload_too_large");
    api.send(chunked.header("Content-Type", "application/json"))
        .isProblem(413, "payload_too_large");
  }

  @Test
  void aBodyOfExactly16KiBIsRead() {
    var body = PRODUCT + " ".repeat(16 * 1024 - PRODUCT.length());

    assertThat(api.putProduct("exact", body).status()).isEqualTo(201);
  }
}
