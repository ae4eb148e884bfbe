package dev.starkeeper.acceptance.model;

import java.util.HashMap;
import java.util.Map;

/** What a command does to the world; nothing where it makes no sense there. */
@FunctionalInterface
interface Action {
  void play(World world, Command command);

  /** By their verbs. */
  static Map<String, Action> all() {
    var all = new HashMap<String, Action>();
    all.putAll(BuyerActions.all());
    all.putAll(SubscriberActions.all());
    all.putAll(MerchantActions.all());
    all.putAll(MachineActions.all());
    return all;
  }
}
