package dev.starkeeper.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where work tells that it is done: as with a log, one place for the whole process. Until {@link
 * #tell} is called nobody is told, which costs nothing and loads no class of OpenTelemetry's.
 */
public final class Traces {
  private static volatile @Nullable Tracer tracer;

  private Traces() {}

  /** From now on spans are made by {@code tracer}; with none, no longer. */
  public static void tell(@Nullable Tracer tracer) {
    Traces.tracer = tracer;
  }

  /** What is not to be told. */
  public static TraceScope nothing() {
    return UntoldScope.UNTOLD;
  }

  /** A piece of work, within what is open on this thread or by itself. */
  public static TraceScope work(String name) {
    var to = tracer;
    return to == null ? nothing() : ToldScope.open(to, name, SpanKind.INTERNAL);
  }

  /** As {@link #work}, and told only within another one: it says little by itself. */
  public static TraceScope part(String name) {
    return tracer != null && Span.current().isRecording() ? work(name) : nothing();
  }

  /** A call of somebody else. */
  public static TraceScope outgoing(String name) {
    var to = tracer;
    return to == null ? nothing() : ToldScope.open(to, name, SpanKind.CLIENT);
  }

  /** A request; {@code header} gives the value of its header, or null. */
  public static TraceScope incoming(String name, UnaryOperator<@Nullable String> header) {
    var to = tracer;
    return to == null ? nothing() : ToldScope.open(to, name, SpanKind.SERVER, Headers.of(header));
  }

  /** Of the work that is open on this thread, if any. */
  public static void note(String name, String value) {
    if (tracer != null) Span.current().setAttribute(name, value);
  }

  /** The work that is open on this thread went wrong. */
  public static void failed(Throwable why) {
    if (tracer != null) ToldScope.fail(Span.current(), why.getClass().getName());
  }

  /** Something came of that work, of what the open log scopes have the ids of. */
  public static void happened(String what) {
    if (tracer == null) return;
    var span = Span.current();
    if (span.isRecording()) span.addEvent(what, ToldScope.ids());
  }

  /** {@code work} on another thread, within what is open on this one now. */
  public static Runnable carried(Runnable work) {
    return tracer == null ? work : Context.current().wrap(work);
  }

  /** As the other. */
  public static <T> Callable<T> carriedCall(Callable<T> work) {
    return tracer == null ? work : Context.current().wrap(work);
  }

  /** What tells somebody we call that he works within what is open on this thread. */
  public static Map<String, String> headers() {
    return tracer == null ? Map.of() : Headers.ofThisThread();
  }
}
