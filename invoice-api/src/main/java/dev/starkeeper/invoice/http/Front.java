package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.meter.RequestMeters;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.HandlerWrapper;

/** What every request passes before its route is sought. */
final class Front extends HandlerWrapper {
  private static final String REPLACED = "\ufffd"; // what stands for bytes that are no character

  private final Cors cors;
  private final Semaphore places;
  private final RequestMeters.Answers refusals;

  /** {@code mostRequests} may be under way at once. */
  Front(Cors cors, int mostRequests, RequestMeters meters) {
    this.cors = cors;
    this.places = new Semaphore(mostRequests);
    // Whatever its method is called: a stranger can think of any.
    this.refusals = meters.of(RequestMeters.NONE, RequestMeters.NONE);
    meters.watchActive(() -> mostRequests - places.availablePermits());
  }

  @Override
  public void handle(
      String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    // Spark would take another method from the first, and trips over a malformed second.
    base.getHttpFields().remove("X-HTTP-Method-Override");
    base.getHttpFields().remove("Accept");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    cors.answer(request, response);
    if (!Method.knows(request.getMethod())) {
      refuse(Problem.wrongMethod("GET, HEAD, POST, PUT, DELETE, OPTIONS"), base, response);
    } else if (!isUtf8(request.getRequestURI())) {
      refuse(Problem.unknownPath(), base, response);
    } else if (places.tryAcquire()) {
      try {
        super.handle(target, base, request, response);
      } finally {
        places.release();
      }
    } else {
      refuse(Problem.overloaded(), base, response);
    }
  }

  /** Spark decodes the parts of a path before it calls us, and fails at what is no text. */
  private static boolean isUtf8(String path) {
    try {
      return !URLDecoder.decode(path, StandardCharsets.UTF_8).contains(REPLACED);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void refuse(Problem problem, Request base, HttpServletResponse response)
      throws IOException {
    var arrived = refusals.now();
    base.setHandled(true);
    Reply.of(problem).writeTo(response);
    refusals.answered(problem.status().code(), arrived);
  }
}
