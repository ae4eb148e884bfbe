package dev.starkeeper.telegram;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.pengrad.telegrambot.impl.TelegramBotClient;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.response.BaseResponse;
import com.pengrad.telegrambot.response.StringResponse;
import dev.starkeeper.trace.Traces;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** Calls methods of the Bot API, each within a limit of time, and folds all failing into one. */
final class BotApiCalls implements AutoCloseable {
  /** How long an answer may take. */
  enum Limit {
    ORDINARY(Duration.ofSeconds(10)),
    /** A buyer waits ten seconds for this answer, and we may have to send it twice. */
    ANSWER(Duration.ofSeconds(3)),
    /** Telegram's own limit of a wait is 50 seconds: this must exceed it. */
    POLL(Duration.ofSeconds(65));

    private final Duration time;

    Limit(Duration time) {
      this.time = time;
    }
  }

  private static final Duration CONNECT = Duration.ofSeconds(3);

  // OkHttp's default of 5 closes most connections of a busy API after each call.
  private static final int IDLE_CONNECTIONS = 256;
  private static final Duration IDLE = Duration.ofMinutes(1);

  /** A text field takes any JSON as its text, so that each update can be read on its own. */
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(
              String.class,
              (JsonDeserializer<String>)
                  (json, _, _) -> json.isJsonPrimitive() ? json.getAsString() : json.toString())
          .create();

  private final String secret;
  private final OkHttpClient http;
  private final Map<Limit, TelegramBotClient> clients = new EnumMap<>(Limit.class);

  /** {@code around} is called around each call. */
  BotApiCalls(TelegramConfig config, Interceptor... around) {
    secret = config.token().value();
    var builder =
        builder(config.apiUrl())
            .dispatcher(new Dispatcher())
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
            // HTTP/2 would put every call on one connection; when that dies without a word, a call
            // that times out does not close it, and all later ones would time out with it.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(CONNECT)
            .followRedirects(false);
    for (var one : around) builder.addInterceptor(one);
    http = builder.build();
    var url = config.apiUrl() + "/bot" + secret + (config.testEnvironment() ? "/test/" : "/");
    for (var limit : Limit.values()) clients.put(limit, client(url, limit.time));
  }

  private static OkHttpClient.Builder builder(String url) {
    return url.startsWith("http://")
        ? new OkHttpClient.Builder().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
        : Tls.CLIENT.newBuilder();
  }

  /** Reads the trust store once for all bots, and never for a Bot API server without TLS. */
  private static final class Tls {
    private static final OkHttpClient CLIENT = new OkHttpClient();
  }

  private TelegramBotClient client(String url, Duration limit) {
    var limited = http.newBuilder().readTimeout(limit).writeTimeout(limit).callTimeout(limit);
    return new TelegramBotClient(limited.build(), GSON, url);
  }

  private TelegramBotClient client(Limit limit) {
    var client = clients.get(limit);
    if (client == null) throw new IllegalStateException("no client for " + limit);
    return client;
  }

  /** The answer is an object. */
  JsonObject object(Call request) {
    if (json(Limit.ORDINARY, request) instanceof JsonObject object) return object;
    throw new TelegramException.Unreachable(request.getMethod(), "the answer is not an object");
  }

  JsonElement json(Limit limit, Call request) {
    try {
      return JsonParser.parseString(result(limit, request));
    } catch (JsonParseException e) {
      throw new TelegramException.Unreachable(request.getMethod(), "the answer is not JSON");
    }
  }

  <T extends BaseRequest<T, StringResponse>> String result(
      Limit limit, BaseRequest<T, StringResponse> request) {
    var result = call(limit, request).result();
    if (result != null) return result;
    throw new TelegramException.Unreachable(request.getMethod(), "the answer has no result");
  }

  <T extends BaseRequest<T, R>, R extends BaseResponse> R call(
      Limit limit, BaseRequest<T, R> request) {
    if (limit == Limit.POLL) return answer(limit, request); // to wait for news is no work
    return Traces.outgoing(request.getMethod()).during(() -> answer(limit, request));
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> R answer(
      Limit limit, BaseRequest<T, R> request) {
    var method = request.getMethod();
    var response = send(limit, request);
    if (response == null) throw new TelegramException.Unreachable(method, "an empty answer");
    if (response.isOk()) return response;
    throw refusal(method, response);
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> @Nullable R send(
      Limit limit, BaseRequest<T, R> request) {
    try {
      return client(limit).send(request);
    } catch (JsonParseException e) {
      throw new TelegramException.Unreachable(request.getMethod(), "the answer is not JSON");
    } catch (RuntimeException e) { // pengrad wraps an IOException in nothing more special
      var cause = e.getCause() == null ? e : e.getCause();
      throw new TelegramException.Unreachable(request.getMethod(), withoutSecret(cause));
    }
  }

  /** A server at fault may have done it or not; a code below 500 is a real answer. */
  private TelegramException refusal(String method, BaseResponse response) {
    var parameters = response.parameters();
    var retryAfter = parameters == null ? null : parameters.retryAfter();
    if (response.errorCode() == 429) {
      return new TelegramException.TooManyRequests(
          method, Duration.ofSeconds(retryAfter == null ? 1 : Math.max(1, retryAfter)));
    }
    var words = withoutSecret(response.description());
    return response.errorCode() >= 400 && response.errorCode() < 500
        ? new TelegramException.Refused(method, response.errorCode(), words)
        : new TelegramException.Unreachable(method, response.errorCode() + " " + words);
  }

  /** What others say of a call may repeat its URL, and with it the token. */
  String withoutSecret(@Nullable Object words) {
    return String.valueOf(words).replace(secret, "…");
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** A request whose answer is wanted as it came. */
  static final class Call extends BaseRequest<Call, StringResponse> {
    private final String method;

    Call(String method) {
      super(StringResponse.class);
      this.method = method;
    }

    Call with(String name, Object value) {
      return add(name, value);
    }

    @Override
    public String getMethod() {
      return method;
    }
  }
}
