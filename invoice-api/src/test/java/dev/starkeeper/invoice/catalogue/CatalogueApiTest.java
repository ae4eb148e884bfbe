package dev.starkeeper.invoice.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.starkeeper.invoice.RunningApi;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Stock;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not what a catalogue can be made of. */
final class CatalogueApiTest {
  private static final String FILE =
      """
      {"products":[{"sku":"p0","title":"Coins","description":"A hundred","stars":50,
       "kind":"consumable","unit":"coins","units":100}]}
      """;

  @Test
  void aListThatMayBeCutOffIsNotTakenForTheWhole(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("catalog.json"), FILE);
    try (var running = RunningApi.start();
        var api = api(running.uri("").toString())) {
      apply(api, file, false);
      copyTheProduct(running, 999);
      assertThat(api.listed()).hasSize(1_000);

      assertThatThrownBy(api::onSale)
          .isInstanceOf(CallFailed.class)
          .hasMessageStartingWith("the API lists at most 1,000 products, and so many came");
      assertThatThrownBy(() -> apply(api, file, true))
          .isInstanceOf(CallFailed.class)
          .hasMessageStartingWith("the API lists at most 1,000 products");
      assertThat(apply(api, file, false))
          .contains("= p0", "nothing to change", "(more may be on sale");

      api.withdraw("p999");
      assertThat(api.onSale()).hasSize(999);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"products\":7}",
        "{\"products\":[7]}",
        "{\"products\":[{}]}",
        "{\"products\":[{\"sku\":1}]}",
        "hello",
        "[]",
      })
  void whatIsNotThisApiIsTold(String body) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
    try (var api = api("http://127.0.0.1:" + server.getAddress().getPort())) {
      assertThatThrownBy(api::onSale)
          .isInstanceOf(CallFailed.class)
          .hasMessageContaining("is not this API");
      assertThatThrownBy(() -> api.find("p0"))
          .isInstanceOf(CallFailed.class)
          .hasMessageContaining("is not this API");
    } finally {
      server.stop(0);
    }
  }

  private static CatalogueApi api(String url) {
    return new CatalogueApi(new CatalogueApi.Place(URI.create(url), RunningApi.SERVER_KEY));
  }

  private static String apply(CatalogueApi api, Path file, boolean withdrawMissing) {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    new ApplyCatalogue(api, out, _ -> Optional.empty())
        .apply(new Task.Apply(file, false, true, withdrawMissing, Stock.KEPT));
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static void copyTheProduct(RunningApi running, int times) {
    running
        .database
        .database()
        .inTransactionDo(tx -> {
          tx.execute(
              "insert into product_version (bot_id, sku, version, title, description, stars, kind,"
                  + " unit, units, created_at) select bot_id, 'p' || n, version, title, description,"
                  + " stars, kind, unit, units, created_at from product_version,"
                  + " generate_series(1, "
                  + times
                  + ") n");
          tx.execute(
              "insert into product (bot_id, sku, version, active, updated_at) select bot_id,"
                  + " 'p' || n, version, active, updated_at from product,"
                  + " generate_series(1, "
                  + times
                  + ") n");
        });
  }
}
