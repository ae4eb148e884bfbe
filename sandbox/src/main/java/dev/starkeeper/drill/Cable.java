package dev.starkeeper.drill;

import dev.starkeeper.launch.LaunchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A way to a port of this machine that can be cut: then nothing comes through in either direction,
 * no end of a connection either, and nobody is told.
 */
final class Cable implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final ServerSocket end;
  private final int to;
  private final Collection<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final Gate gate = new Gate();

  private Cable(ServerSocket end, int to) {
    this.end = end;
    this.to = to;
  }

  static Cable to(int port) throws IOException {
    var cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    Thread.ofVirtual().name("cable").start(cable::accept);
    return cable;
  }

  int port() {
    return end.getLocalPort();
  }

  void cut() {
    gate.shut();
  }

  /** What was sent meanwhile arrives now. */
  void mend() {
    gate.open();
  }

  private void accept() {
    try {
      while (true) {
        var near = end.accept();
        sockets.add(near);
        Thread.ofVirtual().start(() -> connect(near));
      }
    } catch (IOException e) {
      // Closed: nobody comes any more.
    }
  }

  private void connect(Socket near) {
    try {
      gate.pass();
      var far = new Socket(InetAddress.getLoopbackAddress(), to);
      sockets.add(far);
      for (var socket : List.of(near, far)) socket.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> carry(near, far));
      carry(far, near);
    } catch (IOException e) {
      close(near);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void carry(Socket from, Socket into) {
    try (var in = from.getInputStream();
        var out = into.getOutputStream()) {
      carry(in, out);
    } catch (IOException e) {
      // One side has closed, and by this the other one is closed too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void carry(InputStream in, OutputStream out) throws IOException, InterruptedException {
    var buffer = new byte[BUFFER];
    for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      gate.pass();
      out.write(buffer, 0, read);
    }
    gate.pass(); // that a side has closed is not told either
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new LaunchFailure("a socket cannot be closed", e);
    }
  }

  @Override
  public void close() throws IOException {
    end.close();
    gate.open();
    sockets.forEach(Cable::close);
  }

  /** Holds up whoever comes while it is shut. */
  private static final class Gate {
    private boolean isShut;

    synchronized void shut() {
      isShut = true;
    }

    synchronized void open() {
      isShut = false;
      notifyAll();
    }

    synchronized void pass() throws InterruptedException {
      while (isShut) wait();
    }
  }
}
