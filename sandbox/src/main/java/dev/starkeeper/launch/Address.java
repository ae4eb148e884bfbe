package dev.starkeeper.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Where a product listens on this machine. */
public record Address(int port) {
  /** At a port that was free a moment ago; its owner must take it before somebody else does. */
  public static Address free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Address(socket.getLocalPort());
    } catch (IOException e) {
      throw new LaunchFailure("no free port on this machine: " + e.getMessage(), e);
    }
  }

  public URI uri(String path) {
    return URI.create(this + path);
  }

  /** Without a slash at its end. */
  @Override
  public String toString() {
    return "http://127.0.0.1:" + port;
  }
}
