package dev.starkeeper.db;

import dev.starkeeper.trace.Traces;
import java.util.Map;
import org.slf4j.MDC;

/**
 * Ids that each line which this thread logs meanwhile carries as fields of their own: in JSON they
 * are in {@code mdc}; in text the message has those that matter. Never a secret, nor what a user
 * wrote.
 */
public final class LogScope implements AutoCloseable {
  public static final String BOT = "botId";
  public static final String CHARGE = "chargeId";
  public static final String CUSTOMER = "customerId";
  public static final String INVOICE = "invoiceId";
  public static final String PRE_CHECKOUT_QUERY = "preCheckoutQueryId";
  public static final String UPDATE = "updateId";

  private final Map<String, String> before;

  private LogScope() {
    before = ofThisThread();
  }

  public static LogScope open() {
    return new LogScope();
  }

  /** Adds a field until this scope is closed. */
  public LogScope with(String name, Object value) {
    MDC.put(name, value.toString());
    return this;
  }

  /** {@code work} on another thread, in the scopes that are open on this one now, a trace's too. */
  public static Runnable carried(Runnable work) {
    var fields = ofThisThread();
    return Traces.carried(() -> {
      try (var scope = open()) {
        fields.forEach(scope::with);
        work.run();
      }
    });
  }

  private static Map<String, String> ofThisThread() {
    var fields = MDC.getCopyOfContextMap();
    return fields == null ? Map.of() : fields;
  }

  @Override
  public void close() {
    MDC.setContextMap(before);
  }
}
