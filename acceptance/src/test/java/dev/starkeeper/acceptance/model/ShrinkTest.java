package dev.starkeeper.acceptance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShrinkTest {
  private static final List<Integer> LIST = IntStream.range(0, 40).boxed().toList();

  @Test
  void onlyWhatMakesItFailIsLeft() {
    var needed = List.of(3, 17, 31);

    var left = new Shrink(1_000).shrink(LIST, some -> some.containsAll(needed));

    assertThat(left).isEqualTo(needed);
  }

  @Test
  void sequenceIsKept() {
    var left =
        new Shrink(1_000)
            .shrink(LIST, some -> some.indexOf(39) > some.indexOf(0) && some.contains(0));

    assertThat(left).containsExactly(0, 39);
  }

  @Test
  void nothingIsLeftOfWhatFailsAnyway() {
    assertThat(new Shrink(1_000).shrink(LIST, _ -> true)).isEmpty();
  }

  @Test
  void allIsLeftWhereEverythingIsNeeded() {
    assertThat(new Shrink(1_000).shrink(LIST, some -> some.size() == 40)).isEqualTo(LIST);
  }

  @Test
  void triesAreBounded() {
    var tries = new AtomicInteger();

    var left = new Shrink(10).shrink(LIST, some -> tries.incrementAndGet() > 0 && some.contains(7));

    assertThat(tries).hasValueLessThanOrEqualTo(10);
    assertThat(left).contains(7);
  }
}
