package dev.starkeeper.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.starkeeper.sandbox.api.BotApi;
import dev.starkeeper.sandbox.bot.Bots;
import dev.starkeeper.sandbox.control.Controls;
import dev.starkeeper.sandbox.wire.BotRequest;
import dev.starkeeper.sandbox.wire.ControlRequest;
import dev.starkeeper.sandbox.wire.Outcome;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;
import dev.starkeeper.sandbox.wire.UnreadableRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request to the Bot API, to a control or to the page, and its outcome back. */
final class Front implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(Front.class);
  private static final int NO_BODY = -1;
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> PLAIN_PAGE = Set.of("/", "/controls");

  private final BotApi botApi;
  private final Controls controls;

  Front(Bots bots) {
    botApi = new BotApi(bots);
    controls = new Controls(bots);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) { // closing without an answer cuts the connection
      switch (outcome(exchange)) {
        case Reply reply -> send(reply, exchange);
        case Outcome.Cut _ -> {}
      }
    }
  }

  private Outcome outcome(HttpExchange exchange) throws IOException {
    try {
      return route(exchange);
    } catch (UnreadableRequest e) {
      return e.reply();
    } catch (InterruptedException e) {
      return new Outcome.Cut(); // the sandbox stops, or the bot was reset meanwhile
    } catch (
        RuntimeException e) { // The one such catch: a request that fails must not go unanswered.
      log.error("a request failed", e);
      return Reply.error(500, "Internal Server Error");
    }
  }

  private Outcome route(HttpExchange exchange)
      throws IOException, UnreadableRequest, InterruptedException {
    var path = exchange.getRequestURI().getPath();
    if (path == null) return Refusal.notFound().reply();
    if (path.startsWith("/sandbox/")) return controls.answer(ControlRequest.read(exchange));
    if (READING.contains(exchange.getRequestMethod())) {
      var file = PageFiles.find(path);
      if (file.isPresent()) return file.get();
      if (PLAIN_PAGE.contains(path)) return Reply.html(200, ControlsPage.HTML);
    }
    return botApi.answer(BotRequest.read(exchange));
  }

  private static void send(Reply reply, HttpExchange exchange) throws IOException {
    var body = reply.body().getBytes(StandardCharsets.UTF_8);
    if (!reply.contentType().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    }
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    var isSilent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), isSilent ? NO_BODY : body.length);
    if (!isSilent) exchange.getResponseBody().write(body);
  }
}
