package dev.starkeeper.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PercentileTest {
  private final Samples samples = new Samples();

  @Test
  void percentileIsWhatSoManyTookAtMost() {
    LongStream.rangeClosed(1, 100_000).map(i -> 100_001 - i).forEach(this::addMillis);

    assertThat(samples.percentile(0.5)).isEqualTo(50_000);
    assertThat(samples.percentile(0.99)).isEqualTo(99_000);
    assertThat(samples.percentile(1)).isEqualTo(100_000);
    assertThat(samples.count()).isEqualTo(100_000);
  }

  @Test
  void percentileOfOneIsThatOne() {
    addMillis(7);

    assertThat(samples.percentile(0.01)).isEqualTo(7);
    assertThat(samples.percentile(0.99)).isEqualTo(7);
  }

  @Test
  void percentileOfNoneIsNoNumber() {
    assertThat(samples.percentile(0.5)).isNaN();
  }

  @Test
  void laterOnesCountToo() {
    addMillis(2);
    assertThat(samples.percentile(1)).isEqualTo(2);
    addMillis(1);

    assertThat(samples.percentile(0.5)).isEqualTo(1);
  }

  private void addMillis(long millis) {
    samples.add(millis * 1_000_000);
  }
}
