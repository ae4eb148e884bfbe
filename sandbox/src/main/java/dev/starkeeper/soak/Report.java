package dev.starkeeper.soak;

import dev.starkeeper.soak.book.Finding;
import dev.starkeeper.soak.book.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The end of a soak, for people. */
record Report(SoakOptions options, Verdict verdict, Ledger.Tally tally, Damage damage) {
  private static final int MOST_FINDINGS = 100; // of each kind; they are all of one cause anyway

  /**
   * What was done to it, and what it could not be asked.
   *
   * @param diedByThemselves processes that ended without being killed
   */
  record Damage(Havoc.Toll toll, int diedByThemselves, int receiptsOwed, List<String> leftOut) {}

  private record Row(String what, String value) {}

  private static final String DEFINITIONS =
      """
      charged    charges in Telegram's books
      delivered  charges whose payment is FULFILLED here and gave what was ordered, once
      returned   charges refunded at Telegram and REFUNDED here, of which nothing is left
      lost       charged, and neither delivered nor returned
      doubled    an invoice with two kept charges; a charge recorded, given or refunded twice
      disagree   Telegram's balance, our tables and what buyers saw differ in anything else,
                 or something is left unsettled
      declined   attempts that were refused, and why; a purchase may be tried several times
      kills      SIGKILLs, after each of which the process was started again
      """;

  boolean isGood() {
    return verdict.isGood();
  }

  String text() {
    var text = new StringBuilder("\n").append(command()).append("\n\n");
    for (var row : rows()) {
      text.append(String.format(Locale.ROOT, "%-42s  %s%n", row.what(), row.value()));
    }
    text.append('\n').append(DEFINITIONS);
    findings("lost", verdict.lost(), text);
    findings("doubled", verdict.doubled(), text);
    findings("disagree", verdict.disagreements(), text);
    return text.toString();
  }

  String markdown() {
    var text = new StringBuilder("`").append(command()).append("`\n\n| | |\n|---|---|\n");
    for (var row : rows()) {
      var what = row.what().strip().replace("|", "\\|");
      text.append(
          "| %s%s | %s |\n".formatted(row.what().startsWith(" ") ? "– " : "", what, row.value()));
    }
    text.append("\n```\n").append(DEFINITIONS);
    findings("lost", verdict.lost(), text);
    findings("doubled", verdict.doubled(), text);
    findings("disagree", verdict.disagreements(), text);
    return text.append("```\n").toString();
  }

  private String command() {
    return String.format(
        Locale.ROOT,
        "./starkeeper soak --minutes %s --rate %s --kill-every %s --seed %d",
        plain(options.length().toMillis() / 60_000.0),
        plain(options.rate()),
        plain(options.killEvery().toMillis() / 1000.0),
        options.seed());
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private List<Row> rows() {
    var rows = new ArrayList<Row>();
    rows.add(row("purchases tried", tally.tried()));
    rows.add(row("charged", verdict.charged()));
    rows.add(row("delivered", verdict.delivered()));
    rows.add(row("returned", verdict.returned()));
    rows.add(row("lost", verdict.lost().size()));
    rows.add(row("doubled", verdict.doubled().size()));
    rows.add(row("disagree", verdict.disagreements().size()));
    rows.add(row("declined", tally.declines()));
    tally.declined().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(reason -> rows.add(row("  " + firstSentence(reason.getKey()), reason.getValue())));
    rows.add(row("closed the payment sheet", tally.cancelled()));
    rows.add(row("never told `paid` while waiting", tally.neverToldPaid()));
    rows.add(new Row("longest pre-checkout of a charge", tally.longestPreCheckoutMillis() + " ms"));
    addDamage(rows);
    return rows;
  }

  private void addDamage(List<Row> rows) {
    var toll = damage.toll();
    rows.add(row("kills survived", toll.kills()));
    rows.add(row("  of invoice-api", toll.apis()));
    rows.add(row("  of bot-worker", toll.workers()));
    rows.add(row("  of PostgreSQL", toll.databaseKills()));
    rows.add(row("restarts of PostgreSQL", toll.databaseRestarts()));
    rows.add(row("processes that ended by themselves", damage.diedByThemselves()));
    rows.add(row("seconds with new faults at Telegram", toll.faultPlans()));
    rows.add(row("receipts not sent yet", damage.receiptsOwed()));
    if (!damage.leftOut().isEmpty()) {
      rows.add(new Row("left out, not in this version", String.join(", ", damage.leftOut())));
    }
  }

  private static Row row(String what, int count) {
    return new Row(what, Integer.toString(count));
  }

  private static String firstSentence(String text) {
    var dot = text.indexOf(". ");
    return dot < 0 ? text : text.substring(0, dot);
  }

  private static void findings(String kind, List<Finding> findings, StringBuilder text) {
    if (findings.isEmpty()) return;
    text.append('\n').append(kind).append(":\n");
    findings.stream()
        .limit(MOST_FINDINGS)
        .forEach(finding -> text.append("  ").append(finding).append('\n'));
    if (findings.size() > MOST_FINDINGS) {
      text.append("  and ").append(findings.size() - MOST_FINDINGS).append(" more\n");
    }
  }
}
