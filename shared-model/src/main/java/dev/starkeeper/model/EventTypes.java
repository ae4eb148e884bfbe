package dev.starkeeper.model;

import dev.starkeeper.model.Event.OfEntitlement.EntitlementNews;
import dev.starkeeper.model.Event.OfPayment.PaymentNews;
import dev.starkeeper.model.Event.OfSubscription.SubscriptionNews;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Which events somebody wants to be told of.
 *
 * @param names none for all there are and all there will be
 */
public record EventTypes(List<String> names) {
  public static final EventTypes ALL = new EventTypes(List.of());

  private static final TreeSet<String> KNOWN = new TreeSet<>();

  static {
    add("payment.", PaymentNews.values());
    add("entitlement.", EntitlementNews.values());
    add("subscription.", SubscriptionNews.values());
    KNOWN.addAll(List.of("credits.changed", "invoice.expired", "support.requested"));
  }

  private static void add(String prefix, Enum<?>[] news) {
    Arrays.stream(news)
        .map(one -> prefix + one.name().toLowerCase(Locale.ROOT))
        .forEach(KNOWN::add);
  }

  public EventTypes {
    names = List.copyOf(names);
  }

  /** Every type there is, in alphabetical sequence. */
  public static List<String> known() {
    return List.copyOf(KNOWN);
  }

  /**
   * Just these, each once.
   *
   * @throws IllegalArgumentException if there are none, or one is not known
   */
  public static EventTypes of(List<String> names) {
    if (names.isEmpty()) throw new IllegalArgumentException("eventTypes is empty");
    for (var name : names) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "eventTypes holds what is none of " + String.join(", ", KNOWN));
      }
    }
    return new EventTypes(names.stream().distinct().sorted().toList());
  }

  public boolean isAll() {
    return names.isEmpty();
  }
}
