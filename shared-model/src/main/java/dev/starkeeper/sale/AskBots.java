package dev.starkeeper.sale;

import dev.starkeeper.db.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Whether the bots can be used, asked of Telegram for all at once. */
public final class AskBots {
  private AskBots() {}

  /**
   * What is wrong with some of them: they are no reason not to serve the others.
   *
   * @param fault asks about one
   * @throws ConfigurationException if none can be used
   */
  public static <T> List<String> faults(Collection<T> bots, Function<T, Optional<String>> fault)
      throws InterruptedException {
    var faults = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = bots.stream().map(bot -> (Callable<Optional<String>>) () -> fault.apply(bot));
      for (var one : threads.invokeAll(asked.toList())) one.resultNow().ifPresent(faults::add);
    }
    if (faults.size() == bots.size()) throw new ConfigurationException(faults);
    return faults;
  }
}
