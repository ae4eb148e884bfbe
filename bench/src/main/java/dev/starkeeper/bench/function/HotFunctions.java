package dev.starkeeper.bench.function;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.starkeeper.invoice.caller.InitDataVerdict;
import dev.starkeeper.invoice.caller.VerifyInitData;
import dev.starkeeper.invoice.json.StrictJson;
import dev.starkeeper.sandbox.bot.InitData;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.Update;
import dev.starkeeper.telegram.UpdateReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The table shows their names. JMH extends this class, so it is not final. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotFunctions {
  private static final int BATCH = 100; // as getUpdates gives them
  private static final String TOKEN = "7000000042:AAbenchTokenOfFunctions00000000042";
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static final String USER =
      """
      {"id":900000000042,"is_bot":false,"first_name":"Ada","last_name":"Lovelace",\
      "username":"ada_lovelace","language_code":"en","is_premium":true}\
      """;
  private static final String PRE_CHECKOUT =
      """
      {"update_id":%d,"pre_checkout_query":{"id":"4200000000042","from":%s,"currency":"XTR",\
      "total_amount":50,"invoice_payload":"019a3f3e-7c00-7abc-8def-0123456789ab"}}\
      """;
  private static final String PAYMENT =
      """
      {"update_id":%d,"message":{"message_id":42,"from":%s,"chat":{"id":900000000042,\
      "first_name":"Ada","last_name":"Lovelace","username":"ada_lovelace","type":"private"},\
      "date":1793534400,"successful_payment":{"currency":"XTR","total_amount":50,\
      "invoice_payload":"019a3f3e-7c00-7abc-8def-0123456789ab","telegram_payment_charge_id":\
      "stxAbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz","provider_payment_charge_id":\
      "900000000042_0"}}}\
      """;

  // Not final, or the compiler might work with what they hold.
  private VerifyInitData verify = new VerifyInitData(new BotToken(TOKEN), Duration.ofDays(1));
  private String initData = initData();
  private byte[] order = "{\"sku\":\"coins.100\",\"quantity\":3}".getBytes(StandardCharsets.UTF_8);
  private String preCheckouts = batch(PRE_CHECKOUT);
  private String payments = batch(PAYMENT);

  @Benchmark
  public InitDataVerdict verifyInitData() {
    return verify.verify(initData, NOW);
  }

  @Benchmark
  public JsonObject readRequestBody() {
    return StrictJson.object(order);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<Update> readPreCheckoutQuery() {
    return read(preCheckouts);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<Update> readSuccessfulPayment() {
    return read(payments);
  }

  private static List<Update> read(String batch) {
    var updates = new ArrayList<Update>(BATCH);
    for (var json : JsonParser.parseString(batch).getAsJsonArray()) {
      updates.add(UpdateReader.read(json));
    }
    return updates;
  }

  /** With all that today's clients send. */
  private static String initData() {
    var fields =
        Map.of(
            "query_id",
            "AAHbenchAAAAAOdbench1234",
            "user",
            USER,
            "auth_date",
            Long.toString(NOW.getEpochSecond()),
            "chat_type",
            "sender",
            "chat_instance",
            "-4200000000000000042",
            "signature",
            "a".repeat(86));
    return InitData.signed(new TreeMap<>(fields), TOKEN);
  }

  private static String batch(String update) {
    return IntStream.rangeClosed(1, BATCH)
        .mapToObj(id -> update.formatted(id, USER))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
