package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ChildTest {
  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");
  private static final int TERMINATED = 128 + 15;
  private static final int KILLED = 128 + 9;

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void bothOutputsAreListenedTo() {
    var child = start("echo out; echo err >&2; exit 7");

    child.handle().onExit().join();

    assertThat(child.exitStatus()).hasValue(7);
    assertThat(said).containsExactly("out", "err");
  }

  @Test
  void inheritsNothing() {
    var child = start("env | cut -d= -f1 | grep -v -x -e PWD -e SHLVL -e _ -e OLDPWD");

    child.handle().onExit().join();

    assertThat(child.exitStatus()).hasValue(0);
    assertThat(said).containsExactly("PATH");
  }

  @Test
  void stopsWhenAsked() throws InterruptedException {
    var child = start("echo ready; exec sleep 60");
    assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo("ready");
    var now = Instant.EPOCH;

    child.askToStop();
    child.endBy(now.plusSeconds(10), now);

    assertThat(child.exitStatus()).hasValue(TERMINATED);
  }

  @Test
  void isKilledWhenItDoesNot() throws InterruptedException {
    var child = start("trap '' TERM; echo ready; while true; do sleep 0.1; done");
    assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo("ready");
    var now = Instant.EPOCH;

    child.askToStop();
    child.endBy(now.plusMillis(300), now);
    child.handle().onExit().join();

    assertThat(child.exitStatus()).hasValue(KILLED);
  }

  /** Closing the pipe is what the kernel does when the process that holds it is killed. */
  @Test
  void stopsWhenItsParentIsGone() throws IOException, InterruptedException {
    var leashed = new ProcessBuilder(Leash.around(List.of("/bin/sleep", "60"))).start();

    leashed.getOutputStream().close();

    assertThat(leashed.waitFor(Duration.ofSeconds(10))).isTrue();
    assertThat(leashed.exitValue()).isEqualTo(TERMINATED);
  }

  private Child start(String script) {
    return Child.start("child", List.of("/bin/sh", "-c", script), PATH, said::add);
  }
}
