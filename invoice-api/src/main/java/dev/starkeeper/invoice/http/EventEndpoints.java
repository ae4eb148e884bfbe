package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.starkeeper.invoice.event.FollowEvents;
import dev.starkeeper.model.LoggedEvent;
import java.util.List;

/** The log of what happened, for the merchant's servers. */
public final class EventEndpoints implements Endpoints {
  private final Admission admission;
  private final FollowEvents followEvents;

  public EventEndpoints(Admission admission, FollowEvents followEvents) {
    this.admission = admission;
    this.followEvents = followEvents;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(new Endpoint(Method.GET, "/v1/events", this::list));
  }

  private Reply list(Call call) {
    admission.server(call);
    var after = call.query("after").map(EventEndpoints::id).orElse(0L);
    var events = followEvents.after(after, Parameters.limit(call), Parameters.patience(call));
    var shown = new JsonArray();
    events.forEach(event -> shown.add(write(event)));
    var json = new JsonObject();
    json.add("events", shown);
    json.addProperty("next", events.isEmpty() ? after : Long.valueOf(events.getLast().id()));
    return Reply.ok(json);
  }

  private static Long id(String text) {
    if (text.matches("[0-9]{1,18}")) return Long.valueOf(text);
    throw new Refusal(Problem.invalidRequest("after is not the id of an event, or 0"));
  }

  private static JsonObject write(LoggedEvent event) {
    var json = new JsonObject();
    json.addProperty("id", event.id());
    json.addProperty("type", event.type());
    json.addProperty("occurredAt", event.occurredAt().toString());
    json.add("data", JsonParser.parseString(event.data()));
    return json;
  }
}
