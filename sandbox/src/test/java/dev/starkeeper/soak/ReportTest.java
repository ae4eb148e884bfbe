package dev.starkeeper.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.soak.book.Finding;
import dev.starkeeper.soak.book.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportTest {
  private static final SoakOptions OPTIONS =
      new SoakOptions(Duration.ofSeconds(90), 5, 42, Duration.ofMillis(1_500), Optional.empty());

  @Test
  void tableSaysWhatHappened() {
    var text = report(new Verdict(211, 208, 3, List.of(), List.of(), List.of())).text();

    assertThat(text)
        .contains("./starkeeper soak --minutes 1.5 --rate 5 --kill-every 1.5 --seed 42")
        .containsPattern("purchases tried +231\n")
        .containsPattern("charged +211\n")
        .containsPattern("delivered +208\n")
        .containsPattern("returned +3\n")
        .containsPattern("lost +0\n")
        .containsPattern("doubled +0\n")
        .containsPattern("disagree +0\n")
        .containsPattern("declined +15\n  This invoice is paid already +9\n  no invoice: x +6\n")
        .containsPattern("longest pre-checkout of a charge +4321 ms\n")
        .containsPattern("kills survived +18\n")
        .containsPattern("left out, not in this version +passes\n");
  }

  @Test
  void findingsNameTheirCharges() {
    var lost = List.of(new Finding("stx-1", "no payment row"));
    var doubled = List.of(new Finding("stx-2", "refunded 2 times"));
    var verdict = new Verdict(2, 0, 0, lost, doubled, List.of(new Finding("balance", "5 of 6")));

    assertThat(report(verdict).text())
        .contains("\nlost:\n  stx-1: no payment row\n")
        .contains("\ndoubled:\n  stx-2: refunded 2 times\n")
        .contains("\ndisagree:\n  balance: 5 of 6\n");
    assertThat(report(verdict).markdown()).contains("| lost | 1 |", "stx-1: no payment row");
    assertThat(report(verdict).isGood()).isFalse();
  }

  @Test
  void oneFindingOfAnyKindIsNotGood() {
    var one = List.of(new Finding("stx-1", "x"));

    assertThat(new Verdict(1, 0, 0, one, List.of(), List.of()).isGood()).isFalse();
    assertThat(new Verdict(1, 1, 0, List.of(), one, List.of()).isGood()).isFalse();
    assertThat(new Verdict(1, 1, 0, List.of(), List.of(), one).isGood()).isFalse();
    assertThat(new Verdict(1, 1, 0, List.of(), List.of(), List.of()).isGood()).isTrue();
  }

  private static Report report(Verdict verdict) {
    var declined = Map.of("no invoice: x", 6, "This invoice is paid already. Be calm.", 9);
    return new Report(
        OPTIONS,
        verdict,
        new Ledger.Tally(231, 211, 4, 0, 4_321, declined),
        new Report.Damage(new Havoc.Toll(8, 7, 3, 2, 60), 1, 0, List.of("passes")));
  }
}
