package dev.starkeeper.soak;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CrowdTest {
  private static final int MANY = 5_000;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void buyersFollowFromTheSeed() {
    assertThat(plans(crowd(7))).isEqualTo(plans(crowd(7))).isNotEqualTo(plans(crowd(8)));
  }

  @Test
  void everyBuyerIsSomebodyElse() {
    assertThat(plans(crowd(7))).extracting(Buyer.Plan::id).doesNotHaveDuplicates();
  }

  @Test
  void everyHabitAndEveryWareComes() {
    var plans = plans(crowd(7));

    assertThat(plans.stream().collect(groupingBy(Buyer.Plan::habit, counting())))
        .containsOnlyKeys(Habit.values())
        .allSatisfy((_, count) -> assertThat(count).isGreaterThan(MANY / 100));
    assertThat(plans.stream().map(Buyer.Plan::ware)).containsAll(Ware.ALL);
  }

  @Test
  void onlyWhatCanBeCountedIsBoughtSeveralTimes() {
    assertThat(plans(crowd(7)))
        .filteredOn(plan -> plan.quantity() > 1)
        .isNotEmpty()
        .allMatch(plan -> plan.ware().kind() == Ware.Kind.CONSUMABLE);
  }

  @Test
  void habitThatIsNotPossibleIsNone() {
    var crowd = new Crowd(Ware.ALL, List.of(Habit.NONE, Habit.LEAVES), 7, threads);

    assertThat(plans(crowd)).extracting(Buyer.Plan::habit).containsOnly(Habit.NONE, Habit.LEAVES);
  }

  private Crowd crowd(long seed) {
    return new Crowd(Ware.ALL, Arrays.asList(Habit.values()), seed, threads);
  }

  private static List<Buyer.Plan> plans(Crowd crowd) {
    return IntStream.range(0, MANY).mapToObj(crowd::plan).toList();
  }
}
