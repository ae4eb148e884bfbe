package dev.starkeeper.sandbox.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The faults one bot will meet, per method, in the order they were written down. */
public final class FaultPlan {
  /** Stands for each method that has no faults of its own left. */
  public static final String ANY_METHOD = "*";

  private static final String GET_UPDATES = "getUpdates";
  private static final int GARBAGE_LENGTH = 64;

  private final Map<String, List<Fault>> byMethod = new TreeMap<>();
  private final Map<String, RandomGenerator> dice = new HashMap<>();
  private final long usualSeed;
  private long seed;
  private Random random;

  /** The seed is that of plans that have none of their own. */
  public FaultPlan(long usualSeed) {
    this.usualSeed = usualSeed;
    this.seed = usualSeed;
    this.random = new Random(usualSeed);
  }

  /** Forgets the plan that was; the same seed gives the same choices, garbage and disorder. */
  public synchronized void replace(Map<String, List<Fault>> faultsByMethod, OptionalLong wanted) {
    byMethod.clear();
    faultsByMethod.forEach((method, faults) -> byMethod.put(method, new ArrayList<>(faults)));
    dice.clear();
    seed = wanted.orElse(usualSeed);
    random = new Random(seed);
  }

  /** The fault that this call meets, which is thereby used up once. */
  public synchronized Optional<Fault> next(String method) {
    return take(method, kind -> !kind.isOfUpdates());
  }

  /** What {@code getUpdates} hands out instead of {@code updates}. */
  public synchronized List<String> disturbed(List<String> updates) {
    if (updates.isEmpty()) return updates;
    return take(GET_UPDATES, FaultKind::isOfUpdates)
        .map(fault -> disturbed(updates, fault))
        .orElse(updates);
  }

  private List<String> disturbed(List<String> updates, Fault fault) {
    var disturbed = new ArrayList<>(updates);
    if (fault.kind() == FaultKind.DUPLICATE_UPDATES) disturbed.addAll(updates);
    else Collections.shuffle(disturbed, random);
    return disturbed;
  }

  private Optional<Fault> take(String method, Predicate<FaultKind> wanted) {
    return takeFrom(method, method, wanted).or(() -> takeFrom(ANY_METHOD, method, wanted));
  }

  private Optional<Fault> takeFrom(String key, String method, Predicate<FaultKind> wanted) {
    var planned = byMethod.getOrDefault(key, new ArrayList<>());
    for (var i = 0; i < planned.size(); i++) {
      var fault = planned.get(i);
      if (!wanted.test(fault.kind()) || !isMet(fault, method)) continue;
      if (fault.times() == 1) planned.remove(i);
      else if (fault.times() > 1) planned.set(i, fault.lessOnce());
      return Optional.of(fault);
    }
    return Optional.empty();
  }

  /**
   * Each method throws dice of its own: how often a bot polls does not change what else it meets.
   */
  private boolean isMet(Fault fault, String method) {
    if (fault.percent() == Fault.ALWAYS) return true;
    return dice.computeIfAbsent(method, this::diceOf).nextInt(Fault.ALWAYS) < fault.percent();
  }

  private RandomGenerator diceOf(String method) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ method.hashCode());
  }

  /** Text that no JSON parser takes. */
  public synchronized String garbage() {
    var text = new StringBuilder("}");
    for (var i = 0; i < GARBAGE_LENGTH; i++) text.append((char) random.nextInt('!', '~'));
    return text.toString();
  }

  /** What is still to come, by method. */
  public synchronized Map<String, List<Fault>> remaining() {
    var remaining = new TreeMap<String, List<Fault>>();
    byMethod.forEach((method, faults) -> remaining.put(method, List.copyOf(faults)));
    return remaining;
  }
}
