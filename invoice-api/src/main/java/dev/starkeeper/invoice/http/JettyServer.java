package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.meter.RequestMeters;
import java.time.Duration;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.StatisticsHandler;

/** Jetty with every limit set. Whatever handler it is given stands behind the {@link Front}. */
final class JettyServer extends Server {
  /** The longest init data is half of it. */
  private static final int REQUEST_HEADER_BYTES = 16 * 1024;

  private static final int RESPONSE_HEADER_BYTES = 8 * 1024;
  private static final int OUTPUT_BUFFER_BYTES = 32 * 1024; // most answers in one piece
  // Above the longest wait; a proxy before us should give up its idle connections sooner.
  private static final Duration IDLE = Duration.ofSeconds(60);
  // Of waiting GETs alone a process takes half of these; each costs some 30 KB.
  private static final int MOST_REQUESTS = 2_048;
  private static final int MOST_CONNECTIONS = 10_000; // mostly idle; each costs some 20 KB
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2; // one serves thousands of connections
  private static final int ACCEPT_QUEUE = 1_024; // a burst while both processors are busy
  private static final Duration DRAIN = Duration.ofSeconds(8); // the process has ten

  private final Cors cors;
  private final RequestMeters meters;

  private JettyServer(RequestThreads threads, Cors cors, RequestMeters meters) {
    super(threads);
    this.cors = cors;
    this.meters = meters;
  }

  static JettyServer of(HttpConfig config, RequestThreads threads, RequestMeters meters) {
    var server = new JettyServer(threads, new Cors(config.origins()), meters);
    var connector =
        new ServerConnector(
            server, null, null, null, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http()));
    connector.setHost(config.address().getAddress().getHostAddress());
    connector.setPort(config.address().getPort());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    server.addConnector(connector);
    server.addBean(new ConnectionLimit(MOST_CONNECTIONS, server));
    server.addBean(new ProblemPages());
    server.setStopTimeout(DRAIN.toMillis());
    server.setStopAtShutdown(false); // the process has a hook of its own
    return server;
  }

  private static HttpConfiguration http() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
    http.setResponseHeaderSize(RESPONSE_HEADER_BYTES);
    http.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
    return http;
  }

  /** Those being answered are counted, so that a stop waits for them. */
  @Override
  public void setHandler(Handler handler) {
    var counted = new StatisticsHandler();
    var front = new Front(cors, MOST_REQUESTS, meters);
    front.setHandler(handler);
    counted.setHandler(front);
    super.setHandler(counted);
  }

  /** Known once it listens, even if any free one was asked for. */
  int port() {
    return ((ServerConnector) getConnectors()[0]).getLocalPort();
  }
}
