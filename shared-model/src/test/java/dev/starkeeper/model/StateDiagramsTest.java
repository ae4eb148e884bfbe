package dev.starkeeper.model;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/invoice-states.md} against the code; {@code -Dwrite.docs=true} writes it. */
final class StateDiagramsTest {
  private static final Path PAGE = Path.of("../docs/invoice-states.md");

  @Test
  void pageShowsWhatTheCodeAllows() throws IOException {
    if (Boolean.getBoolean("write.docs")) Files.writeString(PAGE, page());

    assertThat(PAGE)
        .as("write it with: mvn -pl shared-model test -Dtest=StateDiagramsTest -Dwrite.docs=true")
        .hasContent(page());
  }

  private static String page() {
    return """
    # States

    Drawn from `InvoiceState.canBecome` and `PaymentStatus.canBecome` by `StateDiagramsTest`, which fails when this page is stale.

    ## An invoice

    Holds and expiry need no timer: an `OPEN` invoice whose time is over counts as `EXPIRED`, and a `CHECKOUT` whose hold has lapsed
    as `OPEN`, before any row says so. A charge that Telegram has made pays an invoice even after it expired or was replaced.

    ```mermaid
    %s
    ```

    ## A payment

    Every charge ends delivered or returned. `UNMATCHED` waits for the merchant; Telegram may return a charge without being asked.

    ```mermaid
    %s
    ```
    """
        .formatted(
            diagram(InvoiceState.values(), InvoiceState::canBecome, EnumSet.of(InvoiceState.OPEN)),
            diagram(
                PaymentStatus.values(),
                PaymentStatus::canBecome,
                EnumSet.of(
                    PaymentStatus.FULFILLED,
                    PaymentStatus.UNMATCHED,
                    PaymentStatus.REFUND_REQUESTED)));
  }

  private static <S extends Enum<S>> String diagram(
      S[] states, BiPredicate<S, S> canBecome, Set<S> first) {
    var begins = first.stream().map(state -> "[*] --> " + state);
    var becomes =
        Arrays.stream(states)
            .flatMap(from ->
                Arrays.stream(states)
                    .filter(to -> canBecome.test(from, to))
                    .map(to -> from + " --> " + to));
    var ends =
        Arrays.stream(states)
            .filter(from -> Arrays.stream(states).noneMatch(to -> canBecome.test(from, to)))
            .map(state -> state + " --> [*]");
    return Stream.of(Stream.of("stateDiagram-v2"), begins, becomes, ends)
        .flatMap(lines -> lines)
        .collect(joining("\n  "));
  }
}
