package dev.starkeeper.acceptance.model;

import static java.util.stream.Collectors.groupingBy;

import dev.starkeeper.acceptance.model.SandboxBooks.Charge;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of charges and what people own, told as simply as it can be: from the sandbox's
 * books and what was for sale. Of our own books it takes one thing alone, by which invoice a charge
 * was delivered that a person assigned.
 */
record Model(SandboxBooks books, Deeds deeds, OurBooks ours) {
  /** The ends that a charge can come to. */
  enum End {
    GIVEN,
    /** Nothing of ours explains it, and no person has yet. */
    HELD,
    BACK
  }

  /** A charge that was not returned, and what it bought. */
  record Given(Charge charge, Minted minted, boolean isAssigned) {}

  static Model of(World world) {
    return new Model(world.bot().books(), world.deeds(), world.ours());
  }

  End endOf(Charge charge) {
    if (!isKept(charge)) return End.BACK;
    return given(charge).isPresent() ? End.GIVEN : End.HELD;
  }

  boolean isKept(Charge charge) {
    return !books.refunded().contains(charge.id()) && !deeds.likeRefunds().contains(charge.id());
  }

  /** In the sequence of the charges. */
  List<Given> given() {
    var given = new ArrayList<Given>();
    for (var charge : books.charges()) {
      if (isKept(charge)) given(charge).ifPresent(given::add);
    }
    return given;
  }

  private Optional<Given> given(Charge charge) {
    return named(charge)
        .filter(minted -> minted.buyer().id().value() == charge.user())
        .filter(minted -> minted.stars() == charge.stars())
        .map(minted -> new Given(charge, minted, false))
        .or(() -> assigned(charge).map(minted -> new Given(charge, minted, true)));
  }

  /** The invoice whose payload it has. */
  Optional<Minted> named(Charge charge) {
    return minted(charge.payload());
  }

  /** The invoice by which a person had it delivered. */
  private Optional<Minted> assigned(Charge charge) {
    return ours.rows().stream()
        .filter(row -> row.charge().equals(charge.id()) && row.status().equals("FULFILLED"))
        .filter(row -> !row.invoice().isEmpty())
        .filter(row -> deeds.isAssigned(charge.id(), new InvoiceId(UUID.fromString(row.invoice()))))
        .findFirst()
        .flatMap(row -> minted(row.invoice()));
  }

  private Optional<Minted> minted(String payload) {
    return deeds.minted().stream().filter(m -> m.payload().equals(payload)).findFirst();
  }

  /** Of its subscription, if it is of one: the others come without anybody's approval. */
  String firstOf(Charge charge) {
    return books.subscriptions().stream()
        .filter(subscription -> subscription.charges().contains(charge.id()))
        .map(subscription -> subscription.charges().getFirst())
        .findFirst()
        .orElse(charge.id());
  }

  /** By unit, those that come to something. */
  Map<String, Long> credits(User customer) {
    var credits = new HashMap<String, Long>();
    for (var given : given()) {
      if (given.minted().recipient() != customer) continue;
      if (given.minted().ware().good() instanceof Good.Consumable(var unit, var units)) {
        credits.merge(unit.name(), (long) units * given.minted().quantity(), Long::sum);
      }
    }
    return credits;
  }

  /** What gives him something by name, by that name. */
  Map<String, List<Given>> access(User customer) {
    return given().stream()
        .filter(given -> given.minted().recipient() == customer)
        .filter(given -> given.minted().ware().good() instanceof Good.Access)
        .collect(
            groupingBy(given -> ((Good.Access) given.minted().ware().good()).entitlement().key()));
  }
}
