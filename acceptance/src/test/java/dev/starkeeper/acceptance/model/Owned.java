package dev.starkeeper.acceptance.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.starkeeper.acceptance.model.Model.Given;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.sale.DescribeCustomer;
import dev.starkeeper.sale.DescribeCustomer.Holdings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Whether customers own what the model says, as the API tells them. */
final class Owned {
  private final World world;
  private final Model model;
  private final Ends ends;
  private final List<String> wrong = new ArrayList<>();

  private Owned(World world, Model model) {
    this.world = world;
    this.model = model;
    this.ends = new Ends(model, world.stage().clock().instant());
  }

  /** What does not agree. */
  static List<String> check(World world, Model model) {
    var check = new Owned(world, model);
    for (var user : User.values()) check.compare(user);
    return check.wrong;
  }

  private void compare(User user) {
    var describe = new DescribeCustomer(world.stage().database(), world.id(), World.GRACE);
    var holdings = describe.describe(user.id(), ends.now());
    compareAccess(user, holdings);
    compareCredits(user, holdings);
    compareSubscriptions(user, holdings);
  }

  private void compareAccess(User user, Holdings holdings) {
    var told =
        holdings.entitlements().stream()
            .collect(toMap(owned -> owned.entitlement().key(), Ownership::endsAt));
    var expected = model.access(user);
    if (!told.keySet().equals(expected.keySet())) {
      wrong.add(user + " owns " + told + ", and should own " + expected);
      return;
    }
    expected.forEach((name, given) -> {
      if (!ends.of(given).contains(told.get(name))) {
        wrong.add(
            "%s has %s until %s, and should until %s by %s"
                .formatted(user, name, told.get(name), ends.of(given), given));
      }
    });
  }

  private void compareCredits(User user, Holdings holdings) {
    var told = new HashMap<>(holdings.credits());
    told.values().removeIf(balance -> balance == 0);
    if (!told.equals(model.credits(user))) {
      wrong.add(user + " has " + told + ", and should have " + model.credits(user));
    }
  }

  private void compareSubscriptions(User user, Holdings holdings) {
    var told = holdings.subscriptions().stream().collect(toMap(s -> s.id().payload(), s -> s));
    model.given().stream()
        .filter(given -> given.minted().recipient() == user)
        .filter(given -> given.minted().ware().good() instanceof Good.Subscription)
        .collect(groupingBy(given -> given.minted().payload()))
        .forEach((payload, months) -> {
          var subscription = told.get(payload);
          if (subscription == null) {
            wrong.add(user + " has no subscription by " + months);
            return;
          }
          var status = subscription.statusAt(ends.now(), World.GRACE);
          ends.status(months)
              .filter(expected -> expected != status)
              .ifPresent(expected -> wrong.add(differs(user, status + "", expected + "", months)));
        });
  }

  private static String differs(User user, String told, String expected, List<Given> months) {
    return "%s's subscription is %s, and should be %s by %s"
        .formatted(user, told, expected, months);
  }
}
