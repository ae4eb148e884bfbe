package dev.starkeeper.sandbox;

import dev.starkeeper.sandbox.bot.Randomness;
import dev.starkeeper.sandbox.bot.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/** How to start a sandbox; port 0 is any that is free. */
public record SandboxConfig(String bindAddress, int port, Timing timing, Randomness randomness) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int USUAL_PORT = 8081;
  private static final int MAX_PORT = 65_535;

  /** On the loopback address at any free port, with Telegram's own waits. */
  public static SandboxConfig atAnyPort() {
    return new SandboxConfig(LOOPBACK, 0, Timing.TELEGRAMS_OWN, Randomness.UNFORESEEABLE);
  }

  /** Answers pollers that spin or collide at once, where Telegram makes them wait three seconds. */
  public SandboxConfig withoutPollPacing() {
    return withPollPacing(Duration.ZERO);
  }

  public SandboxConfig withPollPacing(Duration pacing) {
    return with(new Timing(timing.preCheckoutTimeout(), pacing));
  }

  /** How long a payment waits for the bot's answer, where Telegram waits ten seconds. */
  public SandboxConfig withPreCheckoutTimeout(Duration timeout) {
    return with(new Timing(timeout, timing.pollPacing()));
  }

  private SandboxConfig with(Timing other) {
    return new SandboxConfig(bindAddress, port, other, randomness);
  }

  /** Lets all names and choices follow from {@code seed}: the same calls get the same answers. */
  public SandboxConfig withSeed(long seed) {
    return new SandboxConfig(bindAddress, port, timing, Randomness.from(seed));
  }

  /** Reads PORT, BIND_ADDRESS and SEED; complains of all that is wrong with them at once. */
  static SandboxConfig from(Map<String, String> environment) {
    var port = environment.getOrDefault("PORT", "").strip();
    var address = environment.getOrDefault("BIND_ADDRESS", "").strip();
    var seed = environment.getOrDefault("SEED", "").strip();
    var faults = new ArrayList<String>();
    if (!port.isEmpty() && !isPort(port)) {
      faults.add("PORT is not a port number from 0 to " + MAX_PORT + ": " + port);
    }
    if (!address.isEmpty() && !isAddress(address)) {
      faults.add("BIND_ADDRESS is not an address of this machine: " + address);
    }
    if (!seed.isEmpty() && Randomness.parse(seed).isEmpty()) {
      faults.add("SEED is not a whole number: " + seed);
    }
    if (!faults.isEmpty()) throw new UnusableSettings(faults);
    return new SandboxConfig(
        address.isEmpty() ? LOOPBACK : address,
        port.isEmpty() ? USUAL_PORT : Integer.parseInt(port),
        Timing.TELEGRAMS_OWN,
        Randomness.parse(seed).orElse(Randomness.UNFORESEEABLE));
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT;
  }

  private static boolean isAddress(String text) {
    try {
      var address = InetAddress.getByName(text);
      return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
