package dev.starkeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** The part of {@code docs/performance.md} that a run writes; what stands around it stays. */
final class Report {
  static final String BEGIN = "<!-- bench: begin -->";
  static final String END = "<!-- bench: end -->";

  private Report() {}

  /** Puts the table between the two marks. */
  static void write(Path document, Table table, Machine machine, LocalDate day) throws IOException {
    var text = Files.readString(document);
    var begin = text.indexOf(BEGIN);
    var end = text.indexOf(END);
    if (begin < 0 || end < begin) throw new IOException(document + " has not the two marks");
    var part =
        "\n`./starkeeper bench` on "
            + day
            + ", "
            + machine.text()
            + "\n\n"
            + table.markdown()
            + "\n";
    Files.writeString(
        document, text.substring(0, begin + BEGIN.length()) + part + text.substring(end));
  }
}
