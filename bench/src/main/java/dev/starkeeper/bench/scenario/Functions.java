package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.function.HotFunctions;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The few hot functions alone: JMH calls each in a JVM of its own, which runs as the products'. */
public final class Functions {
  private static final int WARM_UP = 3;
  private static final int MEASURED = 4;
  private static final TimeValue ROUND = TimeValue.seconds(1);
  private static final String BYTES = "gc.alloc.rate.norm"; // as the profiler names it

  private final Stage stage;

  public Functions(Stage stage) {
    this.stage = stage;
  }

  public List<Figure> play() {
    return run().stream().flatMap(result -> figures(result)).toList();
  }

  private Collection<RunResult> run() {
    var options =
        new OptionsBuilder()
            .include(Pattern.quote(HotFunctions.class.getName()))
            .forks(1)
            .jvmArgs("@" + stage.place().products().jvm().resolveSibling("java-options"))
            .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow") // JMH's own, without a word
            .warmupIterations(WARM_UP)
            .warmupTime(ROUND)
            .measurementIterations(MEASURED)
            .measurementTime(ROUND)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return new Runner(options).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH has measured nothing", e);
    }
  }

  private static Stream<Figure> figures(RunResult result) {
    var primary = result.getPrimaryResult();
    var bytes = result.getSecondaryResults().get(BYTES);
    if (bytes == null) throw new IllegalStateException("JMH has not counted what is allocated");
    return Stream.of(
        Figure.told(primary.getLabel() + ", ns", primary.getScore()),
        Figure.told(primary.getLabel() + ", bytes allocated", bytes.getScore()));
  }
}
