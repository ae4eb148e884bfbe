package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.caller.Authenticate;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.TelegramUser;

/** Lets a call through to those it is for. */
public final class Admission {
  private final Authenticate authenticate;

  public Admission(Authenticate authenticate) {
    this.authenticate = authenticate;
  }

  /** A Mini App or a server. */
  Caller anyCaller(Call call) {
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
}
