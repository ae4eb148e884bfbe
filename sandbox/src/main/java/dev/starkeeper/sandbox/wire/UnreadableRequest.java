package dev.starkeeper.sandbox.wire;

/**
 * A request that Telegram's HTTP reader gives up on: a bare status, no body, and the connection is
 * closed.
 */
public final class UnreadableRequest extends Exception {
  private final int status;

  public UnreadableRequest(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  public Reply reply() {
    return Reply.bare(status);
  }
}
