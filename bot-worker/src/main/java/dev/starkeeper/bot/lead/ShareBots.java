package dev.starkeeper.bot.lead;

import dev.starkeeper.model.BotId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which bots a worker takes and which it leaves to others, from one look to the next. Who
 * has less than his share takes what is free at once. What is free for a second look is taken by
 * anybody, as those whose turn it is may be frozen. Who has two more than another gives half of the
 * difference away, after some looks: a worker that starts or stops changes the count.
 */
final class ShareBots {
  static final int LOOKS_BEFORE_GIVING = 4;

  private final Set<BotId> served;
  private Set<BotId> freeBefore = Set.of();
  private int looksInExcess;

  ShareBots(Set<BotId> served) {
    this.served = Set.copyOf(served);
  }

  /**
   * What there is to see.
   *
   * @param me our session
   * @param equals the sessions of those who serve the same bots, ours among them
   * @param holders the session that holds a bot's lock, for those that are held
   */
  record Sight(int me, Set<Integer> equals, Map<BotId, Integer> holders) {
    boolean isMine(BotId bot) {
      return Integer.valueOf(me).equals(holders.get(bot));
    }
  }

  /** What to do; both may be tried and missed without harm. */
  record Plan(List<BotId> take, List<BotId> give) {}

  Plan plan(Sight sight) {
    var loads = loads(sight);
    var mine = loads.getOrDefault(sight.me(), 0);
    var free =
        served.stream()
            .filter(bot -> !sight.holders().containsKey(bot))
            .sorted(Comparator.comparingInt(bot -> order(bot, sight.me())))
            .toList();
    var left = free.stream().filter(freeBefore::contains).toList();
    var share = Math.ceilDiv(served.size(), Math.max(1, loads.size()));
    var fresh =
        free.stream()
            .filter(bot -> !freeBefore.contains(bot))
            .limit(Math.max(0, share - mine - left.size()));
    var take = Stream.concat(left.stream(), fresh).toList();
    freeBefore = Set.copyOf(free);
    return new Plan(take, give(sight, mine, least(loads)));
  }

  private static int least(Map<Integer, Integer> loads) {
    return loads.values().stream().mapToInt(Integer::intValue).min().orElse(0);
  }

  private List<BotId> give(Sight sight, int mine, int least) {
    looksInExcess = mine >= least + 2 ? looksInExcess + 1 : 0;
    if (looksInExcess < LOOKS_BEFORE_GIVING) return List.of();
    looksInExcess = 0;
    return served.stream().filter(sight::isMine).limit((mine - least) / 2).toList();
  }

  private Map<Integer, Integer> loads(Sight sight) {
    var loads = new LinkedHashMap<Integer, Integer>();
    sight.equals().forEach(session -> loads.put(session, 0));
    sight
        .holders()
        .forEach((bot, session) -> {
          if (served.contains(bot)) loads.computeIfPresent(session, (_, load) -> load + 1);
        });
    return loads;
  }

  /** Another for each worker, so that they do not all reach for the same. */
  private static int order(BotId bot, int session) {
    return Long.hashCode(bot.value() * 0x9E3779B97F4A7C15L + session * 0xC2B2AE3D27D4EB4FL) >>> 1;
  }
}
