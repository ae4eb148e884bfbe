package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The samples of {@code docs/samples} that need nothing to be installed sell their sword. */
final class SamplesTest {
  private static final Path SAMPLES = Path.of("..", "docs", "samples");
  private static final String FAREWELL = "Thank you! Here is your sword, paid with 5 Stars.";

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot people = sandbox.newBot();

  @Test
  void javaSells() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");

    sells(List.of(java, "-cp", classPath, SAMPLES.resolve("Shop.java").toString()));
  }

  @Test
  void pythonSells() throws Exception {
    assumeThat(isThere("python3")).as("there is a python3").isTrue();

    sells(List.of("python3", SAMPLES.resolve("shop.py").toString()));
  }

  private void sells(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("BOT_TOKEN", people.token());
    builder.environment().put("TELEGRAM_API_URL", people.url().toString());
    var shop = builder.start();
    try {
      people.controlled("message", "{\"user\":{\"id\":42},\"text\":\"/start\"}");
      people.awaitState(state -> messages(state) == 1);

      assertThat(pays(7)).contains("This sword was made for somebody else.");
      assertThat(pays(42)).contains("\"status\":\"paid\"");
      people.awaitState(state -> messages(state) == 2);
      assertThat(people.state().getAsJsonArray("messages").get(0).toString()).contains(FAREWELL);
    } finally {
      shop.destroyForcibly().waitFor();
    }
  }

  private String pays(long userId) {
    var invoice = people.state().getAsJsonArray("invoices").get(0).getAsJsonObject();
    return TestBot.within(people.pay(invoice.get("link").getAsString(), userId)).toString();
  }

  private static int messages(JsonObject state) {
    return state.getAsJsonObject("totals").get("messages").getAsInt();
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      var process = new ProcessBuilder(program, "--version").start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
