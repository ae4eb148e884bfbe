package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces that nobody wants, cannot be told, or are wanted in a way that is not known. */
final class UntoldTracesTest {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  @Test
  void withoutACollectorNothingOfItIsLoaded(@TempDir Path directory) throws IOException {
    var option = "-Xlog:class+load:file=" + directory.resolve("%p.log");
    try (var shop = Installation.start(Map.of("JAVA_TOOL_OPTIONS", option))) {
      buy(shop);
      shop.stopPrograms();
    }

    try (var logs = Files.list(directory)) {
      assertThat(logs.map(UntoldTracesTest::text).toList())
          .hasSize(2)
          .allSatisfy(classes ->
              assertThat(classes)
                  .contains("dev.starkeeper.trace.Traces ")
                  .doesNotContain(" io.opentelemetry."));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void collectorThatHangsChangesNothing() {
    try (var collector = Collector.startHanging();
        var shop =
            Installation.start(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", traces(collector)))) {
      var buyer = buy(shop);
      var began = System.nanoTime();

      assertThat(shop.worker().stop()).isZero();
      assertThat(shop.api.stop()).isZero();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DRAIN.multipliedBy(2));
      assertThat(shop.paymentsOf(buyer)).singleElement().asString().endsWith("FULFILLED");
    }
  }

  private static String traces(Collector collector) {
    return collector.url() + "/v1/traces";
  }

  private static MiniAppUser buy(Installation shop) {
    shop.sellUnlock("premium", 50);
    var buyer = MiniAppUser.someone();
    shop.telegram.pay(shop.mint(buyer, "premium").text("invoiceLink"), buyer);
    shop.awaitAllConfirmed();
    return buyer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoice-api", "bot-worker"})
  void settingsThatCannotBeUsedEndTheProcess(String module) {
    var settings =
        Map.of(
            "BOT_TOKEN", PlayedTelegram.TOKEN,
            "DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/none",
            "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318",
            "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    try (var program = Program.start(module, settings)) {
      assertThat(program.awaitExit()).isEqualTo(2);
      assertThat(program.log().lines())
          .containsExactlyInAnyOrder(
              "OTEL_EXPORTER_OTLP_ENDPOINT: not of the form http://host:4318, without a user",
              "OTEL_EXPORTER_OTLP_PROTOCOL: only http/protobuf is spoken here, not grpc");
    }
  }
}
