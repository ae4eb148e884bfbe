package dev.starkeeper.invoice.caller;

import java.time.InstantSource;
import java.util.Optional;

/** Finds out who calls, from the header {@code Authorization}. */
public final class Authenticate {
  /** What the header proves. */
  public sealed interface Outcome {}

  public record Known(Caller caller) implements Outcome {}

  /** Why nobody is known. */
  public sealed interface Refused extends Outcome {
    /** No header, or one of neither kind. */
    record MissingCredentials() implements Refused {}

    record ForgedInitData(String why) implements Refused {}

    record StaleInitData() implements Refused {}

    record UnknownKey() implements Refused {}
  }

  private final VerifyInitData verifyInitData;
  private final ApiKeys keys;
  private final InstantSource clock;

  public Authenticate(VerifyInitData verifyInitData, ApiKeys keys, InstantSource clock) {
    this.verifyInitData = verifyInitData;
    this.keys = keys;
    this.clock = clock;
  }

  /** {@code authorization} is the header as it came; nothing of it is kept. */
  public Outcome authenticate(Optional<String> authorization) {
    var parts = authorization.orElse("").strip().split(" +", 2);
    if (parts.length < 2) return new Refused.MissingCredentials();
    var scheme = parts[0];
    if (scheme.equalsIgnoreCase("tma")) return miniApp(parts[1]);
    if (scheme.equalsIgnoreCase("Bearer")) return server(parts[1]);
    return new Refused.MissingCredentials();
  }

  private Outcome miniApp(String initData) {
    return switch (verifyInitData.verify(initData, clock.instant())) {
      case InitDataVerdict.Genuine(var user) -> new Known(new Caller.MiniApp(user));
      case InitDataVerdict.Expired _ -> new Refused.StaleInitData();
      case InitDataVerdict.Invalid(var why) -> new Refused.ForgedInitData(why);
    };
  }

  private Outcome server(String key) {
    return keys.nameOf(key)
        .<Outcome>map(name -> new Known(new Caller.Server(name)))
        .orElseGet(Refused.UnknownKey::new);
  }
}
