package dev.starkeeper.bench.world;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * People of whom each comes once. Their ids are in no sequence, as those of real users: each is
 * written somewhere else in an index.
 */
public final class Users {
  /** Odd, so that no two places have the same id. */
  public static final long FACTOR = 2_654_435_761L;

  public static final long LARGEST_ID = (1L << 40) - 1;

  private static final long FIRST_PLACE = 1L << 30; // those before are for whoever was there before

  private final AtomicLong place = new AtomicLong(FIRST_PLACE);

  /** Telegram's id of the one who has that place, which is 1 or more. */
  public static long id(long place) {
    return place * FACTOR & LARGEST_ID;
  }

  public long next() {
    return id(place.getAndIncrement());
  }

  public List<Long> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }
}
