package dev.starkeeper.bot.webhook;

import dev.starkeeper.model.WebhookUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts to strangers' servers, each time within a limit of time and of what is read. */
final class PostWebhook implements AutoCloseable {
  /**
   * Of the whole call, to the answer's end. The system's look-up of a name cannot be interrupted:
   * one that takes longer ends the call when it ends itself.
   */
  static final Duration LIMIT = Duration.ofSeconds(15);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_READ = 16 * 1024; // of an answer: then its connection is closed
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int UNAVAILABLE = 503;

  /** OkHttp would ask again at once after none at all, and trip over what is no int. */
  private static final Pattern NO_PAUSE = Pattern.compile("0+|[0-9]{10,}");

  /**
   * OkHttp's words of an answer without a body that has one, and of a proxy's where there is none;
   * the status has decided all the same.
   */
  private static final Pattern CONTRADICTION =
      Pattern.compile(
          "(?:HTTP|Received HTTP_PROXY_AUTH) \\(?(20[45]|407)\\)?"
              + " (?:had non-zero Content-Length|code while not using proxy)");

  /** What came of a request. */
  sealed interface Answer {
    /** {@code retryAfter} is the header, as it stands there. */
    record Answered(int status, String body, Optional<String> retryAfter) implements Answer {}

    record Unanswered(String why) implements Answer {}

    /** This process stops. It may or may not have arrived. */
    record Interrupted() implements Answer {}
  }

  /** Finds a name's addresses. */
  @FunctionalInterface
  interface LookUp {
    LookUp SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    List<InetAddress> addresses(String name) throws UnknownHostException;
  }

  private final OkHttpClient http;
  private final Duration limit;

  PostWebhook(boolean allowPrivate, LookUp lookUp, Duration limit) {
    this.limit = limit;
    var builder =
        new OkHttpClient.Builder()
            .dns(lookUp::addresses)
            .proxy(Proxy.NO_PROXY)
            .protocols(List.of(Protocol.HTTP_1_1))
            // One connection for each request: one that was kept may be closed by its server in the
            // moment we use it, and which of the two it was could not be told.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false) // the schedule does that
            .addNetworkInterceptor(PostWebhook::onlyOnce)
            .connectTimeout(CONNECT)
            .readTimeout(limit)
            .writeTimeout(limit)
            .callTimeout(limit);
    if (!allowPrivate) builder.socketFactory(new GuardedSockets());
    http = builder.build();
  }

  private static Response onlyOnce(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    var pause = response.header("Retry-After", "");
    return response.code() == UNAVAILABLE && NO_PAUSE.matcher(pause).matches()
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  Answer post(WebhookUrl url, Map<String, String> headers, String body) {
    Request request;
    try {
      request = request(url, headers, body);
    } catch (IllegalArgumentException e) { // an address that OkHttp reads otherwise than Java
      return new Answer.Unanswered("the url cannot be used");
    }
    var call = http.newCall(request);
    try {
      return answer(call);
    } catch (
        RuntimeException e) { // what OkHttp did not expect of an answer; its socket is open yet
      call.cancel();
      return unusable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      var contradiction = CONTRADICTION.matcher(String.valueOf(e.getMessage()));
      if (contradiction.lookingAt()) {
        return new Answer.Answered(Integer.parseInt(contradiction.group(1)), "", Optional.empty());
      }
      return Thread.currentThread().isInterrupted()
          ? new Answer.Interrupted()
          : new Answer.Unanswered(Words.ofError(why(e)));
    }
  }

  private static Request request(WebhookUrl url, Map<String, String> headers, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8); // as they are signed
    var request = new Request.Builder().url(url.value()).post(RequestBody.create(bytes, JSON));
    headers.forEach(request::header);
    request.header("Connection", "close");
    // Named, so that OkHttp does not unpack what unpacks to gigabytes.
    return request.header("Accept-Encoding", "identity").build();
  }

  private static Answer answer(Call call) throws IOException {
    try (var response = call.execute()) {
      var status = response.code();
      if (status < 100 || status > 999) return unusable("a status of " + status);
      var body = Words.ofBody(beginning(response));
      var retryAfter = Optional.ofNullable(response.header("Retry-After"));
      return new Answer.Answered(status, body, retryAfter);
    }
  }

  private static Answer unusable(String why) {
    return new Answer.Unanswered(Words.ofError("no usable answer: " + why));
  }

  /** The status has decided: a body that breaks off or trickles away changes nothing. */
  private static byte[] beginning(Response response) {
    var read = new byte[MOST_READ];
    var length = 0;
    try {
      var body = response.body().byteStream();
      while (length < MOST_READ) {
        var more = body.read(read, length, MOST_READ - length);
        if (more < 0) break;
        length += more;
      }
    } catch (IOException e) {
      return Arrays.copyOf(read, length);
    }
    return Arrays.copyOf(read, length);
  }

  private String why(IOException e) {
    return switch (e) {
      case GuardedSockets.Refused refused -> String.valueOf(refused.getMessage());
      case UnknownHostException _ -> "the host has no address";
      case InterruptedIOException _ -> "no answer within " + limit.toSeconds() + " s";
      case ConnectException _ -> "cannot connect: " + e.getMessage();
      case SSLException _ -> "TLS: " + e.getMessage();
      default -> "no usable answer: " + e.getMessage();
    };
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
  }
}
