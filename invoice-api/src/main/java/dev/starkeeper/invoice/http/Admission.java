package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.caller.Authenticate;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.TelegramUser;

/** Lets a call through to those it is for. */
public final class Admission {
  private final Authenticate authenticate;
  private final BotId bot;

  public Admission(Authenticate authenticate, BotId bot) {
    this.authenticate = authenticate;
    this.bot = bot;
  }

  /** A Mini App or a server. */
  Caller anyCaller(Call call) {
    call.header("Starkeeper-Bot").ifPresent(this::checkBot);
    return switch (authenticate.authenticate(call.header("Authorization"))) {
      case Authenticate.Known(var caller) -> caller;
      case Authenticate.Refused refused -> throw new Refusal(Problem.of(refused));
    };
  }

  /** The Mini App's user. */
  TelegramUser miniApp(Call call) {
    return switch (anyCaller(call)) {
      case Caller.MiniApp(var user) -> user;
      case Caller.Server _ ->
          throw new Refusal(
              Problem.forbidden("This is for Mini Apps: a server names its customer in the path."));
    };
  }

  /** A server of the merchant. */
  Caller.Server server(Call call) {
    return switch (anyCaller(call)) {
      case Caller.Server server -> server;
      case Caller.MiniApp _ ->
          throw new Refusal(Problem.forbidden("This is for the merchant's servers."));
    };
  }

  /** One bot is served, so the header may be left out; naming another one is a mistake. */
  private void checkBot(String named) {
    if (named.equals(Long.toString(bot.value()))) return;
    throw new Refusal(Problem.invalidRequest("Starkeeper-Bot names a bot that is not served here"));
  }
}
