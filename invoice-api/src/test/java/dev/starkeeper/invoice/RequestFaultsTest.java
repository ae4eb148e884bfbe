package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault of a request but for its body, which {@link BodyFaultsTest} has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestFaultsTest {
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
  @ValueSource(strings = {"Upper", "-x", "a%2Fb", "a%20b", "%C3%A9"})
  void whatCannotBeASkuIsRefusedOrUnknown(String sku) {
    api.putProduct(sku, PRODUCT).isProblem(400, "invalid_request");
    api.send(api.asServer("/v1/products/" + sku)).isProblem(404, "unknown_product");
    api.send(api.asServer("/v1/products/" + sku).DELETE()).isProblem(404, "unknown_product");
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, /v1/products, 'GET, HEAD, OPTIONS'",
    "POST, /v1/products, 'GET, HEAD, OPTIONS'",
    "POST, /v1/products/x, 'GET, HEAD, PUT, DELETE, OPTIONS'",
    "GET, /v1/invoices, 'POST, OPTIONS'",
    "DELETE, /v1/invoices/x, 'GET, HEAD, OPTIONS'",
    "PUT, /v1/me, 'GET, HEAD, OPTIONS'",
    "POST, /v1/customers/1, 'GET, HEAD, OPTIONS'",
    "POST, /v1/payments, 'GET, HEAD, OPTIONS'",
    "DELETE, /v1/payments/x, 'GET, HEAD, OPTIONS'",
    "GET, /v1/payments/x/refunds, 'POST, OPTIONS'",
    "PUT, /v1/payments/x/assignment, 'POST, OPTIONS'",
    "POST, /v1/me/payments, 'GET, HEAD, OPTIONS'",
    "POST, /v1/customers/1/payments, 'GET, HEAD, OPTIONS'",
    "GET, /v1/me/subscriptions/x/cancel, 'POST, OPTIONS'",
    "GET, /v1/customers/1/subscriptions/x/resume, 'POST, OPTIONS'",
    "DELETE, /healthz, 'GET, HEAD, OPTIONS'",
    "TRACE, /readyz, 'GET, HEAD, OPTIONS'",
    "PROPFIND, /v1/products, 'GET, HEAD, POST, PUT, DELETE, OPTIONS'",
  })
  void anotherMethodIsToldWhichAreTaken(String method, String path, String allow) {
    var answer = api.send(api.asServer(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.isProblem(405, "invalid_request").header("allow")).isEqualTo(allow);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v2/products",
        "/v1/products/",
        "/v1/products/a/b",
        "/v1/invoices/",
        "/v1/Products",
        "/healthz/",
        "/favicon.ico",
        "/v1/products;x=y",
        "/v1/customers/",
        "/v1/customers/0",
        "/v1/customers/me",
        "/v1/customers/4503599627370496",
        "/v1/customers/99999999999999999999",
        "/v1/customers/+1",
        "/v1/customers/0/payments",
        "/v1/payments/",
        "/v1/payments/%FF",
        "/v1/customers/%C3/payments",
        "/%FF",
        "/v1/payments//refunds",
        "/v1/me/subscriptions",
        "/v1/customers/1/subscriptions/x/stop"
      })
  void anUnknownPathIsNotFound(String path) {
    api.send(api.asServer(path)).isProblem(404, "not_found");
    assertThat(api.send(api.asServer(path).HEAD()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"31", "-1", "1.5", "", "x", "030", "%31%30%30", "1&wait=2"})
  void waitIsAWholeNumberUpTo30(String wait) {
    var path = "/v1/invoices/00000000-0000-7000-8000-000000000000?wait=" + wait;

    api.send(api.asBuyer(path)).isProblem(400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1-1-1-1-1",
        "00000000-0000-7000-8000-00000000000g",
        "00000000-0000-7000-8000-000000000000",
        "00000000-0000-7000-8000-00000000000A"
      })
  void anInvoiceThatIsNotThereIsNotFoundAtOnce(String id) {
    api.send(api.asBuyer("/v1/invoices/" + id + "?wait=30")).isProblem(404, "not_found");
  }

  @Test
  void anotherBotIsNotServed() {
    var ours = Long.toString(RunningApi.BOT.value());

    api.send(api.asBuyer("/v1/me").header("Starkeeper-Bot", ours)).isStatus(200);
    api.send(api.asBuyer("/v1/me").header("Starkeeper-Bot", "1")).isProblem(400, "invalid_request");
  }

  @Test
  void aHeaderThatIsThereTwiceIsRefused() {
    var request = api.asUser(BUYER, "/v1/me").header("Authorization", "tma " + api.initData(1));

    api.send(request).isProblem(400, "invalid_request");
  }

  @Test
  void whatSparkWouldTakeFromHeadersIsNotTaken() {
    api.putProduct("stays", PRODUCT);
    var override = api.asServer("/v1/products/stays").header("X-HTTP-Method-Override", "DELETE");
    var accept = api.asServer("/v1/products/stays").header("Accept", "nonsense");

    assertThat(api.send(override).isStatus(200).get("sku")).isEqualTo("stays");
    assertThat(api.send(accept).isStatus(200).get("active")).isEqualTo("true");
  }

  @Test
  void headAndOptionsSayWhatGetWould() {
    var got = api.send(api.asServer("/v1/products"));
    var headed = api.send(api.asServer("/v1/products").HEAD()).isStatus(200);
    var asked = api.send(api.asNobody("/v1/products").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(headed.text()).isEmpty();
    assertThat(headed.header("content-length")).isEqualTo(got.header("content-length"));
    assertThat(asked.isStatus(204).header("allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void everyAnswerIsForItsAskerAlone() {
    var answer = api.send(api.asServer("/v1/products"));

    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("server")).isEmpty();
    assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-"));
    assertThat(answer.header("set-cookie")).isEmpty();
  }
}
