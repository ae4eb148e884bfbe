package dev.starkeeper.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A sandbox on a free port, with a clock that stands still until it is moved. */
final class RunningSandbox implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final AtomicLong lastBotId = new AtomicLong(7_000_000);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SandboxServer server;

  private RunningSandbox(SandboxConfig config) {
    try {
      server = SandboxServer.start(config, now::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RunningSandbox start() {
    return start(SandboxConfig.atAnyPort().withoutPollPacing());
  }

  static RunningSandbox start(SandboxConfig config) {
    return new RunningSandbox(config);
  }

  TestBot newBot() {
    return bot(lastBotId.incrementAndGet() + ":AA" + "x".repeat(33));
  }

  TestBot bot(String token) {
    return new TestBot(http, server.url(), token);
  }

  void advance(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  @Override
  public void close() {
    server.close();
    http.close();
  }
}
