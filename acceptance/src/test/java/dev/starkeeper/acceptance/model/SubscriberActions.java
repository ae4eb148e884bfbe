package dev.starkeeper.acceptance.model;

import java.util.Map;

/** What subscribers do in Telegram's settings; each names a subscription by its number. */
final class SubscriberActions {
  private SubscriberActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "cancel", change("cancel"),
        "resume", change("resume"),
        "fail-next", change("fail-next"),
        "renew", change("renew"));
  }

  /** What is not possible as things are, Telegram refuses. */
  private static Action change(String control) {
    return (world, command) ->
        Lists.at(world.bot().books().subscriptions(), command.number(0))
            .ifPresent(subscription -> {
              var which = "{\"chargeId\":\"" + subscription.charges().getFirst() + "\"}";
              world.bot().control("POST", "subscriptions/" + control, which);
            });
  }
}
