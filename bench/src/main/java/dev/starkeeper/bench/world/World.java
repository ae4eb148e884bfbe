package dev.starkeeper.bench.world;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The stand-in and the crowd. */
public final class World implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Vertx vertx;
  private final StandIn.Listening listening;
  private final Caller caller;
  private final Crowd crowd;

  private World(Vertx vertx, StandIn.Listening listening, Caller caller) {
    this.vertx = vertx;
    this.listening = listening;
    this.caller = caller;
    this.crowd = new Crowd(caller);
  }

  public static World start() {
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    return new World(vertx, await(StandIn.start(vertx)), new Caller(vertx));
  }

  public StandIn telegram() {
    return listening.standIn();
  }

  public String telegramUrl() {
    return "http://127.0.0.1:" + telegramPort();
  }

  public int telegramPort() {
    return listening.server().actualPort();
  }

  public Caller caller() {
    return caller;
  }

  public Crowd crowd() {
    return crowd;
  }

  /** What was promised. */
  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a part of the bench failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
