package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.sale.AnswerSupport;
import dev.starkeeper.model.SupportRequest;
import dev.starkeeper.model.SupportRequest.State;
import dev.starkeeper.model.SupportRequestId;
import dev.starkeeper.store.SupportStore.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What customers ask in the bot about their payments, and what they are answered. */
public final class SupportEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(SupportEndpoints.class);

  private static final String ALL = "/v1/support-requests";
  private static final String ONE = ALL + "/:request";

  private final Admission admission;
  private final AnswerSupport answerSupport;

  public SupportEndpoints(Admission admission, AnswerSupport answerSupport) {
    this.admission = admission;
    this.answerSupport = answerSupport;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.GET, ALL, this::list),
        new Endpoint(Method.GET, ONE, this::get),
        new Endpoint(Method.POST, ONE + "/answer", this::answer));
  }

  private Reply list(Call call) {
    admission.server(call);
    var after = call.query("after").map(SupportEndpoints::position);
    var slice = new Slice(after, Parameters.limit(call));
    var page =
        call.query("status")
            .map(status -> answerSupport.inState(state(status), slice))
            .orElseGet(() -> answerSupport.all(slice));
    var requests = new JsonArray();
    page.requests().forEach(request -> requests.add(write(request)));
    var json = new JsonObject();
    json.add("supportRequests", requests);
    page.next().ifPresent(next -> json.addProperty("next", next.text()));
    return Reply.ok(json);
  }

  private Reply get(Call call) {
    admission.server(call);
    return answerSupport
        .find(id(call))
        .map(request -> Reply.ok(write(request)))
        .orElseThrow(SupportEndpoints::unknown);
  }

  private Reply answer(Call call) {
    var server = admission.server(call);
    var id = id(call);
    var text = call.body(SupportEndpoints::text);
    var outcome = answerSupport.answer(id, text, server);
    var word = outcome.getClass().getSimpleName();
    log.info("{} answers support request {}: {}", server.name(), id.text(), word);
    return switch (outcome) {
      case AnswerSupport.Outcome.Answered(var request) ->
          Reply.json(Status.ACCEPTED, write(request));
      case AnswerSupport.Outcome.AnsweredOtherwise _ ->
          throw new Refusal(
              Problem.invalidState("The support request is answered already, in other words."));
      case AnswerSupport.Outcome.Unknown _ -> throw unknown();
    };
  }

  private static SupportRequestId id(Call call) {
    return SupportRequestId.of(call.pathPart("request")).orElseThrow(SupportEndpoints::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(Problem.notFound("No support request has this id."));
  }

  private static String text(JsonFields body) {
    body.allow(Set.of("text"));
    return Parameters.words(body, "text", SupportRequest.LONGEST);
  }

  private static SupportRequestId position(String cursor) {
    return SupportRequestId.of(cursor)
        .orElseThrow(() -> new Refusal(Problem.invalidRequest("after is no `next` of ours")));
  }

  private static State state(String text) {
    return switch (text) {
      case "open" -> State.OPEN;
      case "answered" -> State.ANSWERED;
      default -> throw new Refusal(Problem.invalidRequest("status is not one of open, answered"));
    };
  }

  private static JsonObject write(SupportRequest request) {
    var json = new JsonObject();
    json.addProperty("id", request.id().text());
    json.addProperty("customerId", request.customer().value());
    json.addProperty("chargeId", request.charge().value());
    json.addProperty("text", request.text());
    json.addProperty("status", request.state().name().toLowerCase(Locale.ROOT));
    json.addProperty("createdAt", request.createdAt().toString());
    request
        .answer()
        .ifPresent(answer -> {
          json.addProperty("answer", answer.text());
          json.addProperty("answeredAt", answer.at().toString());
          answer.sentAt().ifPresent(at -> json.addProperty("answerSentAt", at.toString()));
        });
    return json;
  }
}
