package dev.starkeeper.db;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.List;
import java.util.Map;

/**
 * What a {@code logback.xml} would say, without the twentieth of a second that reading one takes at
 * each start. A file that is named by {@code -Dlogback.configurationFile}, or for tests, comes
 * first.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  private static final String FOR_TESTS = "logback-test.xml";
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSX, UTC} %-5level %logger{0}: %msg%n";
  private static final String WITHOUT_STACK = "%rEx{1}";
  private static final List<String> QUIET =
      List.of("org.flywaydb", "org.jooq", "org.eclipse.jetty", "spark", "io.zonky");
  // It warns of PostgreSQL 14, which it does not promise to know; our tests run on it.
  private static final String VERSION_WARNING =
      "org.jooq.impl.DefaultExecuteContext.logVersionSupport";
  // These two tell the whole stack of each look at a database that is away, again and again.
  private static final List<String> BRIEF = List.of("com.zaxxer.hikari", "com.github.kagkarlsson");

  private final Map<String, String> settings;

  /** By the environment. */
  public LogConfigurator() {
    this(System.getenv());
  }

  LogConfigurator(Map<String, String> settings) {
    this.settings = settings;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
        || LogConfigurator.class.getClassLoader().getResource(FOR_TESTS) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    set(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  void set(LoggerContext context) {
    context.getStatusManager().add(new NopStatusListener());
    for (var name : QUIET) context.getLogger(name).setLevel(Level.WARN);
    context.getLogger(VERSION_WARNING).setLevel(Level.ERROR);
    var brief = console(context, "brief", encoder(true));
    for (var name : BRIEF) {
      var logger = context.getLogger(name);
      logger.setLevel(Level.WARN);
      logger.setAdditive(false);
      logger.addAppender(brief);
    }
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(settings.get("LOG_LEVEL"), Level.INFO));
    root.addAppender(console(context, "out", encoder(false)));
  }

  private static Appender<ILoggingEvent> console(
      LoggerContext context, String name, Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setName(name);
    console.setEncoder(encoder);
    console.start();
    return console;
  }

  /** What {@code LOG_FORMAT} says; a wrong one is told of by who reads all settings. */
  private Encoder<ILoggingEvent> encoder(boolean isBrief) {
    if ("json".equals(settings.get("LOG_FORMAT"))) {
      var json = new JsonEncoder();
      json.setWithSequenceNumber(false);
      json.setWithNanoseconds(false);
      json.setWithContext(false);
      json.setWithFormattedMessage(true);
      json.setWithMessage(false);
      json.setWithArguments(false);
      json.setWithThrowable(!isBrief); // it is one line already
      return json;
    }
    var text = new PatternLayoutEncoder();
    text.setPattern(isBrief ? LINE + WITHOUT_STACK : LINE);
    return text;
  }
}
