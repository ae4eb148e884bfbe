package dev.starkeeper.soak.book;

import java.util.List;

/**
 * What three books say together.
 *
 * @param lost charges that are neither delivered nor returned
 * @param doubled what was charged, given or returned more than once
 * @param disagreements in which the books differ otherwise, and what is left unsettled
 */
public record Verdict(
    int charged,
    int delivered,
    int returned,
    List<Finding> lost,
    List<Finding> doubled,
    List<Finding> disagreements) {

  public boolean isGood() {
    return lost.isEmpty() && doubled.isEmpty() && disagreements.isEmpty();
  }
}
