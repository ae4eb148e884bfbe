package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.webhook.KeepWebhookEndpoints;
import dev.starkeeper.model.EventTypes;
import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.model.WebhookUrl;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the merchant's servers are told of events. */
public final class WebhookEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(WebhookEndpoints.class);

  private static final String ALL = "/v1/webhook-endpoints";
  private static final String ONE = ALL + "/:id";
  private static final int MOST_TYPES = 50; // more than there are
  private static final Duration ORDINARY = Duration.ofHours(24); // to bring a new secret out
  private static final Duration LONGEST = Duration.ofDays(7); // one that leaked ends some day

  private record Wanted(WebhookUrl url, EventTypes types) {}

  private final Admission admission;
  private final KeepWebhookEndpoints keep;

  public WebhookEndpoints(Admission admission, KeepWebhookEndpoints keep) {
    this.admission = admission;
    this.keep = keep;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.POST, ALL, this::create),
        new Endpoint(Method.GET, ALL, this::list),
        new Endpoint(Method.GET, ONE, this::get),
        new Endpoint(Method.DELETE, ONE, this::delete),
        new Endpoint(Method.POST, ONE + "/secret", this::rotate),
        new Endpoint(Method.POST, ONE + "/enable", this::enable));
  }

  private Reply create(Call call) {
    var server = admission.server(call);
    var wanted = call.body(WebhookEndpoints::wanted);
    var made =
        keep.create(wanted.url(), wanted.types())
            .orElseThrow(() ->
                new Refusal(
                    Problem.invalidState(
                        "There are "
                            + KeepWebhookEndpoints.MOST
                            + " webhook endpoints already: delete one first.")));
    var id = made.shown().kept().endpoint().id().text();
    log.info("{} made webhook endpoint {} at {}", server.name(), id, wanted.url());
    return Reply.json(Status.CREATED, WebhookShape.withSecret(made));
  }

  private static Wanted wanted(JsonFields body) {
    body.allow(Set.of("url", "eventTypes"));
    return new Wanted(
        new WebhookUrl(body.text("url")),
        body.optionalTexts("eventTypes", MOST_TYPES).map(EventTypes::of).orElse(EventTypes.ALL));
  }

  private Reply list(Call call) {
    admission.server(call);
    var endpoints = new JsonArray();
    keep.all().forEach(shown -> endpoints.add(WebhookShape.write(shown)));
    var json = new JsonObject();
    json.add("webhookEndpoints", endpoints);
    return Reply.ok(json);
  }

  private Reply get(Call call) {
    admission.server(call);
    return keep.find(id(call))
        .map(shown -> Reply.ok(WebhookShape.write(shown)))
        .orElseThrow(WebhookEndpoints::unknown);
  }

  private Reply delete(Call call) {
    var server = admission.server(call);
    var id = id(call);
    if (!keep.delete(id)) throw unknown();
    log.info("{} deleted webhook endpoint {}", server.name(), id.text());
    return Reply.nothing();
  }

  private Reply rotate(Call call) {
    var server = admission.server(call);
    var id = id(call);
    var previousValidFor = call.bodyOr(ORDINARY, WebhookEndpoints::previousValidFor);
    var made = keep.rotate(id, previousValidFor).orElseThrow(WebhookEndpoints::unknown);
    log.info("{} gave webhook endpoint {} a new secret", server.name(), id.text());
    return Reply.ok(WebhookShape.withSecret(made));
  }

  private static Duration previousValidFor(JsonFields body) {
    body.allow(Set.of("previousValidFor"));
    return body.optionalText("previousValidFor").map(WebhookEndpoints::duration).orElse(ORDINARY);
  }

  private static Duration duration(String text) {
    try {
      var duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) return duration;
    } catch (DateTimeException e) {
      log.debug("not a duration", e);
    }
    throw new IllegalArgumentException(
        "previousValidFor is not an ISO 8601 duration from PT0S to P7D");
  }

  private Reply enable(Call call) {
    var server = admission.server(call);
    var id = id(call);
    call.noBody();
    var shown = keep.enable(id).orElseThrow(WebhookEndpoints::unknown);
    log.info("{} enabled webhook endpoint {}", server.name(), id.text());
    return Reply.ok(WebhookShape.write(shown));
  }

  static WebhookEndpointId id(Call call) {
    return WebhookEndpointId.ofText(call.pathPart("id")).orElseThrow(WebhookEndpoints::unknown);
  }

  static Refusal unknown() {
    return new Refusal(Problem.notFound("No webhook endpoint has this id."));
  }
}
