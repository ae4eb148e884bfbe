package dev.starkeeper.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What somebody owns of one entitlement: never stored, always computed from what live charges and
 * the merchant give.
 *
 * @param endsAt exclusive; {@link #NEVER} when it does not end
 */
public record Ownership(Entitlement entitlement, Instant endsAt) {
  public static final Instant NEVER = Instant.MAX;

  public boolean isActiveAt(Instant now) {
    return now.isBefore(endsAt);
  }

  /**
   * By entitlement, those that have ended too.
   *
   * @param grants in any sequence
   * @param grace how long access goes on while a renewal is missed
   */
  public static List<Ownership> of(List<Grant> grants, Instant now, Duration grace) {
    SortedMap<String, List<Grant>> byKey =
        grants.stream()
            .collect(
                Collectors.groupingBy(
                    grant -> grant.entitlement().key(), TreeMap::new, Collectors.toList()));
    return byKey.values().stream()
        .map(some -> new Ownership(some.getFirst().entitlement(), endOf(some, now, grace)))
        .toList();
  }

  /** Whether that is among it, and active. */
  public static boolean has(
      Entitlement entitlement, List<Grant> grants, Instant now, Duration grace) {
    return of(grants, now, grace).stream()
        .anyMatch(owned -> owned.entitlement().equals(entitlement) && owned.isActiveAt(now));
  }

  private static Instant endOf(List<Grant> grants, Instant now, Duration grace) {
    var end = passesEnd(grants);
    for (var grant : grants) {
      var ends =
          switch (grant.cover()) {
            case Grant.Cover.Forever _ -> NEVER;
            case Grant.Cover.Days _ -> end;
            case Grant.Cover.Until until -> until.endsAt();
            case Grant.Cover.Months months -> months.endsAt(now, grace);
          };
      if (ends.isAfter(end)) end = ends;
    }
    return end;
  }

  /** One after the other: without one of them, those behind it move up. */
  private static Instant passesEnd(List<Grant> grants) {
    var end = Instant.MIN;
    var passes =
        grants.stream()
            .map(Grant::cover)
            .filter(Grant.Cover.Days.class::isInstance)
            .map(Grant.Cover.Days.class::cast)
            .sorted(Comparator.comparing(Grant.Cover.Days::from))
            .toList();
    for (var pass : passes) {
      var from = pass.from().isAfter(end) ? pass.from() : end;
      end = from.plus(Duration.ofDays(pass.days()));
    }
    return end;
  }
}
