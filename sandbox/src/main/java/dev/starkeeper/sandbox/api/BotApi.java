package dev.starkeeper.sandbox.api;

import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.BotToken;
import dev.starkeeper.sandbox.bot.Bots;
import dev.starkeeper.sandbox.fault.Fault;
import dev.starkeeper.sandbox.wire.BotRequest;
import dev.starkeeper.sandbox.wire.Outcome;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;
import java.util.regex.Pattern;

/** Answers {@code /bot<token>/<method>} and {@code /bot<token>/test/<method>} alike. */
public final class BotApi {
  private static final Pattern ADDRESS = Pattern.compile("/bot([^/]+)(?:/test)?/(.*)");

  private final Bots bots;

  public BotApi(Bots bots) {
    this.bots = bots;
  }

  public Outcome answer(BotRequest request) throws InterruptedException {
    try {
      var address = ADDRESS.matcher(request.path());
      if (!address.matches()) throw Refusal.notFound();
      var token = BotToken.parse(address.group(1)).orElseThrow(Refusal::notFound);
      var bot = bots.get(token);
      if (bot.isRevoked()) throw Refusal.unauthorized();
      var named =
          MethodTable.find(methodName(address.group(2), request.parameters()))
              .orElseThrow(Refusal::notFound);
      bot.settleDue();
      return call(bot, named, request.parameters());
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }

  private static String methodName(String inAddress, Parameters parameters) {
    return inAddress.isEmpty() ? parameters.text("method") : inAddress;
  }

  private static Outcome call(Bot bot, MethodTable.Named named, Parameters parameters)
      throws InterruptedException {
    bot.calls().count(named.name());
    var fault = bot.faults().next(named.name());
    if (fault.isEmpty()) return named.method().call(bot, parameters);
    return faulty(bot, fault.get(), named.method(), parameters);
  }

  private static Outcome faulty(Bot bot, Fault fault, BotMethod method, Parameters parameters)
      throws InterruptedException {
    return switch (fault.kind()) {
      case LOSE_REQUEST -> new Outcome.Cut();
      case LOSE_ANSWER -> cutAfterDoing(method, bot, parameters);
      case DELAY -> {
        bot.rest(fault.delay());
        yield method.call(bot, parameters);
      }
      case TOO_MANY_REQUESTS -> Reply.tooManyRequests(fault.retryAfter());
      case SERVER_ERROR -> Reply.error(fault.status(), GatewayError.words(fault.status()));
      case HTML -> Reply.html(fault.status(), GatewayError.page(fault.status()));
      case EMPTY -> Reply.text(fault.status(), "");
      case GARBAGE -> Reply.text(fault.status(), bot.faults().garbage());
      case DUPLICATE_UPDATES, REORDER_UPDATES -> method.call(bot, parameters);
    };
  }

  private static Outcome cutAfterDoing(BotMethod method, Bot bot, Parameters parameters)
      throws InterruptedException {
    try {
      method.call(bot, parameters);
    } catch (Refusal _) {
      // A refusal is an answer too, so it is lost as well.
    }
    return new Outcome.Cut();
  }
}
