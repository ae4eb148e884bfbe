package dev.starkeeper.invoice.http;

import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Jetty's threads: platform ones for the acceptors and selectors that it starts with, which would
 * pin a carrier each; after that a virtual one for each request.
 */
final class RequestThreads implements ThreadPool {
  private final Thread.Builder startUp = Thread.ofPlatform().daemon().name("jetty-", 0);
  private final Thread.Builder ofRequest = Thread.ofVirtual().name("request-", 0);
  private volatile boolean started;

  /** To be called when the server has started. */
  void started() {
    started = true;
  }

  @Override
  public void execute(Runnable job) {
    var _ = (started ? ofRequest : startUp).start(job);
  }

  /** Nobody's end is waited for here: the server's own stop drains. */
  @Override
  public void join() {}

  @Override
  public int getThreads() {
    return 0;
  }

  @Override
  public int getIdleThreads() {
    return 0;
  }

  @Override
  public boolean isLowOnThreads() {
    return false;
  }
}
