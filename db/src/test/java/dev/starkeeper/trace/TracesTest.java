package dev.starkeeper.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.LogScope;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class TracesTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private final InMemorySpanExporter told = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(told)).build();

  @AfterEach
  void tellNobody() {
    Traces.tell(null);
    provider.close();
  }

  @Test
  void untilSomebodyIsToldNothingIsMade() throws Exception {
    var work = Traces.work("a").with("count", 1);
    Runnable carried = () -> {};

    assertThat(work).isSameAs(Traces.outgoing("b")).isSameAs(Traces.incoming("c", _ -> null));
    assertThat(work.during(() -> 7)).isEqualTo(7);
    assertThat(Traces.carried(carried)).isSameAs(carried);
    assertThat(Traces.headers()).isEmpty();
    assertThat(MDC.get("traceId")).isNull();
  }

  @Test
  void whatIsBegunMeanwhileIsAPart() {
    tell();

    Traces.work("all")
        .run(() -> {
          Traces.outgoing("call").run(() -> {});
          Traces.part("piece").with("size", 3).run(() -> {});
        });
    Traces.part("piece by itself").run(() -> {});

    assertThat(told.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("all", "call", "piece");
    var all = span("all");
    assertThat(all.getParentSpanContext().isValid()).isFalse();
    assertThat(span("call").getParentSpanId()).isEqualTo(all.getSpanId());
    assertThat(span("call").getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span("piece").getParentSpanId()).isEqualTo(all.getSpanId());
    assertThat(span("piece").getAttributes().get(AttributeKey.longKey("size"))).isEqualTo(3);
  }

  @Test
  void failureIsToldByItsKindAloneAndGoesOn() {
    tell();
    var failure = new IllegalStateException("what Ann wrote");

    assertThatThrownBy(() ->
            Traces.work("work")
                .run(() -> {
                  throw failure;
                }))
        .isSameAs(failure);

    var span = span("work");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEmpty();
    assertThat(text(span)).containsExactly(Map.entry("error.type", failure.getClass().getName()));
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void idsOfTheLogAreToldButThePersonsIsNot() {
    tell();

    try (var _ = LogScope.open().with(LogScope.BOT, 7).with(LogScope.CUSTOMER, 42)) {
      Traces.work("work")
          .run(() -> {
            try (var _ = LogScope.open().with(LogScope.CHARGE, "charge-1")) {
              Traces.happened("Fulfilled");
            }
            Traces.note("decision", "approved");
          });
    }

    var span = span("work");
    assertThat(text(span)).isEqualTo(Map.of("botId", "7", "decision", "approved"));
    assertThat(span.getEvents())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getName()).isEqualTo("Fulfilled");
          assertThat(event.getAttributes().asMap().values())
              .containsExactlyInAnyOrder("7", "charge-1");
        });
  }

  @Test
  void idsAreThoseOfTheLog() throws Exception {
    var names = new TreeSet<String>();
    for (var field : LogScope.class.getFields()) names.add(constant(field));
    names.remove(LogScope.CUSTOMER);

    assertThat(ToldScope.IDS).containsExactlyElementsOf(names);
  }

  private static String constant(Field field) throws IllegalAccessException {
    return String.valueOf(field.get(null));
  }

  @Test
  void linesLoggedMeanwhileNameTheTrace() {
    tell();
    var seen = new ArrayList<String>();

    Traces.work("outer")
        .run(() -> {
          seen.add(String.valueOf(MDC.get("traceId")));
          Traces.work("inner").run(() -> seen.add(String.valueOf(MDC.get("traceId"))));
          seen.add(String.valueOf(MDC.get("traceId")));
        });

    assertThat(seen).hasSize(3).containsOnly(span("outer").getTraceId());
    assertThat(MDC.get("traceId")).isNull();
  }

  @Test
  void callerIsBelievedWhereHeIsReadable() {
    tell();
    var from = Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01");

    Traces.incoming("called", from::get).run(() -> {});
    Traces.incoming("garbled", Map.of("traceparent", "00-nonsense")::get).run(() -> {});

    assertThat(span("called").getTraceId()).isEqualTo(TRACE);
    assertThat(span("called").getParentSpanId()).isEqualTo(CALLER);
    assertThat(span("garbled").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void workOnAnotherThreadIsAPartOnlyIfItIsCarried() throws Exception {
    tell();
    var headers = new ArrayList<Map<String, String>>();

    try (var _ = Traces.work("all")) {
      headers.add(Traces.headers());
      Runnable part = () -> Traces.work("carried").run(() -> {});
      Thread.ofVirtual().start(LogScope.carried(part)).join();
      Thread.ofVirtual().start(() -> Traces.work("not carried").run(() -> {})).join();
    }

    var all = span("all");
    assertThat(span("carried").getParentSpanId()).isEqualTo(all.getSpanId());
    assertThat(span("not carried").getParentSpanContext().isValid()).isFalse();
    assertThat(headers)
        .singleElement()
        .satisfies(told -> {
          assertThat(told).containsOnlyKeys("traceparent");
          // Sampled, and perhaps that its id is random.
          assertThat(told.get("traceparent"))
              .matches("00-" + all.getTraceId() + "-" + all.getSpanId() + "-0[13]");
        });
  }

  private void tell() {
    Traces.tell(provider.get("test"));
  }

  private SpanData span(String name) {
    return told.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> text(SpanData span) {
    return span.getAttributes().asMap().entrySet().stream()
        .collect(Collectors.toMap(one -> one.getKey().getKey(), one -> one.getValue().toString()));
  }
}
