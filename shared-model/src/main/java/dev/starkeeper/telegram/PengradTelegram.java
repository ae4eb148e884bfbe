package dev.starkeeper.telegram;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.pengrad.telegrambot.impl.TelegramBotClient;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.request.AnswerPreCheckoutQuery;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.CreateInvoiceLink;
import com.pengrad.telegrambot.request.EditUserStarSubscription;
import com.pengrad.telegrambot.request.RefundStarPayment;
import com.pengrad.telegrambot.response.BaseResponse;
import com.pengrad.telegrambot.response.StringResponse;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** The Bot API through java-telegram-bot-api, with all its shapes of failing folded into one. */
public final class PengradTelegram implements Telegram, AutoCloseable {
  // Asked for each time: Telegram remembers an older list, and one without pre_checkout_query
  // silently ends all sales (facts §2.4).
  private static final String ALLOWED_UPDATES =
      "[\"message\",\"pre_checkout_query\",\"subscription\",\"callback_query\"]";
  private static final int MOST_UPDATES = 100; // getUpdates' own limit

  private static final Duration CONNECT = Duration.ofSeconds(3);
  // A buyer waits ten seconds for this answer, and we may have to send it twice.
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration ORDINARY = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(50); // Telegram's own limit
  private static final Duration POLL = LONGEST_WAIT.plusSeconds(15); // must exceed the wait

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
  private final TelegramBotClient ordinary;
  private final TelegramBotClient answering;
  private final TelegramBotClient polling;

  public PengradTelegram(TelegramConfig config) {
    secret = config.token().value();
    http =
        new OkHttpClient.Builder()
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE.toSeconds(), TimeUnit.SECONDS))
            // HTTP/2 would put every call on one connection; when that dies without a word, a call
            // that times out does not close it, and all later ones would time out with it.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(CONNECT)
            .followRedirects(false)
            .build();
    var url = config.apiUrl() + "/bot" + secret + (config.testEnvironment() ? "/test/" : "/");
    ordinary = client(url, ORDINARY);
    answering = client(url, ANSWER);
    polling = client(url, POLL);
  }

  private TelegramBotClient client(String url, Duration limit) {
    var limited = http.newBuilder().readTimeout(limit).writeTimeout(limit).callTimeout(limit);
    return new TelegramBotClient(limited.build(), GSON, url);
  }

  @Override
  public Me getMe() {
    var me = object(new Call("getMe"));
    if (me.get("id") instanceof JsonPrimitive id
        && id.isNumber()
        && me.get("username") instanceof JsonPrimitive username) {
      return new Me(id.getAsLong(), username.getAsString());
    }
    throw new TelegramException.Unreachable("getMe", "the answer is no bot");
  }

  @Override
  public String webhookUrl() {
    return object(new Call("getWebhookInfo")).get("url") instanceof JsonPrimitive url
        ? url.getAsString()
        : "";
  }

  @Override
  public List<Update> getUpdates(long offset, Duration wait) {
    var request =
        new Call("getUpdates")
            .with("offset", offset)
            .with("limit", MOST_UPDATES)
            .with("timeout", wait.toSeconds())
            .with("allowed_updates", ALLOWED_UPDATES);
    var updates = json(polling, request);
    if (!updates.isJsonArray()) {
      throw new TelegramException.Unreachable("getUpdates", "the answer is not a list");
    }
    return StreamSupport.stream(updates.getAsJsonArray().spliterator(), false)
        .map(UpdateReader::read)
        .toList();
  }

  @Override
  public String createInvoiceLink(InvoiceId id, Offer offer, Item item) {
    var price = new LabeledPrice(offer.title(), item.stars().amount());
    var request =
        new CreateInvoiceLink(
            offer.title(), offer.description(), id.payload(), Stars.CURRENCY, price);
    if (!offer.photo().isNone()) request.photoUrl(offer.photo().value());
    if (item.good() instanceof Good.Subscription) {
      request.subscriptionPeriod((int) Recurrence.MONTH.toSeconds());
    }
    var link = result(ordinary, request);
    if (link.startsWith("https://")) return link;
    throw new TelegramException.Unreachable("createInvoiceLink", "the answer is not a link");
  }

  @Override
  public void approvePreCheckoutQuery(String queryId) {
    call(answering, new AnswerPreCheckoutQuery(queryId));
  }

  @Override
  public void declinePreCheckoutQuery(String queryId, String message) {
    call(answering, new AnswerPreCheckoutQuery(queryId, message));
  }

  @Override
  public void sendMessage(TelegramUserId chat, String text) {
    call(ordinary, new Call("sendMessage").with("chat_id", chat.value()).with("text", text));
  }

  @Override
  public void refundStarPayment(TelegramUserId payer, ChargeId charge) {
    call(ordinary, new RefundStarPayment(payer.value(), charge.value()));
  }

  @Override
  public void editUserStarSubscription(
      TelegramUserId buyer, ChargeId firstCharge, boolean canceled) {
    call(ordinary, new EditUserStarSubscription(buyer.value(), firstCharge.value(), canceled));
  }

  private JsonObject object(Call request) {
    if (json(ordinary, request) instanceof JsonObject object) return object;
    throw new TelegramException.Unreachable(request.getMethod(), "the answer is not an object");
  }

  private JsonElement json(TelegramBotClient client, Call request) {
    try {
      return JsonParser.parseString(result(client, request));
    } catch (JsonParseException e) {
      throw new TelegramException.Unreachable(request.getMethod(), "the answer is not JSON");
    }
  }

  private <T extends BaseRequest<T, StringResponse>> String result(
      TelegramBotClient client, BaseRequest<T, StringResponse> request) {
    var result = call(client, request).result();
    if (result != null) return result;
    throw new TelegramException.Unreachable(request.getMethod(), "the answer has no result");
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> R call(
      TelegramBotClient client, BaseRequest<T, R> request) {
    var method = request.getMethod();
    var response = send(client, request);
    if (response == null) throw new TelegramException.Unreachable(method, "an empty answer");
    if (response.isOk()) return response;
    throw refusal(method, response);
  }

  private <T extends BaseRequest<T, R>, R extends BaseResponse> @Nullable R send(
      TelegramBotClient client, BaseRequest<T, R> request) {
    try {
      return client.send(request);
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
  private String withoutSecret(@Nullable Object words) {
    return String.valueOf(words).replace(secret, "…");
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** A request whose answer is wanted as it came. */
  private static final class Call extends BaseRequest<Call, StringResponse> {
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
