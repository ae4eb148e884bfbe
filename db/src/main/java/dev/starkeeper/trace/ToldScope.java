package dev.starkeeper.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** A span that is the current one of its thread; the lines logged meanwhile name its trace. */
final class ToldScope implements TraceScope {
  /** The log's field for the trace's id. */
  static final String TRACE = "traceId";

  /** The ids that log lines carry, as {@code LogScope} calls them, but for the person's. */
  static final List<String> IDS =
      List.of("botId", "chargeId", "invoiceId", "preCheckoutQueryId", "updateId");

  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Span span;
  private final Scope scope;
  private final @Nullable String before;

  @SuppressWarnings("MustBeClosedChecker") // closed with this
  private ToldScope(Span span) {
    this.span = span;
    scope = span.makeCurrent();
    before = MDC.get(TRACE);
    if (!span.isRecording()) return;
    MDC.put(TRACE, span.getSpanContext().getTraceId());
    span.setAllAttributes(ids());
  }

  static ToldScope open(Tracer tracer, String name, SpanKind kind) {
    return open(tracer, name, kind, Context.current());
  }

  static ToldScope open(Tracer tracer, String name, SpanKind kind, Context within) {
    return new ToldScope(tracer.spanBuilder(name).setSpanKind(kind).setParent(within).startSpan());
  }

  /** Those of the log scopes that are open on this thread. */
  static Attributes ids() {
    var ids = Attributes.builder();
    for (var id : IDS) {
      var value = MDC.get(id);
      if (value != null) ids.put(id, value);
    }
    return ids.build();
  }

  static void fail(Span span, String kind) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(ERROR, kind);
  }

  @Override
  public TraceScope with(String name, String value) {
    span.setAttribute(name, value);
    return this;
  }

  @Override
  public TraceScope with(String name, long value) {
    span.setAttribute(name, value);
    return this;
  }

  @Override
  public void failed(String kind) {
    fail(span, kind);
  }

  @Override
  public <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) { // Whatever it is, it is noted and goes on its way.
      failed(e.getClass().getName());
      throw e;
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    scope.close();
    if (before == null) {
      MDC.remove(TRACE);
    } else {
      MDC.put(TRACE, before);
    }
    span.end();
  }
}
