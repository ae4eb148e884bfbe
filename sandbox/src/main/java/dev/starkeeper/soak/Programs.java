package dev.starkeeper.soak;

import dev.starkeeper.launch.Products;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the processes under test are started. A start costs two seconds of a processor that others
 * need: a rehearsal therefore leaves what the JVM needs to be up in a third of that.
 *
 * @param options of the JVM, by the program's name
 */
public record Programs(
    Products products, Map<String, String> settings, Map<String, List<String>> options) {
  private static final String API = "invoice-api";
  private static final String WORKER = "bot-worker";

  /** How long a process is going to live. */
  public enum Lives {
    /** Killed before the better of the two compilers has done anything for it. */
    SHORT,
    /** As where it is installed. */
    LONG;

    private List<String> options() {
      return switch (this) {
        case SHORT -> List.of("-XX:TieredStopAtLevel=1");
        case LONG -> List.of();
      };
    }
  }

  /** With nothing but what they are started with anyhow. */
  public static Programs unrehearsed(
      Products products, Map<String, String> environment, Lives lives) {
    var options = Map.of(API, lives.options(), WORKER, lives.options());
    return new Programs(products, Products.harmless(environment), options);
  }

  /** They bring the schema up to date first. */
  public Programs migrating() {
    var migrating = new HashMap<>(settings);
    migrating.put("MIGRATE_ON_START", "true");
    return new Programs(products, migrating, options);
  }

  /** They leave a cache each when they are asked to stop. */
  public Programs leavingCaches(Path caches) {
    return with("-XX:AOTCacheOutput=", caches);
  }

  /** They use the caches that others, started with the same options, have left. */
  public Programs usingCaches(Path caches) {
    return with("-XX:AOTCache=", caches);
  }

  private Programs with(String cacheOption, Path caches) {
    var all = new HashMap<String, List<String>>();
    options.forEach((program, some) -> {
      var more = new ArrayList<>(some);
      more.add(cacheOption + caches.resolve(program + ".aot"));
      all.put(program, more);
    });
    return new Programs(products, settings, all);
  }

  public List<String> api() {
    return command(API, products.invoiceApi());
  }

  public List<String> worker() {
    return command(WORKER, products.botWorker());
  }

  private List<String> command(String program, Path jar) {
    var words = new ArrayList<>(products.command(jar));
    words.addAll(words.size() - 2, options.getOrDefault(program, List.of())); // before -jar
    return words;
  }
}
