package dev.starkeeper.doctor;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Environment;
import dev.starkeeper.db.SettingsCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the processes would start with these settings: every fault at once, no secret shown. */
final class CheckSettings {
  static final String CHECK = "configuration";

  private static final String ADVICE =
      "Set or correct it, or the file that the same name with _FILE names; README.md lists all.";

  private CheckSettings() {}

  static List<Finding> of(
      Map<String, String> variables, Iterable<? extends SettingsCheck> processes) {
    var known = new ArrayList<String>();
    var whose = new LinkedHashMap<String, List<String>>();
    for (var process : processes) {
      known.add(process.process());
      for (var fault : faults(process, variables)) {
        whose.computeIfAbsent(fault, _ -> new ArrayList<>()).add(process.process());
      }
    }
    known.sort(null);
    if (whose.isEmpty()) {
      return List.of(Finding.ok(CHECK, String.join(" and ", known) + " would start with it"));
    }
    return whose.entrySet().stream()
        .map(fault ->
            Finding.trouble(CHECK, fault.getKey() + " (" + sorted(fault.getValue()) + ")", ADVICE))
        .toList();
  }

  private static List<String> faults(SettingsCheck process, Map<String, String> variables) {
    try {
      process.check(new Environment(variables));
      return List.of();
    } catch (ConfigurationException e) {
      return e.faults();
    }
  }

  private static String sorted(Collection<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
