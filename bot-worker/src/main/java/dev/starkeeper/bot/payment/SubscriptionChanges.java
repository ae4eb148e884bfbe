package dev.starkeeper.bot.payment;

import dev.starkeeper.model.Event;
import dev.starkeeper.model.Event.OfSubscription.SubscriptionNews;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.store.SubscriptionStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes what Telegram tells of subscriptions, in the sequence of its update ids: a month that was
 * charged after a word takes that word back.
 */
final class SubscriptionChanges {
  private final Scope scope;
  private final List<SubscriptionUpdate> earlier = new ArrayList<>();
  private final List<SubscriptionUpdate> latest = new ArrayList<>();
  private final Map<SubscriptionUpdate, Outcome> outcomes = new HashMap<>();

  SubscriptionChanges(Scope scope) {
    this.scope = scope;
  }

  void told(SubscriptionUpdate update) {
    latest.add(update);
  }

  /** A charge with that payload comes next in the batch. */
  void paid(String payload) {
    var before = latest.stream().filter(c -> c.invoicePayload().equals(payload)).toList();
    earlier.addAll(before);
    latest.removeAll(before);
  }

  void applyThoseBeforeAPayment() {
    apply(earlier);
  }

  void applyOthers() {
    apply(latest);
  }

  /** By the update; one that a batch tells twice has the outcome of its first telling. */
  Map<SubscriptionUpdate, Outcome> outcomes() {
    return outcomes;
  }

  private void apply(List<SubscriptionUpdate> changes) {
    if (changes.isEmpty()) return;
    var ids =
        changes.stream()
            .flatMap(change -> InvoiceId.ofPayload(change.invoicePayload()).stream())
            .distinct()
            .toList();
    var known = new HashMap<>(SubscriptionStore.lock(scope.tx(), scope.bot(), ids));
    changes.forEach(change -> outcomes.putIfAbsent(change, apply(change, known)));
  }

  private Outcome apply(SubscriptionUpdate change, Map<InvoiceId, Subscription> known) {
    var subscription = InvoiceId.ofPayload(change.invoicePayload()).map(known::get);
    return subscription
        .filter(s -> s.parties().buyer().equals(change.user().id()))
        .map(s -> apply(change, s, known))
        .orElseGet(Outcome.UnknownSubscription::new);
  }

  private Outcome apply(
      SubscriptionUpdate change, Subscription subscription, Map<InvoiceId, Subscription> known) {
    var id = subscription.id();
    if (!SubscriptionStore.remember(scope.tx(), scope.bot(), id, change, scope.now())) {
      return new Outcome.AlreadyTold();
    }
    var renewal = renewal(change.state());
    if (subscription.term().renewal() != renewal) {
      SubscriptionStore.setRenewal(scope.tx(), scope.bot(), id, renewal);
      var changed = subscription.with(renewal);
      known.put(id, changed);
      scope
          .consequences()
          .happened(new Event.OfSubscription(news(change.state()), changed, scope.now()));
    }
    return new Outcome.SubscriptionChanged(id, change.state());
  }

  private static RenewalState renewal(SubscriptionUpdate.State state) {
    return switch (state) {
      case CANCELED -> RenewalState.CANCELED_BY_BUYER;
      case ACTIVE -> RenewalState.ON;
      case FAILED -> RenewalState.FAILED;
    };
  }

  private static SubscriptionNews news(SubscriptionUpdate.State state) {
    return switch (state) {
      case CANCELED -> SubscriptionNews.CANCELED;
      case ACTIVE -> SubscriptionNews.RESUMED;
      case FAILED -> SubscriptionNews.PAYMENT_FAILED;
    };
  }
}
