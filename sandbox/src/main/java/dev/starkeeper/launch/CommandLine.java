package dev.starkeeper.launch;

import dev.starkeeper.db.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code --name value} pairs behind a command, as they are being read. */
public final class CommandLine {
  private final Map<String, String> values = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** {@code names} are those that there are. */
  public CommandLine(List<String> words, List<String> names) {
    for (var i = 0; i < words.size(); i += 2) {
      var name = words.get(i);
      if (!names.contains(name)) {
        faults.add("not an option: " + name + " (there are " + String.join(" ", names) + ")");
      } else if (i + 1 == words.size()) {
        faults.add(name + " has no value");
      } else if (values.put(name, words.get(i + 1)) != null) {
        faults.add(name + " is there twice");
      }
    }
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Adds a fault of a value. */
  public void complain(String fault) {
    faults.add(fault);
  }

  /** Throws {@link ConfigurationException} with every fault at once, if there is any. */
  public void check() {
    if (!faults.isEmpty()) throw new ConfigurationException(faults);
  }
}
