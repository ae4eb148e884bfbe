package dev.starkeeper.invoice.http;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.invoice.meter.RequestMeters;
import dev.starkeeper.trace.TraceScope;
import dev.starkeeper.trace.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Request;
import spark.Response;
import spark.Route;
import spark.Service;
import spark.embeddedserver.EmbeddedServers;
import spark.embeddedserver.jetty.EmbeddedJettyFactory;
import spark.embeddedserver.jetty.JettyServerFactory;

/** The API's listening end: Spark routes each request to its endpoint. */
public final class Http implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Http.class);

  private final Service service = Service.ignite();
  private final RequestThreads threads = new RequestThreads();
  // Spark starts its server with the first route; no request may come before the last.
  private final CountDownLatch routed = new CountDownLatch(1);
  private final SortedMap<String, String> allowed = new TreeMap<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final InetSocketAddress address;
  private final RequestMeters meters;
  private final JettyServer server;

  private Http(HttpConfig config, RequestMeters meters) {
    address = config.address();
    this.meters = meters;
    server = JettyServer.of(config, threads, meters);
  }

  /**
   * Returns once it listens.
   *
   * @throws ConfigurationException if it cannot, because the address is taken
   */
  public static Http start(HttpConfig config, List<Endpoints> endpoints, RequestMeters meters) {
    var http = new Http(config, meters);
    http.ignite(endpoints.stream().flatMap(some -> some.all().stream()).toList());
    var failure = http.failure.get();
    if (failure != null) {
      http.close();
      var where = hostAndPort(config.address().getAddress(), config.address().getPort());
      var cause = failure.getCause() == null ? failure : failure.getCause();
      throw new ConfigurationException(
          List.of("PORT: cannot listen on " + where + ": " + cause.getMessage()));
    }
    http.threads.started();
    return http;
  }

  /** Such as {@code http://127.0.0.1:8080}; known even if any free port was asked for. */
  public String url() {
    return "http://" + hostAndPort(address.getAddress(), server.port());
  }

  /** Each path, with {@code :name} for a part that varies, and what it takes: as {@code Allow}. */
  public SortedMap<String, String> allowed() {
    return Collections.unmodifiableSortedMap(allowed);
  }

  private static String hostAndPort(InetAddress address, int port) {
    var host = address.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private void ignite(List<Endpoint> endpoints) {
    // An identifier of its own: Spark keeps its servers in a static map.
    service.embeddedServerIdentifier(this);
    EmbeddedServers.add(this, new EmbeddedJettyFactory(new PreparedServer()));
    service.initExceptionHandler(failure::set);
    route(endpoints);
    routed.countDown();
    service.awaitInitialization();
  }

  private void route(List<Endpoint> endpoints) {
    var methods = new TreeMap<String, EnumSet<Method>>();
    for (var endpoint : endpoints) {
      var known = methods.computeIfAbsent(endpoint.path(), _ -> EnumSet.of(Method.OPTIONS));
      route(endpoint, endpoint.template());
      known.add(endpoint.method());
      if (endpoint.method() == Method.GET) {
        var head = new Endpoint(Method.HEAD, endpoint.path(), endpoint.handler());
        route(head, head.template());
        known.add(Method.HEAD);
      }
    }
    methods.forEach(this::routeOthers);
    for (var method : Method.values()) {
      routeNowhere(new Endpoint(method, "*", _ -> Reply.of(Problem.unknownPath())));
    }
  }

  /** What a path takes, for who asks, and for who uses another method. */
  private void routeOthers(String path, EnumSet<Method> known) {
    var allow = known.stream().map(Method::name).collect(Collectors.joining(", "));
    allowed.put(path, allow);
    routeNowhere(new Endpoint(Method.OPTIONS, path, _ -> Reply.nothing().with("Allow", allow)));
    for (var method : EnumSet.complementOf(known)) {
      routeNowhere(new Endpoint(method, path, _ -> Reply.of(Problem.wrongMethod(allow))));
    }
  }

  /** Counted together, so that a stranger who tries everything does not make a meter of each. */
  private void routeNowhere(Endpoint endpoint) {
    route(endpoint, RequestMeters.NONE);
  }

  private void route(Endpoint endpoint, String counted) {
    var answers = meters.of(endpoint.method().name(), counted);
    var traced = new RequestTraces(endpoint.method(), counted);
    Route route =
        (request, response) -> {
          try (var trace = traced.open(request.raw())) {
            return answer(endpoint, answers, trace, request, response);
          }
        };
    switch (endpoint.method()) {
      case GET -> service.get(endpoint.path(), route);
      case HEAD -> service.head(endpoint.path(), route);
      case POST -> service.post(endpoint.path(), route);
      case PUT -> service.put(endpoint.path(), route);
      case PATCH -> service.patch(endpoint.path(), route);
      case DELETE -> service.delete(endpoint.path(), route);
      case OPTIONS -> service.options(endpoint.path(), route);
      case TRACE -> service.trace(endpoint.path(), route);
    }
  }

  private static Object answer(
      Endpoint endpoint,
      RequestMeters.Answers answers,
      TraceScope trace,
      Request request,
      Response response) {
    var arrived = answers.now();
    var reply = reply(endpoint, request);
    RequestTraces.answered(trace, reply);
    try {
      reply.writeTo(response.raw());
    } catch (IOException e) {
      log.debug("{} {}: nobody read the answer", endpoint.method(), endpoint.path());
    }
    answers.answered(reply.status().code(), arrived);
    return ""; // written already; Spark takes null for an unknown path
  }

  private static Reply reply(Endpoint endpoint, Request request) {
    try {
      // Not Spark's request: it would read a body of any length.
      var base = org.eclipse.jetty.server.Request.getBaseRequest(request.raw());
      return endpoint.handler().answer(new Call(base, request.params()));
    } catch (RuntimeException e) { // The one such catch: one request never ends the others.
      var problem = Problem.of(e);
      if (problem.status().code() >= 500) Traces.failed(e);
      tell(endpoint, problem, e);
      return Reply.of(problem);
    }
  }

  /** Never the path itself or a problem's detail: they may hold what a stranger wrote. */
  private static void tell(Endpoint endpoint, Problem problem, RuntimeException thrown) {
    var code = problem.status().code();
    var method = endpoint.method();
    switch (problem.status()) {
      case INTERNAL_SERVER_ERROR -> log.error("{} {}: {}", method, endpoint.path(), code, thrown);
      case BAD_GATEWAY, SERVICE_UNAVAILABLE ->
          log.warn("{} {}: {} {}", method, endpoint.path(), code, thrown.getMessage());
      default -> log.info("{} {}: {} {}", method, endpoint.path(), code, problem.code());
    }
  }

  /** Takes no new requests, and waits some seconds for those under way. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // Jetty's stop declares no less
      log.warn("stopped before every request was answered: {}", e.getMessage());
    }
  }

  /** Gives Spark our server, when every route is there. */
  private final class PreparedServer implements JettyServerFactory {
    @Override
    public Server create(int maxThreads, int minThreads, int threadTimeoutMillis) {
      try {
        routed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return server;
    }

    @Override
    public Server create(ThreadPool threadPool) {
      return create(0, 0, 0);
    }
  }
}
