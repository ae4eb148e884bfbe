package dev.starkeeper.bot;

import dev.starkeeper.db.Environment;
import dev.starkeeper.db.SettingsCheck;

/** Whether the worker would start with some settings. */
public final class WorkerSettings implements SettingsCheck {
  @Override
  public String process() {
    return "bot-worker";
  }

  @Override
  public void check(Environment environment) {
    BotWorkerConfig.from(environment);
  }
}
