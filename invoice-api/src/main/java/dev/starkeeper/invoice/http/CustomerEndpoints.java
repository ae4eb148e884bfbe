package dev.starkeeper.invoice.http;

import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.DescribeCustomer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What a customer owns now: for himself, and for the merchant's servers. */
public final class CustomerEndpoints implements Endpoints {
  private final Admission admission;
  private final DescribeCustomer describeCustomer;
  private final InstantSource clock;
  private final Duration grace;

  public CustomerEndpoints(
      Admission admission, DescribeCustomer describeCustomer, InstantSource clock, Duration grace) {
    this.admission = admission;
    this.describeCustomer = describeCustomer;
    this.clock = clock;
    this.grace = grace;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.GET, "/v1/me", this::me),
        new Endpoint(Method.GET, "/v1/customers/:id", this::customers));
  }

  private Reply me(Call call) {
    var user = admission.miniApp(call);
    return reply(user.id());
  }

  private Reply customers(Call call) {
    admission.server(call);
    return reply(customer(call));
  }

  /** Whom the path names. What cannot be anybody's id is not found. */
  static TelegramUserId customer(Call call) {
    return id(call.pathPart("id")).orElseThrow(() -> new Refusal(Problem.unknownPath()));
  }

  /** Empty for what cannot be anybody's id. */
  private static Optional<TelegramUserId> id(String text) {
    if (!text.matches("[1-9][0-9]{0,15}")) return Optional.empty();
    var number = Long.parseLong(text);
    return number <= TelegramUserId.MOST
        ? Optional.of(new TelegramUserId(number))
        : Optional.empty();
  }

  private Reply reply(TelegramUserId customer) {
    var now = clock.instant();
    return Reply.ok(CustomerShape.write(describeCustomer.describe(customer, now), now, grace));
  }
}
