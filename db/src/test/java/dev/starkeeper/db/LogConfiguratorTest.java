package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LogConfiguratorTest {
  private static final String OURS = "dev.starkeeper.Some";
  private static final String POOL = "com.zaxxer.hikari.pool.HikariPool";

  private final LoggerContext context = new LoggerContext();

  @Test
  void lineSaysWhenHowBadAndWho() {
    configure(Map.of());

    assertThat(written(OURS, new IllegalStateException("x")))
        .matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  Some: away\n.*")
        .contains("IllegalStateException", "\tat ");
  }

  @Test
  void poolTellsNoWholeStack() {
    configure(Map.of());

    assertThat(context.getLogger(POOL).isInfoEnabled()).isFalse();
    var told = written(POOL, new IllegalStateException("x", new IllegalArgumentException("y")));
    assertThat(told).contains("WARN  HikariPool: away\n", "IllegalArgumentException: y");
    assertThat(told.split("\tat ", -1)).hasSizeLessThanOrEqualTo(3); // a place for each at most
  }

  @Test
  void jsonIsOneObjectALine() {
    configure(Map.of("LOG_FORMAT", "json"));

    var line = written(OURS, new IllegalStateException("x"));

    assertThat(line).startsWith("{").hasLineCount(1).contains("\"formattedMessage\":\"away\"");
    assertThat(line).contains("\"throwable\"").doesNotContain("\"context\"");
    assertThat(written(POOL, new IllegalStateException("x"))).doesNotContain("\"throwable\"");
  }

  @Test
  void levelIsTheUsersAndLibrariesAreQuiet() {
    configure(Map.of("LOG_LEVEL", "DEBUG"));

    assertThat(context.getLogger(OURS).isDebugEnabled()).isTrue();
    for (var library : new String[] {"org.jooq.Some", "spark.Some", "org.eclipse.jetty.Some"}) {
      assertThat(context.getLogger(library).isInfoEnabled()).isFalse();
    }
  }

  @Test
  void unknownLevelIsNoReasonToSayNothing() {
    configure(Map.of("LOG_LEVEL", "A"));

    assertThat(context.getLogger(OURS).getEffectiveLevel()).isEqualTo(Level.INFO);
  }

  private void configure(Map<String, String> settings) {
    context.setMDCAdapter(new LogbackMDCAdapter());
    new LogConfigurator(settings).set(context);
  }

  /** What the console would show of a warning of that logger. */
  private String written(String logger, Throwable cause) {
    var source = context.getLogger(logger);
    var event = new LoggingEvent("", source, Level.WARN, "away", cause, null);
    var holder = logger.equals(POOL) ? context.getLogger("com.zaxxer.hikari") : root();
    var name = logger.equals(POOL) ? "brief" : "out";
    var console = (ConsoleAppender<ILoggingEvent>) holder.getAppender(name);
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private ch.qos.logback.classic.Logger root() {
    return context.getLogger(ch.qos.logback.classic.Logger.ROOT_LOGGER_NAME);
  }
}
