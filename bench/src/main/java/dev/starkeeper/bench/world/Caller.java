package dev.starkeeper.bench.world;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** The crowd's clients, each with a connection that stays open. */
public final class Caller {
  private static final int CONNECTIONS = 4_096;
  private static final int WAITING = 100_000;

  private final Context context;
  private final HttpClient client;

  Caller(Vertx vertx) {
    context = vertx.getOrCreateContext();
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAliveTimeout(600),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
  }

  /** The event loop of the crowd: whatever is to call, calls from there. */
  Context context() {
    return context;
  }

  /** What an API is asked; {@code authorization} is empty for none. */
  public record Call(HttpMethod method, int port, String path, String authorization, String body) {}

  /** Fails if the status is not a good one. */
  public Future<Buffer> call(Call call) {
    if (context.equals(Vertx.currentContext())) return send(call);
    // Elsewhere the answer might be there, and gone, before anybody asked for its body.
    var promise = Promise.<Buffer>promise();
    context.runOnContext(_ -> send(call).onComplete(promise));
    return promise.future();
  }

  private Future<Buffer> send(Call call) {
    var options =
        new RequestOptions()
            .setMethod(call.method)
            .setHost("127.0.0.1")
            .setPort(call.port)
            .setURI(call.path)
            .putHeader("Content-Type", "application/json");
    if (!call.authorization.isEmpty()) options.putHeader("Authorization", call.authorization);
    return client
        .request(options)
        .compose(request -> request.send(call.body))
        .compose(response ->
            response
                .body()
                .compose(body ->
                    response.statusCode() < 300
                        ? Future.succeededFuture(body)
                        : Future.failedFuture(response.statusCode() + " " + body)));
  }
}
