package dev.starkeeper.acceptance.model;

import dev.starkeeper.acceptance.model.UnreliableConnections.Commit;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.telegram.TelegramException;
import dev.starkeeper.telegram.Update;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** What the worker does, what time does, and what goes wrong. */
final class MachineActions {
  private static final Duration OFTEN = Duration.ofHours(23); // Telegram keeps updates for a day
  private static final int MOST_RIVALS = 6; // connections, of ten

  private MachineActions() {}

  static Map<String, Action> all() {
    return Map.ofEntries(
        Map.entry("work", (world, _) -> world.worker().step()),
        Map.entry("work-all", (world, _) -> world.workAll()),
        Map.entry("kill", (world, _) -> world.killWorker()),
        Map.entry("rivals", (world, _) -> rivals(world)),
        Map.entry("tasks", (world, _) -> world.doTasks()),
        Map.entry("expire", (world, _) -> tried(world::expire)),
        Map.entry("reconcile", (world, _) -> tried(world::reconcile)),
        Map.entry("settle", (world, _) -> world.settle()),
        Map.entry("minutes", MachineActions::minutes),
        Map.entry("days", MachineActions::days),
        Map.entry("away", MachineActions::away),
        Map.entry("commit-fails", (world, command) -> commit(world, command, Commit.FAILS)),
        Map.entry("commit-unheard", (world, command) -> commit(world, command, Commit.UNHEARD)),
        Map.entry("fault", MachineActions::fault));
  }

  /** What fails is tried again some other time. */
  private static void tried(Runnable work) {
    try {
      work.run();
    } catch (TelegramException | DatabaseException e) {
      return;
    }
  }

  /** {@code minutes <n>}. */
  private static void minutes(World world, Command command) {
    world.stage().pass(Duration.ofMinutes(command.number(0)));
    world.bot().settle();
  }

  /** {@code days <n>}, while the worker works. */
  private static void days(World world, Command command) {
    var left = Duration.ofDays(command.number(0));
    while (left.isPositive()) {
      var some = left.compareTo(OFTEN) < 0 ? left : OFTEN;
      world.stage().pass(some);
      world.bot().settle();
      world.workAll();
      left = left.minus(some);
    }
  }

  /** {@code away <days>}: nobody works, and what waits too long is thrown away. */
  private static void away(World world, Command command) {
    world.stage().pass(Duration.ofDays(command.number(0)));
    world.bot().settle();
    world.deeds().wordsAreLost();
  }

  /** {@code commit-fails <n>}: the {@code n}th from now. */
  private static void commit(World world, Command command, Commit how) {
    world.connections().breakCommit(command.number(0), how);
  }

  /** {@code fault <method> <kind> <times>}: it replaces those before it. */
  private static void fault(World world, Command command) {
    var body =
        "{\"%s\":[{\"kind\":\"%s\",\"times\":%d}],\"seed\":7}"
            .formatted(command.word(0), command.word(1), command.number(2));
    world.bot().done("PUT", "faults", body);
  }

  /** As many workers as updates wait, and each records one of them at the same moment. */
  private static void rivals(World world) {
    var updates = told(world);
    world.connections().meetAtCommit(updates.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      updates.forEach(update -> threads.execute(() -> record(world, update)));
    }
    world.connections().meetAtCommit(0);
  }

  private static void record(World world, Update update) {
    tried(() -> world.worker().record().record(List.of(update)));
  }

  private static List<Update> told(World world) {
    try {
      return world.telegram().getUpdates(0, Duration.ZERO).stream()
          .filter(update -> !(update.content() instanceof Update.Content.AskedToPay))
          .limit(MOST_RIVALS)
          .toList();
    } catch (TelegramException e) {
      return List.of();
    }
  }
}
