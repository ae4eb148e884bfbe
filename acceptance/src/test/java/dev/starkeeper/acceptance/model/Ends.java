package dev.starkeeper.acceptance.model;

import static java.util.stream.Collectors.groupingBy;

import dev.starkeeper.acceptance.model.Model.Given;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Subscription.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When what was given ends, told as simply as it can be. */
record Ends(Model model, Instant now) {
  private static final Duration MONTH = Duration.ofDays(30);

  /** The only one, or two where Telegram's books do not say whether a renewal is waited for. */
  Set<Instant> of(List<Given> given) {
    var without = passes(given);
    var withGrace = without;
    if (given.stream().anyMatch(one -> one.minted().ware().good() instanceof Good.Unlock)) {
      return Set.of(Instant.MAX);
    }
    var subscriptions =
        given.stream()
            .filter(one -> one.minted().ware().good() instanceof Good.Subscription)
            .collect(groupingBy(one -> one.minted().payload()))
            .values();
    for (var months : subscriptions) {
      var end = endOf(months);
      var late = now.isBefore(end) ? end : end.plus(World.GRACE);
      var isOver = isOver(months);
      without = later(without, isOver.orElse(true) ? end : late);
      withGrace = later(withGrace, isOver.orElse(false) ? end : late);
    }
    return without.equals(withGrace) ? Set.of(without) : Set.of(without, withGrace);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** One begins where the one before it ends, or when it is paid. */
  private static Instant passes(List<Given> given) {
    var end = Instant.MIN;
    var passes =
        given.stream()
            .filter(one -> one.minted().ware().good() instanceof Good.Pass)
            .sorted(Comparator.comparing(one -> one.charge().paidAt()))
            .toList();
    for (var pass : passes) {
      var days = ((Good.Pass) pass.minted().ware().good()).days() * pass.minted().quantity();
      end = later(end, pass.charge().paidAt()).plus(Duration.ofDays(days));
    }
    return end;
  }

  private static Instant endOf(List<Given> months) {
    return months.stream()
        .map(month -> month.charge().paidAt().plus(MONTH))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Whether nobody expects another month; empty if Telegram's books alone do not say that. */
  private Optional<Boolean> isOver(List<Given> months) {
    return inTelegramsBooks(months).map(SandboxBooks.Subscription::canceled);
  }

  /** What the merchant is told of a subscription; empty if Telegram's books alone do not say. */
  Optional<Status> status(List<Given> months) {
    var end = endOf(months);
    return inTelegramsBooks(months)
        .map(subscription -> {
          var over = subscription.canceled();
          if (!now.isBefore(over ? end : end.plus(World.GRACE))) return Status.EXPIRED;
          if (over) return Status.CANCELED;
          return subscription.lapsed() || !now.isBefore(end) ? Status.PAST_DUE : Status.ACTIVE;
        });
  }

  private Optional<SandboxBooks.Subscription> inTelegramsBooks(List<Given> months) {
    var payload = months.getFirst().minted().payload();
    if (model.deeds().mayHaveLostWords() || model.deeds().isAllowedAgain(payload)) {
      return Optional.empty();
    }
    // Of two with one payload, Telegram's words do not say which is meant.
    var known =
        model.books().subscriptions().stream().filter(s -> s.payload().equals(payload)).toList();
    if (known.size() != 1 || months.stream().anyMatch(Given::isAssigned)) return Optional.empty();
    var charges = known.getFirst().charges();
    var all = model.books().charges().stream().filter(c -> charges.contains(c.id())).toList();
    return all.stream().allMatch(model::isKept) && all.size() == months.size()
        ? Optional.of(known.getFirst())
        : Optional.empty();
  }
}
