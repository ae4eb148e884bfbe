package dev.starkeeper.invoice.http;

import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Lets the pages of certain origins read our answers, and no others. */
final class Cors {
  private static final String METHODS = "GET, POST, PUT, DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, Starkeeper-Bot";
  private static final String RESPONSE_HEADERS = "Idempotent-Replayed, Location, Retry-After";
  private static final String MAX_AGE_SECONDS = "600"; // more than Safari keeps it anyway

  private final Set<String> origins;

  Cors(Set<String> origins) {
    this.origins = origins;
  }

  /** Credentials are never allowed: a caller shows a header, not a cookie. */
  void answer(HttpServletRequest request, HttpServletResponse response) {
    if (origins.isEmpty()) return;
    response.addHeader("Vary", "Origin");
    var origin = request.getHeader("Origin");
    if (origin == null || !origins.contains(origin)) return;
    response.setHeader("Access-Control-Allow-Origin", origin);
    if (isPreflight(request)) {
      response.setHeader("Access-Control-Allow-Methods", METHODS);
      response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
      response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
    } else {
      response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
    }
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals(Method.OPTIONS.name())
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
