package dev.starkeeper.soak;

/** What a buyer does beside buying. */
enum Habit {
  NONE(50),
  /** Pays the same link twice at once. */
  TAPS_TWICE(14),
  /** Somebody else tries to pay his link at the same moment. */
  SHOWS_HIS_LINK(9),
  /** Closes the sheet, and thinks again. */
  HESITATES(4),
  /** Closes the sheet, and that is it. */
  LEAVES(4),
  /** Wants the same again once he has it. */
  COMES_BACK(5),
  /** Gets his Stars back from the merchant. */
  REGRETS(7),
  /** Gets his Stars back from Telegram, when he has what he bought. */
  COMPLAINS(4),
  /** The same, as soon as he has paid. */
  COMPLAINS_AT_ONCE(3);

  private final int share;

  Habit(int share) {
    this.share = share;
  }

  /** By {@code draw} from 0 to 1; the shares add up to 100. */
  static Habit drawn(double draw) {
    var rest = draw * 100;
    for (var habit : values()) {
      rest -= habit.share;
      if (rest < 0) return habit;
    }
    return NONE;
  }

  boolean needsRefunds() {
    return this == REGRETS || this == COMPLAINS || this == COMPLAINS_AT_ONCE;
  }
}
