package dev.starkeeper.model;

import java.time.Instant;

/**
 * How far we have come in Telegram's list.
 *
 * @param firstReadAt when we began with this bot: what was paid before may be somebody else's sale
 * @param generation which copy of the list, from 1; a new one when the list was not what we copied
 * @param complete the newest generation that was read to its end; 0 if there is none
 * @param position lines copied of this generation
 * @param ended of them, when the list's end was last seen
 * @param applied of those, recorded
 */
public record HistoryCursor(
    Instant firstReadAt, int generation, int complete, long position, long ended, long applied) {

  /** Whether what is copied goes to the list's end, as we saw it last. */
  public boolean isAtEnd() {
    return complete == generation && ended == position;
  }

  /** The generation whose sums are those of a whole list, if there is one. */
  public int shown() {
    return complete == 0 ? generation : complete;
  }

  /** Whether both are at the same place in the same copy. */
  public boolean isWhere(HistoryCursor other) {
    return generation == other.generation && position == other.position;
  }
}
