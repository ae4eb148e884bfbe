package dev.starkeeper.soak;

import dev.starkeeper.launch.Products;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the processes under test are started. There will be hundreds of starts, each of which costs
 * two seconds of a processor that others need: a rehearsal therefore leaves what the JVM needs to
 * be up in a third of that.
 *
 * @param options of the JVM, by the jar's name
 */
public record Programs(
    Products products, Map<String, String> settings, Map<String, List<String>> options) {
  // None lives long enough for the better of the two compilers.
  private static final String QUICK = "-XX:TieredStopAtLevel=1";
  private static final String API = "invoice-api";
  private static final String WORKER = "bot-worker";

  /**
   * They bring the schema up to date, and leave a cache each, if that is wanted, when they are
   * asked to stop.
   */
  public static Programs rehearsing(
      Products products, Map<String, String> environment, Path caches, boolean leavesCaches) {
    var settings = Products.harmless(environment);
    settings.put("MIGRATE_ON_START", "true");
    if (!leavesCaches) return new Programs(products, settings, Map.of());
    return new Programs(
        products,
        settings,
        Map.of(API, making(cache(caches, API)), WORKER, making(cache(caches, WORKER))));
  }

  /** They use the caches that the rehearsal has left. */
  public static Programs performing(
      Products products, Map<String, String> environment, Path caches) {
    return new Programs(
        products,
        Products.harmless(environment),
        Map.of(API, using(cache(caches, API)), WORKER, using(cache(caches, WORKER))));
  }

  /** They do without, as a cache that is not whole is worth nothing. */
  static Programs unrehearsed(Products products, Map<String, String> environment) {
    return new Programs(products, Products.harmless(environment), Map.of());
  }

  private static Path cache(Path caches, String program) {
    return caches.resolve(program + ".aot");
  }

  private static List<String> making(Path cache) {
    return List.of(QUICK, "-XX:AOTCacheOutput=" + cache);
  }

  private static List<String> using(Path cache) {
    return List.of(QUICK, "-XX:AOTCache=" + cache);
  }

  public List<String> api() {
    return command(API, products.invoiceApi());
  }

  public List<String> worker() {
    return command(WORKER, products.botWorker());
  }

  private List<String> command(String program, Path jar) {
    var words = new ArrayList<>(products.command(jar));
    words.addAll(words.size() - 2, options.getOrDefault(program, List.of(QUICK))); // before -jar
    return words;
  }
}
