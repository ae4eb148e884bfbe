package dev.starkeeper.doctor;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Environment;
import dev.starkeeper.db.SettingsCheck;
import dev.starkeeper.doctor.Finding.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * {@code ./starkeeper doctor}: ends with 0 if nothing is in trouble, 2 if the settings are, 1 if
 * anything else is.
 */
public final class Main {
  private static final int TROUBLE = 1;
  private static final int BAD_CONFIGURATION = 2;

  private Main() {}

  static void main(String[] arguments) throws InterruptedException {
    // Before anything logs: what the libraries have to say is no part of the report.
    System.setProperty("logback.configurationFile", "dev/starkeeper/doctor/logback.xml");
    var words = List.of(arguments);
    if (!words.isEmpty() && !words.equals(List.of("--json"))) {
      System.err.println("Usage: ./starkeeper doctor [--json]");
      System.exit(BAD_CONFIGURATION);
    }
    var report = examine(System.getenv(), InstantSource.system());
    System.out.print(words.isEmpty() ? report.toText() : report.toJson() + "\n");
    System.out.flush();
    System.exit(status(report));
  }

  static Report examine(Map<String, String> variables, InstantSource clock)
      throws InterruptedException {
    var findings =
        new ArrayList<>(CheckSettings.of(variables, ServiceLoader.load(SettingsCheck.class)));
    try {
      var config = DoctorConfig.from(new Environment(variables));
      findings.addAll(new Examine(config, clock).all());
    } catch (ConfigurationException _) {
      // Told above, as the processes need these settings too.
    }
    return new Report(findings);
  }

  static int status(Report report) {
    var inTrouble =
        report.findings().stream().filter(finding -> finding.level() == Level.TROUBLE).toList();
    if (inTrouble.isEmpty()) return 0;
    return inTrouble.stream().anyMatch(finding -> finding.check().equals(CheckSettings.CHECK))
        ? BAD_CONFIGURATION
        : TROUBLE;
  }
}
