package dev.starkeeper.sandbox.updates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class UpdateQueueTest {
  private static final int MOST = 100_000;
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final UpdateQueue queue = new UpdateQueue(new SplittableRandom(1));

  @Test
  void fullQueueLosesWhatComesOnTop() {
    var first = queue.nextId();
    for (var i = 0; i < MOST; i++) assertThat(add(NOON.plusSeconds(60))).isTrue();

    assertThat(add(NOON.plusSeconds(60))).isFalse();
    assertThat(queue.size()).isEqualTo(MOST);

    assertThat(queue.read(first + MOST - 1, 100, NOON)).hasSize(1);
    assertThat(add(NOON.plusSeconds(60))).isTrue();
    assertThat(queue.read(0, 100, NOON)).hasSize(2);
  }

  @Test
  void expiredUpdatesMakeRoom() {
    for (var i = 0; i < MOST; i++) add(NOON);

    assertThat(queue.add(Integer::toString, NOON.plusSeconds(60), NOON.plusSeconds(1))).isPresent();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void whatCameAndExpiredMeanwhileTakesANumberAndNoRoom() {
    var first = queue.nextId();

    assertThat(queue.add(Integer::toString, NOON.minusSeconds(1), NOON)).hasValue(first);

    assertThat(queue.size()).isZero();
    assertThat(queue.nextId()).isEqualTo(first + 1);
  }

  @Test
  void leapOfTimeDropsWhatIsTooOldWhereverItStands() {
    add(NOON.plusSeconds(60));
    add(NOON.plusSeconds(10));
    add(NOON.plusSeconds(60));

    queue.dropExpired(NOON.plusSeconds(11));

    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void everyUpdateIsHandedOutOnceByPagesOfAHundred() {
    for (var i = 0; i < MOST; i++) add(NOON.plusSeconds(60));
    var offset = queue.nextId() - MOST;
    var read = 0;

    for (var page = queue.read(offset, 100, NOON);
        !page.isEmpty();
        page = queue.read(offset, 100, NOON)) {
      assertThat(page.getFirst()).isEqualTo(Integer.toString(offset));
      read += page.size();
      offset += page.size();
    }

    assertThat(read).isEqualTo(MOST);
    assertThat(queue.size()).isZero();
  }

  private boolean add(Instant expiresAt) {
    return queue.add(Integer::toString, expiresAt, NOON).isPresent();
  }
}
