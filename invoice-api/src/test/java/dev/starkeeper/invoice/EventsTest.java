package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.EventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads the log from where he was misses nothing, and knows at once. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class EventsTest {
  private static final int WRITERS = 8;
  private static final int EACH = 50;

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void logIsReadPageByPage() {
    append(1, 2, 3);

    var first = events("?limit=2");
    var second = events("?limit=2&after=" + first.get("next"));
    var nothing = events("?after=" + second.get("next"));

    assertThat(ids(first)).containsExactly(1L, 2L);
    assertThat(ids(second)).containsExactly(3L);
    assertThat(nothing.text()).isEqualTo("{\"events\":[],\"next\":3}");
    assertThat(first.json().getAsJsonArray("events").get(0).toString())
        .isEqualTo(
            "{\"id\":1,\"type\":\"credits.changed\",\"occurredAt\":\"2026-03-01T12:00:00Z\","
                + "\"data\":{\"customerId\":1,\"unit\":\"coins\",\"amount\":5,"
                + "\"chargeId\":\"charge-1\"}}");
  }

  @Test
  void waitingReaderKnowsAtOnce() throws Exception {
    var waiting = CompletableFuture.supplyAsync(() -> events("?wait=30"));
    var other = CompletableFuture.supplyAsync(() -> events("?wait=30&after=1"));
    api.untilReading(2);

    append(7);
    assertThat(ids(waiting.get())).containsExactly(1L);
    assertThat(other).isNotDone();
    append(8);

    assertThat(ids(other.get())).containsExactly(2L);
  }

  @Test
  void waitOverIsAnEmptyPage() {
    assertThat(events("?wait=1&after=9").text()).isEqualTo("{\"events\":[],\"next\":9}");
  }

  @Test
  void stoppingAnswersThoseWhoWait() throws Exception {
    var waiting = CompletableFuture.supplyAsync(() -> events("?wait=30"));
    api.untilReading(1);

    api.stop();

    assertThat(ids(waiting.get())).isEmpty();
  }

  /** Two processes read what eight writers commit in whatever sequence they come to it. */
  @Test
  void readersMissNothingUnderConcurrentWriters() throws Exception {
    try (var beside = api.another();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers =
          List.of(api, beside).stream().map(one -> threads.submit(() -> all(one))).toList();
      var writers =
          IntStream.range(0, WRITERS)
              .<Callable<Boolean>>mapToObj(_ ->
                  () -> {
                    for (var n = 0; n < EACH; n++) append(n % 3 == 0 ? new long[] {1, 2} : one());
                    return true;
                  })
              .toList();
      for (var writer : threads.invokeAll(writers)) assertThat(writer.get()).isTrue();
      append(-1); // the last

      var written = api.count("select count(*) from event");
      for (Future<List<Long>> reader : readers) {
        assertThat(reader.get())
            .containsExactlyElementsOf(LongStream.rangeClosed(1, written).boxed().toList());
      }
    }
  }

  private static long[] one() {
    return new long[] {1};
  }

  /** From the beginning to the event that is the last, waiting where there is no more. */
  private static List<Long> all(RunningApi of) {
    var seen = new ArrayList<Long>();
    var after = 0L;
    while (true) {
      var page = of.send(of.asServer("/v1/events?limit=7&wait=5&after=" + after)).isStatus(200);
      seen.addAll(ids(page));
      if (page.text().contains("\"amount\":-5")) return seen;
      after = page.json().get("next").getAsLong();
    }
  }

  @Test
  void logIsForServersAlone() {
    api.send(api.asBuyer("/v1/events")).isProblem(403, "forbidden");
    api.send(api.asNobody("/v1/events")).isProblem(401, "missing_credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=x", "after=-1", "limit=0", "limit=101", "wait=31", "wait=-1"})
  void badParametersAreRefused(String query) {
    api.send(api.asServer("/v1/events?" + query)).isProblem(400, "invalid_request");
  }

  private Answer events(String query) {
    return api.send(api.asServer("/v1/events" + query)).isStatus(200);
  }

  private static List<Long> ids(Answer page) {
    return page.json().getAsJsonArray("events").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(event -> event.get("id").getAsLong())
        .toList();
  }

  /** In one transaction, for these customers; of one below zero credits are taken. */
  private void append(long... customers) {
    var events =
        LongStream.of(customers)
            .<Event>mapToObj(customer ->
                new Event.OfCredits(
                    new TelegramUserId(customer < 0 ? BUYER : customer),
                    new CreditUnit("coins"),
                    customer < 0 ? -5 : 5,
                    new Cause.OfCharge(new ChargeId("charge-1")),
                    RunningApi.NOON))
            .toList();
    api.database.database().inTransactionDo(tx -> EventStore.append(tx, RunningApi.BOT, events));
  }
}
