package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BackgroundWorkTest {
  private final TestDatabase test = TestDatabase.copy();
  private final CountDownLatch historyRead = new CountDownLatch(1);
  private final CountDownLatch askedToStop = new CountDownLatch(1);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void databaseThatIsAwayAtTheStartIsWaitedFor() throws Exception {
    try (var _ = start(awayFor(3))) {
      assertThat(historyRead.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void stopIsObeyedWhileTheDatabaseIsAway() throws Exception {
    askedToStop.countDown();

    try (var _ = start(awayFor(Integer.MAX_VALUE))) {
      assertThat(historyRead.getCount()).isEqualTo(1);
    }
  }

  private BackgroundWork start(DataSource connections) throws InterruptedException {
    var ofCharges = new BackgroundWork.OfCharges(_ -> {}, _ -> {}, _ -> {}, _ -> {});
    var ofClock = new BackgroundWork.OfClock(() -> {}, Map.of(), () -> {});
    var reconcile =
        new ReconcileTasks(
            List.of(Shop.BOT),
            _ -> historyRead.countDown(),
            Duration.ofMinutes(5),
            InstantSource.system());
    return BackgroundWork.start(connections, ofCharges, ofClock, List.of(), reconcile, askedToStop);
  }

  /** Connections that cannot be had so many times. */
  private DataSource awayFor(int times) {
    var left = new AtomicInteger(times);
    var real = test.database().connections();
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (_, method, arguments) -> {
              if (method.getName().equals("getConnection") && left.getAndDecrement() > 0) {
                throw new SQLException("away", "08001");
              }
              return method.invoke(real, arguments);
            });
  }
}
