package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.EditSubscription;
import dev.starkeeper.sale.EditSubscription.Wish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ending a subscription's renewal, and taking that back. */
public final class SubscriptionEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(SubscriptionEndpoints.class);

  private static final String MINE = "/v1/me/subscriptions/:subscription";
  private static final String CUSTOMERS = "/v1/customers/:id/subscriptions/:subscription";

  private final Admission admission;
  private final EditSubscription editSubscription;
  private final InstantSource clock;
  private final Duration grace;

  public SubscriptionEndpoints(
      Admission admission, EditSubscription editSubscription, InstantSource clock, Duration grace) {
    this.admission = admission;
    this.editSubscription = editSubscription;
    this.clock = clock;
    this.grace = grace;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.POST, MINE + "/cancel", call -> mine(call, Wish.CANCEL)),
        new Endpoint(Method.POST, MINE + "/resume", call -> mine(call, Wish.RESUME)),
        new Endpoint(Method.POST, CUSTOMERS + "/cancel", call -> customers(call, Wish.CANCEL)),
        new Endpoint(Method.POST, CUSTOMERS + "/resume", call -> customers(call, Wish.RESUME)));
  }

  private Reply mine(Call call, Wish wish) {
    var user = admission.miniApp(call);
    return edit(call, user.id(), new Caller.MiniApp(user), wish);
  }

  private Reply customers(Call call, Wish wish) {
    var server = admission.server(call);
    return edit(call, CustomerEndpoints.customer(call), server, wish);
  }

  private Reply edit(Call call, TelegramUserId customer, Caller caller, Wish wish) {
    call.noBody();
    var id =
        InvoiceId.ofPayload(call.pathPart("subscription"))
            .orElseThrow(SubscriptionEndpoints::unknown);
    var outcome = editSubscription.edit(id, customer, by(caller), wish);
    var word = outcome.getClass().getSimpleName();
    log.info(
        "{} {} subscription {} of {}: {}",
        caller.name(),
        wish,
        id.payload(),
        customer.value(),
        word);
    return switch (outcome) {
      case EditSubscription.Outcome.Done(var subscription) -> reply(subscription);
      case EditSubscription.Outcome.Unknown _ -> throw unknown();
      case EditSubscription.Outcome.Expired _ ->
          throw new Refusal(Problem.invalidState("The subscription has expired."));
    };
  }

  private static EditSubscription.By by(Caller caller) {
    return switch (caller) {
      case Caller.MiniApp _ -> EditSubscription.By.CUSTOMER;
      case Caller.Server _ -> EditSubscription.By.MERCHANT;
    };
  }

  private static Refusal unknown() {
    return new Refusal(Problem.notFound("No subscription of yours has this id."));
  }

  private Reply reply(Subscription subscription) {
    return Reply.ok(CustomerShape.write(subscription, clock.instant(), grace));
  }
}
