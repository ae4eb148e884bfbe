package dev.starkeeper.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** W3C's trace context, in the headers of a request. */
enum Headers implements TextMapGetter<UnaryOperator<@Nullable String>> {
  READ;

  /** Where a caller says that his request belongs; nowhere, if it cannot be read. */
  static Context of(UnaryOperator<@Nullable String> header) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), header, READ);
  }

  static Map<String, String> ofThisThread() {
    var headers = new HashMap<String, String>();
    W3CTraceContextPropagator.getInstance()
        .inject(Context.current(), headers, (_, name, value) -> headers.put(name, value));
    return headers;
  }

  @Override
  public @Nullable String get(@Nullable UnaryOperator<@Nullable String> headers, String name) {
    return headers == null ? null : headers.apply(name);
  }
}
