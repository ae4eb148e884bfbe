package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NotificationsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30); // a hang is told as one
  private static final String OURS =
      " from pg_stat_activity"
          + " where application_name = 'starkeeper-listen' and datname = current_database()";

  private final TestDatabase test = TestDatabase.empty();
  private final Heard heard = new Heard();

  /** What the listener was told, in sequence. */
  private static final class Heard implements Notifications.Listener {
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

    @Override
    public void connected() {
      words.add("connected");
    }

    @Override
    public void notified(String payload) {
      words.add("notified of " + payload);
    }

    String next() throws InterruptedException {
      return String.valueOf(words.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void tellsOfItsConnectionAndThenOfEachNotification() throws Exception {
    try (var _ = Notifications.listen(test.config(), "spoken", heard)) {
      assertThat(heard.next()).isEqualTo("connected");

      say("unheard of", "elsewhere");
      say("spoken", "one");
      say("spoken", "two");

      assertThat(heard.next()).isEqualTo("notified of one");
      assertThat(heard.next()).isEqualTo("notified of two");
    }
  }

  @Test
  void whatIsRolledBackIsNotTold() throws Exception {
    try (var _ = Notifications.listen(test.config(), "spoken", heard)) {
      assertThat(heard.next()).isEqualTo("connected");

      sayAndRollBack("spoken", "never");
      say("spoken", "at last");

      assertThat(heard.next()).isEqualTo("notified of at last");
    }
  }

  @Test
  void connectsAgainAndSaysSo() throws Exception {
    try (var _ = Notifications.listen(test.config(), "spoken", heard)) {
      assertThat(heard.next()).isEqualTo("connected");

      assertThat(count("select count(pg_terminate_backend(pid))" + OURS)).isOne();

      assertThat(heard.next()).isEqualTo("connected");
      say("spoken", "again");
      assertThat(heard.next()).isEqualTo("notified of again");
    }
  }

  @Test
  void hearsAlsoAfterARoundWithoutAnyNews() throws Exception {
    try (var _ = Notifications.listen(test.config(), "spoken", heard)) {
      assertThat(heard.next()).isEqualTo("connected");

      // Each round ends with an empty statement, which asks whether the server is there.
      until("select count(*)" + OURS + " and query = ''", 1);
      say("spoken", "after the quiet");

      assertThat(heard.next()).isEqualTo("notified of after the quiet");
    }
  }

  @Test
  void closingEndsTheConnection() throws Exception {
    try (var _ = Notifications.listen(test.config(), "spoken", heard)) {
      assertThat(heard.next()).isEqualTo("connected");
      assertThat(count("select count(*)" + OURS)).isOne();
    }

    until("select count(*)" + OURS, 0);
  }

  @Test
  void keepsTryingWhileTheServerIsAway() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var away =
          new DatabaseConfig(
              "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x", "a", "");
      try (var _ = Notifications.listen(away, "spoken", heard)) {
        silent.setSoTimeout((int) PATIENCE.toMillis());
        silent.accept().close();
        silent.accept().close();
      }
    }

    assertThat(heard.words).isEmpty();
  }

  private void say(String channel, String payload) {
    test.database().inTransactionDo(tx -> tx.execute("select pg_notify(?, ?)", channel, payload));
  }

  private void sayAndRollBack(String channel, String payload) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            test.database()
                .inTransactionDo(tx -> {
                  tx.execute("select pg_notify(?, ?)", channel, payload);
                  throw new IllegalArgumentException("rolled back");
                }));
  }

  private int count(String query) {
    return test.database().inTransaction(tx -> tx.fetchSingle(query).get(0, Integer.class));
  }

  /** Asks until the answer is {@code wanted}. */
  private void until(String query, int wanted) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (count(query) != wanted) {
      assertThat(System.nanoTime()).as(query).isLessThan(deadline);
    }
  }
}
