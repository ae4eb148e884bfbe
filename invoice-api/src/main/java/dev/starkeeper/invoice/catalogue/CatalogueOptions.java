package dev.starkeeper.invoice.catalogue;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the command line and the environment ask for. */
record CatalogueOptions(Task task, CatalogueApi.Place api) {
  private static final Set<String> SWITCHES =
      Set.of("--yes", "--dry-run", "--withdraw-missing", "--set-stock");
  private static final String USAGE =
      "use: catalog show [--api URL] or catalog apply FILE [--api URL] [--dry-run]"
          + " [--withdraw-missing] [--set-stock] [--yes]";
  private static final URI OWN = URI.create("http://127.0.0.1:8080");

  /** What becomes of the pieces left of a product that exists. */
  enum Stock {
    /** What is sold stays sold, whatever the file says. */
    KEPT,
    /** They are what the file says. */
    SET
  }

  sealed interface Task {
    record Show() implements Task {}

    /**
     * Makes the catalogue what a file says.
     *
     * @param ask whether a person is asked before anything is changed
     * @param change whether anything is changed at all
     */
    record Apply(Path file, boolean ask, boolean change, boolean withdrawMissing, Stock stock)
        implements Task {}
  }

  /**
   * The key comes from the environment alone: a command line is seen by everybody on the machine.
   *
   * @throws ConfigurationException with every fault at once
   */
  static CatalogueOptions parse(List<String> words, Map<String, String> variables) {
    var faults = new ArrayList<String>();
    var switches = new ArrayList<String>();
    var others = new ArrayList<String>();
    Optional<String> named = Optional.empty();
    var rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      var word = rest.remove();
      if (word.equals("--api")) {
        named = Optional.of(rest.isEmpty() ? "" : rest.remove());
      } else if (SWITCHES.contains(word)) {
        switches.add(word);
      } else if (word.startsWith("--")) {
        var name = word.split("=", 2)[0]; // what was meant as its value may be a secret
        faults.add("not an option: " + name + "; " + USAGE);
      } else {
        others.add(word);
      }
    }
    var task = task(others, switches, faults);
    var environment = new Environment(variables);
    var key = environment.required("STARKEEPER_API_KEY", CatalogueOptions::key);
    var set = environment.optional("STARKEEPER_API", CatalogueOptions::address, OWN);
    faults.forEach(environment::complain);
    named.ifPresent(text -> check(text, environment));
    environment.check();
    var address = named.map(CatalogueOptions::address).orElseGet(set);
    return new CatalogueOptions(task.orElseThrow(), new CatalogueApi.Place(address, key.get()));
  }

  private static Optional<Task> task(
      List<String> words, List<String> switches, List<String> faults) {
    if (words.equals(List.of("show")) && switches.isEmpty()) return Optional.of(new Task.Show());
    if (words.size() == 2 && words.getFirst().equals("apply")) {
      var change = !switches.contains("--dry-run");
      var ask = change && !switches.contains("--yes");
      var withdraw = switches.contains("--withdraw-missing");
      var stock = switches.contains("--set-stock") ? Stock.SET : Stock.KEPT;
      return Optional.of(new Task.Apply(Path.of(words.getLast()), ask, change, withdraw, stock));
    }
    if (faults.isEmpty()) faults.add(USAGE);
    return Optional.empty();
  }

  private static void check(String text, Environment environment) {
    try {
      address(text);
    } catch (IllegalArgumentException e) {
      environment.complain("--api: " + e.getMessage());
    }
  }

  /** Its fault never tells the text: there may be a password in it. */
  private static URI address(String text) {
    try {
      var uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      var bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
      if (http && uri.getHost() != null && bare && uri.getRawUserInfo() == null) return uri;
    } catch (IllegalArgumentException e) {
      // Told below, in the same words as an address of another kind.
    }
    throw new IllegalArgumentException(
        "not of the form https://host, without a user, a query or a fragment (value hidden)");
  }

  private static String key(String text) {
    if (text.matches("[\\x21-\\x7e]+")) return text;
    throw new IllegalArgumentException("not a key: it holds spaces or more (value hidden)");
  }
}
