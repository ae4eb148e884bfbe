package dev.starkeeper.sandbox.api;

import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.BotToken;
import dev.starkeeper.sandbox.bot.Bots;
import dev.starkeeper.sandbox.fault.Fault;
import dev.starkeeper.sandbox.watch.Happening;
import dev.starkeeper.sandbox.wire.BotRequest;
import dev.starkeeper.sandbox.wire.Outcome;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers {@code /bot<token>/<method>} and {@code /bot<token>/test/<method>} alike. */
public final class BotApi {
  private static final Pattern ADDRESS = Pattern.compile("/bot([^/]+)(?:/test)?/(.*)");

  private static final Reply NO_UPDATES = Reply.ok("[]");

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
    var start = System.nanoTime();
    var outcome = outcome(bot, fault, named.method(), parameters);
    if (!isIdlePoll(named, outcome)) {
      var time = Duration.ofNanos(System.nanoTime() - start);
      var name = fault.map(met -> met.kind().fieldName()).orElse("");
      bot.watch().add(Happening.Called.of(named.name(), parameters, outcome, time, name));
    }
    return outcome;
  }

  private static Outcome outcome(
      Bot bot, Optional<Fault> fault, BotMethod method, Parameters parameters)
      throws InterruptedException {
    try {
      if (fault.isEmpty()) return method.call(bot, parameters);
      return faulty(bot, fault.get(), method, parameters);
    } catch (Refusal refusal) {
      return refusal.reply();
    }
  }

  /** A bot with nothing to do would else push all that is of interest out of the watch. */
  private static boolean isIdlePoll(MethodTable.Named named, Outcome outcome) {
    return named.name().equals("getUpdates") && NO_UPDATES.equals(outcome);
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
