package dev.starkeeper.bot;

import dev.starkeeper.bot.meter.PollMeters;
import dev.starkeeper.telegram.Update;
import java.util.List;

/** Who is told how polling goes. */
public record PollWatch(NoticeGaps gaps, PollMeters meters) {
  /** A poll was answered with these, and they are committed. */
  void answered(List<Update> batch) {
    meters.polled(batch);
    gaps.answered();
  }

  /** Somebody else polls too. */
  void disturbed() {
    gaps.disturbed();
  }
}
