package dev.starkeeper.sandbox.stars;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How many Stars users have: all they want, unless it was said. Its owner guards it. */
final class Purses {
  private final Map<Long, Long> starsByUser = new LinkedHashMap<>();

  void put(long userId, long stars) {
    starsByUser.put(userId, stars);
  }

  /** Nothing if they are not counted. */
  OptionalLong stars(long userId) {
    var stars = starsByUser.get(userId);
    return stars == null ? OptionalLong.empty() : OptionalLong.of(stars);
  }

  boolean hold(long userId, long stars) {
    return starsByUser.getOrDefault(userId, Long.MAX_VALUE) >= stars;
  }

  /** Takes {@code change} in, or out where it is negative, if that user's Stars are counted. */
  void add(long userId, long change) {
    starsByUser.computeIfPresent(userId, (_, stars) -> stars + change);
  }

  /** At most {@code limit} of them, the last one first. */
  List<Purse> newest(int limit) {
    var purses = new ArrayList<Purse>();
    starsByUser.forEach((user, stars) -> purses.add(new Purse(user, stars)));
    var from = Math.max(0, purses.size() - limit);
    return List.copyOf(purses.subList(from, purses.size()).reversed());
  }
}
