package dev.starkeeper.sandbox;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Runs a sandbox until it is asked to stop. */
final class Main {
  private static final int STOPPED_AS_ASKED = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE_SETTINGS = 2;

  private Main() {}

  static void main() throws InterruptedException {
    try {
      var config = SandboxConfig.from(System.getenv());
      var server = SandboxServer.start(config, InstantSource.system());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
      System.out.println("sandbox: " + server.url());
      new CountDownLatch(1).await(); // until the hook ends the process
    } catch (UnusableSettings e) {
      e.faults().forEach(System.err::println);
      System.exit(UNUSABLE_SETTINGS);
    } catch (IOException e) {
      System.err.println("cannot listen: " + e.getMessage());
      System.exit(FAILED);
    }
  }

  /** Halts, because a process that is sent SIGTERM would else end with 143. */
  private static void stop(SandboxServer server) {
    server.close();
    Runtime.getRuntime().halt(STOPPED_AS_ASKED);
  }
}
