package dev.starkeeper.bench.world;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Bot API as the measured ones see it: their methods, long polls, and as much latency as
 * wanted. Everything happens on one event loop. What is not about invoices and updates is accepted
 * and forgotten.
 */
public final class StandIn {
  private final Context context;
  private final Map<String, PlayedBot> bots = new ConcurrentHashMap<>();
  private volatile Latencies latencies = Latencies.NONE;

  private StandIn(Context context) {
    this.context = context;
  }

  /** On a free port of this machine. */
  static Future<Listening> start(Vertx vertx) {
    var context = vertx.getOrCreateContext();
    var standIn = new StandIn(context);
    var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    return Future.future(promise ->
        context.runOnContext(_ ->
            vertx
                .createHttpServer(options)
                .requestHandler(standIn::receive)
                .listen()
                .map(server -> new Listening(standIn, server))
                .onComplete(promise)));
  }

  /** It can be called. */
  record Listening(StandIn standIn, HttpServer server) {}

  public void takes(Latencies other) {
    latencies = other;
  }

  /** A bot with that token, whose updates begin anew. */
  public PlayedBot bot(String token) {
    var bot = new PlayedBot(token, context);
    bots.put(token, bot);
    return bot;
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          var path = String.valueOf(request.path()); // /bot<token>/<method>
          var slash = path.indexOf('/', 1);
          var bot = slash < 0 ? null : bots.get(path.substring("/bot".length(), slash));
          if (bot == null) {
            request.response().setStatusCode(401).end(Json.refused("no such bot"));
          } else {
            receive(bot, path.substring(slash + 1), request, body);
          }
        });
  }

  private void receive(PlayedBot bot, String method, HttpServerRequest request, Buffer body) {
    var whole = latencies.of(method);
    after(
        Latencies.there(whole),
        () ->
            answer(bot, method, Parameters.of(request, body))
                .onSuccess(json -> after(Latencies.back(whole), () -> respond(request, json))));
  }

  private void after(int milliseconds, Runnable what) {
    if (milliseconds == 0) what.run();
    else context.owner().setTimer(milliseconds, _ -> what.run());
  }

  private static void respond(HttpServerRequest request, String json) {
    request.response().putHeader("Content-Type", "application/json").end(json);
  }

  private Future<String> answer(PlayedBot bot, String method, Parameters parameters) {
    return switch (method) {
      case "createInvoiceLink" ->
          now("\"https://t.me/$" + bot.createInvoiceLink(parameters) + "\"");
      case "answerPreCheckoutQuery" -> {
        var isTaken =
            bot.answerPreCheckoutQuery(
                parameters.text("pre_checkout_query_id"), "true".equals(parameters.text("ok")));
        yield isTaken
            ? now("true")
            : Future.succeededFuture(Json.refused("query is too old or query ID is invalid"));
      }
      case "getUpdates" -> getUpdates(bot, parameters);
      case "getMe" -> now(Json.me(bot.token()));
      case "getWebhookInfo" -> now("{\"url\":\"\",\"pending_update_count\":0}");
      case "getStarTransactions" -> now("{\"transactions\":[]}");
      case "getMyStarBalance" -> now("{\"amount\":0}");
      case "sendMessage" ->
          now("{\"message_id\":1,\"date\":1,\"chat\":{\"id\":1,\"type\":\"private\"}}");
      default -> now("true");
    };
  }

  private static Future<String> now(String result) {
    return Future.succeededFuture(Json.ok(result));
  }

  private Future<String> getUpdates(PlayedBot bot, Parameters parameters) {
    var poll =
        bot.getUpdates(parameters.number("offset", 0), (int) parameters.number("limit", 100));
    if (!poll.future().isComplete()) {
      var longest = Duration.ofSeconds(parameters.number("timeout", 0)).toMillis();
      if (longest == 0) poll.tryComplete(Json.NOTHING);
      else context.owner().setTimer(longest, _ -> poll.tryComplete(Json.NOTHING));
    }
    return poll.future().map(Json::ok);
  }
}
