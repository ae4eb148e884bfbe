package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.meter.RequestMeters;
import dev.starkeeper.trace.TraceScope;
import dev.starkeeper.trace.Traces;
import javax.servlet.http.HttpServletRequest;

/**
 * What traces are told of the requests to one endpoint: its path with a name for each part that
 * varies, never what a stranger wrote. Only the API's own calls are told, not who asks for our
 * health, nor what nobody serves.
 */
final class RequestTraces {
  private static final String OURS = "/v1/";

  private final String method;
  private final String route;
  private final String name;

  /** {@code route} is such as {@code /v1/invoices/{id}}, or {@link RequestMeters#NONE}. */
  RequestTraces(Method method, String route) {
    this.method = method.name();
    this.route = route;
    name = method + " " + route;
  }

  TraceScope open(HttpServletRequest request) {
    if (!route.startsWith(OURS)) return Traces.nothing();
    return Traces.incoming(name, request::getHeader)
        .with("http.request.method", method)
        .with("http.route", route);
  }

  static void answered(TraceScope trace, Reply reply) {
    trace.with("http.response.status_code", reply.status().code());
  }
}
