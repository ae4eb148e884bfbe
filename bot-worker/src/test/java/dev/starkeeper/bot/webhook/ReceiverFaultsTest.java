package dev.starkeeper.bot.webhook;

import static dev.starkeeper.bot.webhook.Receiver.status;
import static dev.starkeeper.bot.webhook.Receiver.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.starkeeper.bot.webhook.Receiver.Behaviour;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that receivers do wrong: told on the delivery, tried again, and never longer than a limit.
 */
final class ReceiverFaultsTest {
  private static final Merchant MERCHANT = new Merchant();

  private final Merchant merchant = MERCHANT;
  private final Receiver receiver = merchant.receiver();

  @AfterEach
  void forget() {
    merchant.forget();
  }

  @AfterAll
  static void close() {
    MERCHANT.close();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        failure("500", status("500 Oh"), "500 not a 2xx status ok"),
        failure("404", status("404 Not Found"), "404 not a 2xx status ok"),
        failure("300", status("300 Choices"), "300 redirects are not followed ok"),
        failure("503", status("503 Busy\r\nretry-after: 0"), "503 not a 2xx status ok"),
        failure("503, 00", status("503 Busy\r\nretry-after: 00"), "503 not a 2xx status ok"),
        failure(
            "503, no int", status("503 X\r\nretry-after: 3000000000"), "503 not a 2xx status ok"),
        failure("407", status("407 Proxy"), "407 not a 2xx status"),
        failure("000", status("000 None"), "no usable answer: .*"),
        failure("099", status("099 Low"), "no usable answer: a status of 99"),
        failure("+12", status("+12 Plus"), "no usable answer: a status of 12"),
        failure("-12", status("-12 Minus"), "no usable answer: .*"),
        failure("negative length", (_, out) -> negativeLength(out), "no usable answer: .*"),
        failure("408", status("408 Slow"), "408 not a 2xx status ok"),
        failure("401", status("401 Who\r\nwww-authenticate: Basic"), "401 not a 2xx status ok"),
        failure("says nothing", (_, _) -> awhile(), "no answer within 0 s"),
        failure("closes at once", (_, _) -> {}, "no usable answer: .*"),
        failure("garbage", (_, out) -> write(out, "220 mail.example ESMTP\r\n"), "no usable .*"),
        failure("half a head", (_, out) -> write(out, "HTTP/1.1 200 OK\r\nx: "), "no usable .*"),
        failure("slow head", (_, out) -> headThatTrickles(out), "no answer within 0 s"),
        failure("endless head", (_, out) -> endlessHead(out), "no usable answer: .*"),
        failure("trickles", (_, out) -> bodyThatTrickles(out, 500), "500 not a 2xx status x+"),
        failure("endless", (_, out) -> endlessBody(out, 500), "500 not a 2xx status x{1024}"),
        failure("bad UTF-8", (_, out) -> badText(out, 500), "500 not a 2xx status .{1,400}"),
        failure(
            "NULs",
            (_, out) -> write(out, "HTTP/1.1 500 X\r\n\r\n\0a\33[2J"),
            "500 not a 2xx status  a \\[2J"));
  }

  private static Arguments failure(String name, Behaviour behaviour, String words) {
    return arguments(name, behaviour, words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void failureIsToldAndTriedAgain(String name, Behaviour behaviour, String words) {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);
    receiver.behaviour = behaviour;

    var next = merchant.run(hook).orElseThrow();

    assertThat(receiver.received).as(name).hasSize(1);
    assertThat(attempt()).matches("(?s)" + words);
    assertThat(next)
        .isBetween(merchant.now.get().plusMillis(4_400), merchant.now.get().plusMillis(5_600));
    receiver.behaviour = status("200 OK");
    assertThat(merchant.runAt(hook, next)).isEmpty();
    assertThat(merchant.row("select state from webhook_delivery")).isEqualTo("DELIVERED");
  }

  static Stream<Arguments> successes() {
    return Stream.of(
        failure(
            "breaks off",
            (_, out) -> write(out, "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf"),
            "200 "),
        failure("trickles", (_, out) -> bodyThatTrickles(out, 200), "200 "),
        failure("endless", (_, out) -> endlessBody(out, 200), "200 "),
        failure("bomb", (_, out) -> gzipBomb(out), "200 "),
        failure("bad UTF-8", (_, out) -> badText(out, 200), "200 "),
        failure("no content with some", status("204 No Content"), "204 "),
        failure("no body", (_, out) -> write(out, "HTTP/1.1 204 None\r\n\r\n"), "204 "));
  }

  /** The status has decided; of what is taken no words are kept. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("successes")
  void whatFollowsA2xxStatusMakesNoDifference(String name, Behaviour behaviour, String words) {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);
    receiver.behaviour = behaviour;

    assertThat(merchant.run(hook)).as(name).isEmpty();

    assertThat(merchant.row("select state from webhook_delivery")).isEqualTo("DELIVERED");
    assertThat(merchant.row("select status || ' ' || answer from webhook_attempt"))
        .matches("(?s)" + words);
  }

  @Test
  void redirectIsNotFollowedEvenWherePrivateAddressesAreAllowed() {
    var inside = merchant.receiver();
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);
    receiver.behaviour = status("307 There\r\nlocation: " + inside.url());

    merchant.run(hook);

    assertThat(inside.received).isEmpty();
    assertThat(attempt()).isEqualTo("307 redirects are not followed ok");
  }

  @Test
  void nobodyListensAndNobodyHasTheName() {
    receiver.close();
    var closed = merchant.endpoint(receiver.url());
    var nowhere = merchant.endpoint("https://nowhere.invalid/hook");
    merchant.happens(1);

    merchant.run(closed);
    assertThat(attempt()).startsWith("cannot connect: ");
    merchant.run(nowhere);
    assertThat(merchant.rows("select error from webhook_attempt order by error"))
        .last()
        .isEqualTo("the host has no address");
  }

  @Test
  void httpWhereHttpsIsExpectedIsNoAnswer() {
    var hook = merchant.endpoint(receiver.url().replace("http:", "https:"));
    merchant.happens(1);

    assertThat(merchant.run(hook)).isPresent();

    assertThat(attempt()).matches("TLS: .*|no usable answer: .*|no answer within 0 s");
  }

  @ParameterizedTest
  @CsvSource({
    "429, 3600, 3600, 3600", // longer than five seconds: his wish
    "503, 120, 120, 120",
    "429, 1, 4, 6", // shorter: ours
    "503, 99999999, 86400, 86400", // a day at most
    "500, 3600, 4, 6", // not his to say
    "429, soon, 4, 6",
    "429, -5, 4, 6",
    "429, 'Wed, 21 Oct 2015 07:28:00 GMT', 4, 6", // long ago
    "429, 'Wed, 21 Oct 2099 07:28:00 GMT', 86400, 86400"
  })
  void receiverSaysWhenHeWantsToBeAskedAgain(int code, String retryAfter, long least, long most) {
    var hook = merchant.endpoint(receiver.url());
    merchant.happens(1);
    receiver.behaviour = status(code + " Later\r\nretry-after: " + retryAfter);

    var next = merchant.run(hook).orElseThrow();

    assertThat(Duration.between(merchant.now.get(), next).toMillis())
        .isBetween(least * 1_000, most * 1_000);
  }

  private String attempt() {
    return merchant.row(
        "select concat_ws(' ', status, error, nullif(answer, '')) from webhook_attempt");
  }

  /** Longer than any limit here; ends when the connection does, or the test's JVM. */
  private static void awhile() throws InterruptedException {
    assertThat(new CountDownLatch(1).await(3, TimeUnit.SECONDS)).isFalse();
  }

  private static void headThatTrickles(OutputStream out) throws IOException, InterruptedException {
    write(out, "HTTP/1.1 200 OK\r\n");
    trickle(out, "x: y\r\n");
  }

  private static void bodyThatTrickles(OutputStream out, int status)
      throws IOException, InterruptedException {
    write(out, "HTTP/1.1 " + status + " X\r\ncontent-length: 5000\r\n\r\n");
    trickle(out, "x");
  }

  private static void trickle(OutputStream out, String drop)
      throws IOException, InterruptedException {
    for (var i = 0; i < 50; i++) {
      write(out, drop);
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void negativeLength(OutputStream out) throws IOException {
    write(out, "HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n");
  }

  private static void endlessHead(OutputStream out) throws IOException {
    write(out, "HTTP/1.1 200 OK\r\n");
    while (true) write(out, "x: " + "y".repeat(8_000) + "\r\n");
  }

  private static void endlessBody(OutputStream out, int status) throws IOException {
    write(out, "HTTP/1.1 " + status + " X\r\n\r\n");
    while (true) write(out, "x".repeat(8_000));
  }

  private static void gzipBomb(OutputStream out) throws IOException {
    write(out, "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n");
    try (var zipped = new GZIPOutputStream(out)) {
      for (var i = 0; i < 10_000; i++) zipped.write(new byte[100_000]);
    }
  }

  private static void badText(OutputStream out, int status) throws IOException {
    write(out, "HTTP/1.1 " + status + " X\r\n\r\n");
    var bytes = new byte[2_000];
    Arrays.fill(bytes, (byte) 0xff);
    out.write("é".getBytes(StandardCharsets.UTF_8));
    out.write(bytes);
  }
}
