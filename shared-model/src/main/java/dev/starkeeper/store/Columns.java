package dev.starkeeper.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as columns: the arrays that a statement takes apart again with {@code unnest}. */
final class Columns {
  private Columns() {}

  static <A> String[] texts(List<A> rows, Function<A, @Nullable String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }

  static <A> Long[] longs(List<A> rows, Function<A, @Nullable Long> number) {
    return rows.stream().map(number).toArray(Long[]::new);
  }

  static <A> Integer[] integers(List<A> rows, Function<A, Integer> number) {
    return rows.stream().map(number).toArray(Integer[]::new);
  }

  static <A> UUID[] uuids(List<A> rows, Function<A, UUID> id) {
    return rows.stream().map(id).toArray(UUID[]::new);
  }

  static <A> OffsetDateTime[] times(List<A> rows, Function<A, @Nullable Instant> time) {
    return rows.stream()
        .map(time)
        .map(at -> at == null ? null : at.atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }
}
