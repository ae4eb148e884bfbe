package dev.starkeeper.doctor;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.doctor.Finding.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What all checks found, for people and for machines. */
record Report(List<Finding> findings) {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  Level worst() {
    return findings.stream().map(Finding::level).max(Comparator.naturalOrder()).orElse(Level.OK);
  }

  String toText() {
    var width = findings.stream().mapToInt(finding -> name(finding).length()).max().orElse(0);
    var text = new StringBuilder();
    for (var finding : findings) {
      text.append(
          "%-7s  %s  %s%n"
              .formatted(word(finding.level()), padded(finding, width), finding.words()));
      if (!finding.advice().isEmpty()) text.append("         → %s%n".formatted(finding.advice()));
    }
    return text.toString();
  }

  private static String padded(Finding finding, int width) {
    return name(finding) + " ".repeat(width - name(finding).length());
  }

  private static String name(Finding finding) {
    return finding.bot().map(bot -> "bot " + bot.value() + " ").orElse("") + finding.check();
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  String toJson() {
    var checks = new JsonArray();
    findings.forEach(finding -> checks.add(json(finding)));
    var report = new JsonObject();
    report.addProperty("status", word(worst()));
    report.add("checks", checks);
    return GSON.toJson(report);
  }

  private static JsonObject json(Finding finding) {
    var json = new JsonObject();
    json.addProperty("status", word(finding.level()));
    finding.bot().ifPresent(bot -> json.addProperty("botId", bot.value()));
    json.addProperty("check", finding.check());
    json.addProperty("finding", finding.words());
    if (!finding.advice().isEmpty()) json.addProperty("advice", finding.advice());
    return json;
  }
}
