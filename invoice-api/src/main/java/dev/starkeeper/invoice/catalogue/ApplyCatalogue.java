package dev.starkeeper.invoice.catalogue;

import com.google.gson.JsonObject;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Stock;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Task;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows what a file would change, and changes it when it may. */
final class ApplyCatalogue {
  private final CatalogueApi api;
  private final PrintStream out;
  private final Terminal terminal;

  /** Where a person may sit. */
  @FunctionalInterface
  interface Terminal {
    /** The line that he types when asked; empty if there is nobody. */
    Optional<String> ask(String question);
  }

  ApplyCatalogue(CatalogueApi api, PrintStream out, Terminal terminal) {
    this.api = api;
    this.out = out;
    this.terminal = terminal;
  }

  /** What came of it. */
  enum Outcome {
    /** The catalogue is as the file says, or it was only to be shown. */
    DONE,
    /** Somebody said no. */
    DECLINED
  }

  /**
   * A call that fails ends it; what was done before stays done, and doing it again changes nothing.
   *
   * @throws CallFailed if a call fails
   * @throws ConfigurationException if the file cannot be used, or nobody is there to be asked
   */
  Outcome apply(Task.Apply task) {
    var file = CatalogueFile.read(task.file());
    // What is not seen cannot be withdrawn; what the file names is asked for one by one.
    var listed = task.withdrawMissing() ? api.onSale() : api.listed();
    var differences = Difference.between(file, listed, api, task.stock());
    differences.forEach(difference -> show(difference, task.withdrawMissing()));
    var todo = differences.stream().filter(one -> isToDo(one, task.withdrawMissing())).toList();
    if (listed.size() >= CatalogueApi.MOST_LISTED) {
      out.println("(more may be on sale that are not in the file: the API did not list them all)");
    }
    out.println(sum(differences, todo.size()));
    if (todo.isEmpty() || !task.change()) return Outcome.DONE;
    if (task.ask() && !isAllowed()) {
      out.println("Nothing was changed.");
      return Outcome.DECLINED;
    }
    carryOut(todo, task.stock());
    return Outcome.DONE;
  }

  private void show(Difference difference, boolean withdraw) {
    switch (difference) {
      case Difference.Created(var sku, var wanted) ->
          out.println("+ " + sku + "  new: " + inWords(wanted));
      case Difference.Changed(var sku, _, var fields, var notes) -> {
        out.println("~ " + sku);
        showBelow(fields);
        showBelow(notes);
      }
      case Difference.Unchanged(var sku, var notes) -> {
        out.println("= " + sku);
        showBelow(notes);
      }
      case Difference.Missing(var sku) ->
          out.println(
              withdraw
                  ? "- " + sku + "  not in the file: to be withdrawn"
                  : "? " + sku + "  not in the file, and stays on sale");
    }
  }

  private void showBelow(List<String> lines) {
    lines.forEach(line -> out.println("    " + line));
  }

  private static String inWords(JsonObject product) {
    return product.get("title")
        + ", "
        + product.get("stars").getAsInt()
        + " Stars, "
        + product.get("kind").getAsString()
        + (product.get("active").getAsBoolean() ? "" : ", not on sale");
  }

  private static boolean isToDo(Difference difference, boolean withdraw) {
    return switch (difference) {
      case Difference.Created _, Difference.Changed _ -> true;
      case Difference.Unchanged _ -> false;
      case Difference.Missing _ -> withdraw;
    };
  }

  private static String sum(List<Difference> differences, int todo) {
    return differences.size() + " products, " + (todo == 0 ? "nothing" : todo) + " to change";
  }

  private boolean isAllowed() {
    out.flush();
    var answer =
        terminal
            .ask("Change this? [y/N] ")
            .orElseThrow(() ->
                new ConfigurationException(
                    List.of("there is no terminal to ask at: add --yes, or --dry-run to look")));
    return List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
  }

  private void carryOut(List<Difference> todo, Stock stock) {
    var done = 0;
    try {
      for (var difference : todo) {
        out.println(carryOut(difference, stock));
        done++;
      }
    } catch (CallFailed e) {
      var left = todo.subList(done, todo.size()).stream().map(Difference::sku).toList();
      throw new CallFailed(
          "%s%n%d of %d are done, these are not: %s. Run it again when that is mended: what is done stays done."
              .formatted(e.why(), done, todo.size(), String.join(", ", left)));
    }
  }

  private String carryOut(Difference difference, Stock stock) {
    return switch (difference) {
      case Difference.Created(var sku, var wanted) -> put(sku, wanted, stock);
      case Difference.Changed(var sku, var wanted, _, _) -> put(sku, wanted, stock);
      case Difference.Unchanged(var sku, _) -> sku + " is as it was";
      case Difference.Missing(var sku) -> {
        api.withdraw(sku);
        yield sku + " withdrawn";
      }
    };
  }

  private String put(String sku, JsonObject wanted, Stock stock) {
    var product =
        switch (stock) {
          case KEPT -> withPresentStock(sku, wanted);
          case SET -> wanted;
        };
    return sku + (api.put(sku, product) ? " created" : " changed");
  }

  /** As late as can be: pieces were sold while a person looked at what is to change. */
  private JsonObject withPresentStock(String sku, JsonObject wanted) {
    var product = wanted.deepCopy();
    api.find(sku)
        .ifPresent(present -> {
          product.remove("stock");
          if (present.has("stock")) product.add("stock", present.get("stock"));
        });
    return product;
  }
}
