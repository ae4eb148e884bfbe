package dev.starkeeper.model;

import dev.starkeeper.model.StarTransaction.Direction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** What all star transactions of one kind and direction come to. */
public record StarTotal(String kind, Direction direction, StarAmount amount, long count) {
  private record Key(String kind, Direction direction) {}

  /** One for each kind and direction among the lines. */
  public static List<StarTotal> of(Collection<StarTransaction> lines) {
    var totals = new LinkedHashMap<Key, StarTotal>();
    for (var line : lines) {
      var kind = line.partner().kind();
      totals.merge(
          new Key(kind, line.direction()),
          new StarTotal(kind, line.direction(), line.amount(), 1),
          StarTotal::plus);
    }
    return List.copyOf(totals.values());
  }

  /** What went out taken from what came in. */
  public static StarAmount sum(Collection<StarTotal> totals) {
    return totals.stream().map(StarTotal::signed).reduce(StarAmount.ZERO, StarAmount::plus);
  }

  private StarTotal plus(StarTotal other) {
    return new StarTotal(kind, direction, amount.plus(other.amount), count + other.count);
  }

  private StarAmount signed() {
    return switch (direction) {
      case IN -> amount;
      case OUT -> StarAmount.ZERO.minus(amount);
    };
  }
}
