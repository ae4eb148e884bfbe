package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InvoiceIdTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456789Z");

  @Test
  void payloadComesBackAsTheId() {
    var ids = InvoiceIds.timeOrdered(InstantSource.fixed(NOON));

    for (var id : Stream.generate(ids::next).limit(1000).toList()) {
      assertThat(InvoiceId.ofPayload(id.payload())).contains(id);
      assertThat(id.payload().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(128);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not one of ours",
        "019a3f7c-5ddb-7000-8000-00000000000", // a digit too few
        "019a3f7c-5ddb-7000-8000-0000000000012", // a digit too many
        "019A3F7C-5DDB-7000-8000-000000000001", // in capitals
        "019a3f7c5ddb-7000-8000-0000-00000001", // of the right length, cut elsewhere
        "019a3f7c-5ddb-7000-8000-00000000000g",
        " 19a3f7c-5ddb-7000-8000-000000000001",
        "-19a3f7c-5ddb-7000-8000-000000000001",
        "{19a3f7c-5ddb-7000-8000-00000000001}",
        "1-1-1-1-1",
        "٠19a3f7c-5ddb-7000-8000-000000000001", // an Arabic zero
        "019a3f7c\u20105ddb\u20107000\u20108000\u2010000000000001", // other hyphens
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        "💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥💥",
      })
  void nonsenseNamesNoInvoice(String payload) {
    assertThat(InvoiceId.ofPayload(payload)).isEmpty();
  }

  @Test
  void veryLongPayloadNamesNoInvoice() {
    assertThat(InvoiceId.ofPayload("0".repeat(1_000_000))).isEmpty();
  }

  @Test
  void idIsAUuidOfVersion7() {
    var id = InvoiceIds.timeOrdered(InstantSource.fixed(NOON)).next().value();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2); // RFC 9562
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void laterIdsComeLaterInTheIndex() {
    var now = new AtomicReference<>(NOON);
    var ids = InvoiceIds.timeOrdered(now::get);

    // Milliseconds, and far ones: past 2^47 of them a UUID's first bit is set.
    var texts =
        LongStream.of(0, 1, 2, 1_000, 86_400_000, 1L << 46, 1L << 47)
            .mapToObj(millis -> {
              now.set(NOON.plusMillis(millis));
              return ids.next().payload();
            })
            .toList();

    assertThat(texts).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
  }

  @Test
  void idsOfOneMillisecondDifferInAllTheirRandomBits() {
    var ids = InvoiceIds.timeOrdered(InstantSource.fixed(NOON));
    List<UUID> made = Stream.generate(() -> ids.next().value()).limit(1000).toList();

    assertThat(made).doesNotHaveDuplicates();
    assertThat(bitsThatVary(made.stream().mapToLong(UUID::getMostSignificantBits)))
        .isEqualTo(0xfffL);
    assertThat(bitsThatVary(made.stream().mapToLong(UUID::getLeastSignificantBits)))
        .isEqualTo(0x3fff_ffff_ffff_ffffL);
  }

  private static long bitsThatVary(LongStream values) {
    var all = values.toArray();
    return IntStream.range(1, all.length)
        .mapToLong(i -> all[0] ^ all[i])
        .reduce(0, (a, b) -> a | b);
  }
}
