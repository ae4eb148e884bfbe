package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  @Test
  void aStepHasItsTime() {
    var bytes = new ByteArrayOutputStream();
    var now = new AtomicReference<>(Instant.EPOCH);
    var progress = new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), now::get);

    progress.step("begun");
    now.set(Instant.EPOCH.plusMillis(1_234));
    progress.step("done");
    progress.detail("well");

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("     0 ms  begun\n  1234 ms  done\n           well\n");
  }

  @Test
  void rowsAreShownColumnByColumn() {
    var row = new LinkedHashMap<String, String>();
    row.put("charge_id", "stx1");
    row.put("stars", "250");

    assertThat(Records.table("payment", List.of(row)))
        .isEqualTo(
            """
            payment: 1 row
              charge_id           stx1
              stars               250
            """);
    assertThat(Records.table("payment", List.of())).isEqualTo("payment: 0 rows\n");
  }
}
