package dev.starkeeper.sandbox.bot;

import java.util.ArrayList;
import java.util.List;

/** What fell due while a clock was advanced: all of it counted, the first of it in full. */
public final class Settled {
  private static final int MOST_IN_FULL = 1000; // a year of many subscriptions is a long list

  private final List<Renewal> inFull = new ArrayList<>();
  private int renewed;
  private int failed;
  private int ended;

  void add(Renewal renewal) {
    switch (renewal) {
      case Renewal.Renewed _ -> renewed++;
      case Renewal.Failed _ -> failed++;
      case Renewal.Ended _ -> ended++;
    }
    if (inFull.size() < MOST_IN_FULL) inFull.add(renewal);
  }

  public List<Renewal> inFull() {
    return List.copyOf(inFull);
  }

  public int renewed() {
    return renewed;
  }

  public int failed() {
    return failed;
  }

  public int ended() {
    return ended;
  }
}
