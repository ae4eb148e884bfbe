package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the two processes tell Prometheus, after a purchase and its refund, as docs/metrics.md says.
 */
final class MetricsTest {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
  private static final Pattern SERIES = Pattern.compile("(\\w+)\\{(.*)} \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private static Installation shop;
  private static MiniAppUser buyer;
  private static String charge;
  private static String invoice;

  @BeforeAll
  static void buyAndGiveBack() {
    shop = Installation.start();
    shop.sellUnlock("premium", 50);
    buyer = MiniAppUser.someone();
    var minted = shop.mint(buyer, "premium");
    invoice = minted.text("id");
    charge = shop.telegram.pay(minted.text("invoiceLink"), buyer).text("chargeId");
    shop.awaitAllConfirmed(); // recorded, that is: before, it would be in checkout
    shop.telegram.pay(minted.text("invoiceLink"), buyer); // declined: it is paid
    shop.awaitAllConfirmed();
    shop.asServer("POST", "/v1/payments/" + charge + "/refunds", "{\"reason\":\"asked\"}");
    Await.until("the refund is done", () -> shop.payment(charge).text("status").equals("refunded"));
    Await.until("it is counted", () -> worker().contains("ending=\"done\"} 1.0"));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void purchaseAndRefundMoveTheFigures() {
    assertThat(worker())
        .contains(
            "starkeeper_pre_checkout_decisions_total{bot=\"7000042\",decision=\"approved\"} 1.0",
            "starkeeper_pre_checkout_decisions_total{bot=\"7000042\",decision=\"already_paid\"} 1.0",
            "starkeeper_pre_checkout_seconds_count{bot=\"7000042\"} 2",
            "starkeeper_pre_checkout_seconds_bucket{bot=\"7000042\",le=\"10.0\"} 2",
            "starkeeper_payments_total{bot=\"7000042\",ending=\"fulfilled\",source=\"update\"} 1.0",
            "starkeeper_updates_total{bot=\"7000042\",kind=\"pre_checkout_query\"} 2.0",
            "starkeeper_updates_total{bot=\"7000042\",kind=\"successful_payment\"} 1.0",
            "starkeeper_refunds_total{bot=\"7000042\",ending=\"done\"} 1.0",
            "starkeeper_bot_polling{bot=\"7000042\"} 1.0",
            "starkeeper_database_up 1.0",
            "starkeeper_payments_unmatched{bot=\"7000042\"} 0.0");
    assertThat(api())
        .contains(
            "starkeeper_http_requests_seconds_count{endpoint=\"/v1/invoices\",method=\"POST\",status=\"201\"} 1",
            "starkeeper_http_requests_seconds_count{endpoint=\"/v1/payments/{charge}/refunds\","
                + "method=\"POST\",status=\"202\"} 1",
            "hikaricp_connections_max{pool=\"invoice-api\"} 10.0");
  }

  @Test
  void everyMetricIsDescribedAndEveryDescribedOneIsThere() {
    holds("api", api());
    holds("worker", worker());
  }

  private static void holds(String process, String page) {
    var types = types(page);
    var unknown = new TreeSet<>(types.keySet());
    unknown.removeIf(
        name -> DescribedMetrics.of(name).filter(one -> one.isOf(process)).isPresent());
    assertThat(unknown).as("of the %s, and not in docs/metrics.md", process).isEmpty();

    for (var metric : DescribedMetrics.ALL.values()) {
      if (!metric.isOf(process)) continue;
      if (metric.isAlways()) assertThat(types).as(process).containsKey(metric.name());
      if (types.containsKey(metric.name())) {
        assertThat(types).as(process).containsEntry(metric.name(), metric.type());
      }
    }
  }

  @Test
  void labelsAreThoseThatAreDescribed() {
    for (var page : new String[] {api(), worker()}) {
      for (var line : page.split("\n", -1)) {
        var series = SERIES.matcher(line);
        if (!series.matches()) continue;
        var metric = DescribedMetrics.of(series.group(1)).orElseThrow();
        var labels =
            LABEL
                .matcher(series.group(2))
                .results()
                .map(label -> label.group(1))
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toCollection(TreeSet::new));
        var described = new TreeSet<>(Arrays.asList(metric.labels().split(", ", -1)));
        assertThat(labels).as(line).isEqualTo(described);
      }
    }
  }

  @Test
  void nothingOnThePagesIsSecretOrSomebodys() {
    for (var page : new String[] {api(), worker()}) {
      assertThat(page)
          .doesNotContain(
              PlayedTelegram.TOKEN.split(":", 2)[1],
              Installation.SERVER_KEY,
              Long.toString(buyer.id()),
              charge,
              invoice);
    }
  }

  private static Map<String, String> types(String page) {
    var types = new TreeMap<String, String>();
    TYPE.matcher(page).results().forEach(type -> types.put(type.group(1), type.group(2)));
    return types;
  }

  private static String api() {
    return page(shop.api);
  }

  private static String worker() {
    return page(shop.worker());
  }

  private static String page(Program program) {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(program.at("/metrics")).build();
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("text/plain;version=0.0.4;charset=utf-8");
      return answer.body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
