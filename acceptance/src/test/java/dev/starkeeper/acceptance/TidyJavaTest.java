package dev.starkeeper.acceptance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import dev.starkeeper.acceptance.SyntaxTrees.Node;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** What is asked of every Java file, as the compiler reads it. */
final class TidyJavaTest {
  private static final int LONGEST_METHOD = 40;

  /** Where whatever goes wrong is caught, and why there. */
  private static final Map<String, String> CATCH_ALL =
      Map.ofEntries(
          entry(
              "db/src/main/java/dev/starkeeper/db/Database.java",
              "a library on our connection wraps what happened to it"),
          entry(
              "db/src/main/java/dev/starkeeper/db/Exit.java",
              "the end of a process is told, whatever it was"),
          entry(
              "db/src/main/java/dev/starkeeper/trace/ToldScope.java",
              "whatever goes wrong is noted, and goes on its way"),
          entry(
              "shared-model/src/main/java/dev/starkeeper/telegram/BotApiCalls.java",
              "pengrad wraps an IOException in nothing more special"),
          entry(
              "shared-model/src/main/java/dev/starkeeper/sale/Lane.java",
              "whatever it is, it is for the caller it concerns"),
          entry(
              "bot-worker/src/main/java/dev/starkeeper/bot/Loop.java", "a loop outlives its steps"),
          entry(
              "bot-worker/src/main/java/dev/starkeeper/bot/RecordUpdates.java",
              "one bad update does not keep the other buyers waiting"),
          entry(
              "bot-worker/src/main/java/dev/starkeeper/bot/webhook/PostWebhook.java",
              "OkHttp throws anything over a stranger's malformed answer"),
          entry(
              "invoice-api/src/main/java/dev/starkeeper/invoice/http/Http.java",
              "one request does not end the others"),
          entry(
              "sandbox/src/main/java/dev/starkeeper/sandbox/Front.java",
              "a request that fails does not go unanswered"),
          entry(
              "sandbox/src/main/java/dev/starkeeper/launch/OwnDatabase.java",
              "a server that cannot be watched does not stay behind"));

  private static final Set<String> SLEEPS =
      Set.of("Thread.sleep", "TimeUnit.SECONDS.sleep", "TimeUnit.MILLISECONDS.sleep");
  private static final Set<String> EVERYTHING =
      Set.of("RuntimeException", "Exception", "Throwable");

  private static final SyntaxTrees JAVA = SyntaxTrees.parse();

  @Test
  void everyModuleIsRead() {
    assertThat(JAVA.files())
        .extracting(file -> file.fileName().replaceAll("/.*", ""))
        .contains("db", "shared-model", "invoice-api", "bot-worker", "sandbox", "acceptance");
  }

  @Test
  void methodFitsOnAScreen() {
    assertThat(JAVA.all(MethodTree.class))
        .filteredOn(method -> method.tree().getBody() != null)
        .extracting(method -> new Node<>(method.unit(), method.tree().getBody(), method.trees()))
        .filteredOn(body -> body.lines() > LONGEST_METHOD)
        .isEmpty();
  }

  @Test
  void everythingIsCaughtOnlyWhereThatIsWanted() {
    assertThat(JAVA.all(CatchTree.class))
        .filteredOn(node -> node.fileName().contains("/src/main/"))
        .filteredOn(node -> catchesEverything(node.tree()))
        .extracting(Node::fileName)
        .containsAll(CATCH_ALL.keySet())
        .allMatch(CATCH_ALL::containsKey);
  }

  private static boolean catchesEverything(CatchTree tree) {
    return Stream.of(tree.getParameter().getType().toString().split("\\|", -1))
        .map(String::strip)
        .anyMatch(EVERYTHING::contains);
  }

  @Test
  void testsDoNotSleep() {
    assertThat(JAVA.all(MemberSelectTree.class))
        .filteredOn(node -> node.fileName().contains("/src/test/"))
        .filteredOn(node -> SLEEPS.contains(node.tree().toString()))
        .isEmpty();
  }

  @Test
  void noTestIsSwitchedOff() {
    assertThat(JAVA.all(AnnotationTree.class))
        .filteredOn(node -> node.tree().getAnnotationType().toString().startsWith("Disabled"))
        .isEmpty();
  }

  @Test
  void testClassIsFinalAndNobodyElses() {
    assertThat(JAVA.all(ClassTree.class))
        .filteredOn(node -> node.tree().getSimpleName().toString().endsWith("Test"))
        .filteredOn(node -> !node.tree().getModifiers().getFlags().equals(Set.of(Modifier.FINAL)))
        .isEmpty();
  }

  @Test
  void testIsNamedForTheBehaviour() {
    assertThat(JAVA.all(MethodTree.class))
        .filteredOn(node -> isTest(node.tree()))
        .hasSizeGreaterThan(100)
        .filteredOn(
            node -> !node.tree().getName().toString().matches("(?!should)[a-z][A-Za-z0-9]+"))
        .isEmpty();
  }

  private static boolean isTest(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .map(annotation -> annotation.getAnnotationType().toString())
        .anyMatch(Set.of("Test", "ParameterizedTest")::contains);
  }

  @Test
  void everyPackageIsNullMarked() {
    var marked = new TreeMap<String, Boolean>();
    for (var file : JAVA.files()) {
      marked.merge(moduleAndPackage(file), isNullMarked(file), Boolean::logicalOr);
    }

    assertThat(marked).hasSizeGreaterThan(10).doesNotContainValue(false);
  }

  /** A module's tests are in the packages of its product, and marked with them. */
  private static String moduleAndPackage(Node<CompilationUnitTree> file) {
    return file.fileName().replaceAll("/.*", "") + " " + file.unit().getPackageName();
  }

  private static boolean isNullMarked(Node<CompilationUnitTree> file) {
    return file.file().endsWith("package-info.java")
        && file.unit().getPackage().getAnnotations().stream()
            .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("NullMarked"));
  }
}
