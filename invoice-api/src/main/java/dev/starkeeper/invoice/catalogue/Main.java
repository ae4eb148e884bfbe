package dev.starkeeper.invoice.catalogue;

import dev.starkeeper.db.Exit;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./starkeeper catalog}: ends with 0 only if the catalogue is as it was asked to be. */
final class Main {
  private static final int FAILED = 1;

  private Main() {}

  static void main(String[] arguments) {
    Exit.with(_ -> {
      try {
        run(List.of(arguments), System.getenv());
      } catch (CallFailed e) {
        endAsFailed(e.why());
      }
    });
  }

  private static void run(List<String> words, Map<String, String> environment) {
    var options = CatalogueOptions.parse(words, environment);
    try (var api = new CatalogueApi(options.api())) {
      switch (options.task()) {
        case Task.Show _ -> System.out.println(CatalogueFile.write(api.onSale()));
        case Task.Apply task -> {
          var outcome = new ApplyCatalogue(api, System.out, Main::ask).apply(task);
          if (outcome == ApplyCatalogue.Outcome.DECLINED) endAsFailed("");
        }
      }
    }
  }

  // It does where its provider is the JDK's old one, as it is again from 25 on.
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<String> ask(String question) {
    var console = System.console();
    if (console == null || !console.isTerminal()) return Optional.empty();
    return Optional.ofNullable(console.readLine("%s", question));
  }

  /** What happened is told, so no stack trace. */
  private static void endAsFailed(String why) {
    System.out.flush();
    if (!why.isEmpty()) System.err.println(why);
    System.err.flush();
    Runtime.getRuntime().halt(FAILED);
  }
}
