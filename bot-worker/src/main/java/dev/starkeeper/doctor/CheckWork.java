package dev.starkeeper.doctor;

import dev.starkeeper.store.CheckupStore.Late;
import java.util.List;
import java.util.stream.Collectors;

/** Judges the work that any worker does. */
final class CheckWork {
  private CheckWork() {}

  static Finding workers(int workers) {
    return workers > 0
        ? Finding.ok("workers", workers == 1 ? "1 runs" : workers + " run")
        : Finding.trouble(
            "workers",
            "none runs: nobody can pay, and nothing that is owed is done",
            "Start one: ./starkeeper worker.");
  }

  static Finding late(List<Late> late) {
    if (late.isEmpty()) return Finding.ok("tasks", "none is late");
    var words = late.stream().map(CheckWork::words).collect(Collectors.joining("; "));
    return late.stream().anyMatch(task -> task.overdue() > 0)
        ? Finding.trouble(
            "tasks", words, "Start a worker, or another one, and see what it logs of these tasks.")
        : Finding.warning(
            "tasks", words, "See what the workers log of these tasks: they try on by themselves.");
  }

  private static String words(Late late) {
    var overdue =
        late.overdue() == 0
            ? ""
            : " %d overdue%s"
                .formatted(late.overdue(), late.oldest().map(at -> " since " + at).orElse(""));
    var failing = late.failing() == 0 ? "" : " %d fail again and again".formatted(late.failing());
    return late.task()
        + ":"
        + overdue
        + (overdue.isEmpty() || failing.isEmpty() ? "" : ",")
        + failing;
  }
}
