package dev.starkeeper.sandbox.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.BotToken;
import dev.starkeeper.sandbox.bot.Bots;
import dev.starkeeper.sandbox.watch.Happening;
import dev.starkeeper.sandbox.wire.ControlRequest;
import dev.starkeeper.sandbox.wire.Reply;
import java.util.Map;

/** Answers {@code /sandbox/…}. */
public final class Controls {
  private static final String EXAMPLE = "123456789:AAexampleexampleexampleexampleexample";

  private static final String LIST = "GET /sandbox/bots"; // the one that is of no bot

  private final Bots bots;
  private final SandboxControls sandbox;
  private final Map<String, Control> byVerbAndPath;

  public Controls(Bots bots) {
    this.bots = bots;
    sandbox = new SandboxControls(bots);
    byVerbAndPath =
        Map.ofEntries(
            Map.entry("POST /sandbox/pay", PayControl::pay),
            Map.entry("POST /sandbox/message", UserControls::write),
            Map.entry("POST /sandbox/press", UserControls::press),
            Map.entry("POST /sandbox/block", UserControls::block),
            Map.entry("POST /sandbox/refund", TreasuryControls::refund),
            Map.entry("POST /sandbox/users", PeopleControl::put),
            Map.entry("GET /sandbox/users", PeopleControl::list),
            Map.entry("GET /sandbox/chat", ChatControl::show),
            Map.entry("GET /sandbox/invoice", InvoiceControl::show),
            Map.entry("GET /sandbox/calls", WatchControl::show),
            Map.entry("POST /sandbox/init-data", sandbox::initData),
            Map.entry("POST /sandbox/clock", ClockControl::advance),
            Map.entry("POST /sandbox/subscriptions/cancel", SubscriptionControls::cancel),
            Map.entry("POST /sandbox/subscriptions/resume", SubscriptionControls::resume),
            Map.entry("POST /sandbox/subscriptions/fail-next", SubscriptionControls::failNext),
            Map.entry("POST /sandbox/subscriptions/renew", SubscriptionControls::renew),
            Map.entry("POST /sandbox/chargebacks", TreasuryControls::chargeBack),
            Map.entry("POST /sandbox/withdrawals", TreasuryControls::withdraw),
            Map.entry("POST /sandbox/transactions", TransactionsControl::enter),
            Map.entry("GET /sandbox/transactions", TransactionsControl::list),
            Map.entry("DELETE /sandbox/transactions", TransactionsControl::drop),
            Map.entry("POST /sandbox/updates", UpdatesControl::push),
            Map.entry("POST /sandbox/revoke", Controls::revoke),
            Map.entry("GET /sandbox/faults", FaultsControl::show),
            Map.entry("PUT /sandbox/faults", FaultsControl::replace),
            Map.entry("GET /sandbox/state", StateControl::show),
            Map.entry("DELETE /sandbox/state", sandbox::reset));
  }

  public Reply answer(ControlRequest request) throws InterruptedException {
    var name = request.verb() + " " + request.path();
    if (name.equals(LIST)) return Reply.json(200, sandbox.list());
    var control = byVerbAndPath.get(name);
    if (control == null) return unknown(request);
    try {
      var bot = bots.get(token(request));
      bot.settleDue();
      var answer = control.apply(bot, request);
      if (isChange(name)) bot.watch().add(new Happening.Controlled(name));
      return Reply.json(200, answer);
    } catch (UnusableControl e) {
      return Reply.json(e.status(), error(e.sentence()));
    }
  }

  private static boolean isChange(String name) {
    return !name.startsWith("GET ") && !name.endsWith("/init-data");
  }

  private Reply unknown(ControlRequest request) {
    var isKnownPath =
        byVerbAndPath.keySet().stream().anyMatch(known -> known.endsWith(" " + request.path()));
    return isKnownPath
        ? Reply.json(405, error(request.path() + " takes no " + request.verb() + "."))
        : Reply.json(
            404, error("There is no control " + request.path() + "; GET /controls lists them."));
  }

  private static BotToken token(ControlRequest request) {
    var text = request.query().text("token");
    if (text.isEmpty()) {
      throw new UnusableControl("Say which bot: ?token=" + EXAMPLE + ".");
    }
    return BotToken.parse(text)
        .orElseThrow(() ->
            new UnusableControl(
                "The token is not well-formed; a well-formed one is " + EXAMPLE + "."));
  }

  private static JsonElement revoke(Bot bot, ControlRequest request) {
    bot.revoke();
    return done();
  }

  static JsonObject done() {
    var done = new JsonObject();
    done.addProperty("done", true);
    return done;
  }

  private static JsonObject error(String sentence) {
    var error = new JsonObject();
    error.addProperty("error", sentence);
    return error;
  }
}
