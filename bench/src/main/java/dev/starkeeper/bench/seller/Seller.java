package dev.starkeeper.bench.seller;

import dev.starkeeper.bench.world.Caller.Call;
import dev.starkeeper.bench.world.PlayedBot;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** One who sells a hundred coins for a hundred Stars, to whoever asks for an invoice. */
public sealed interface Seller extends AutoCloseable permits Ours, Peer {
  String SKU = "coins.100";
  int STARS = 100;

  String name();

  PlayedBot bot();

  /** What that user's Mini App asks for. */
  Call mint(long user);

  Shelf shelf();

  /** How many payments are in his database. */
  default long recorded() {
    return shelf().number("select count(*) from payment");
  }

  List<Running> processes();

  /** One of his processes. */
  record Running(String name, ProcessHandle handle) {
    public Usage usage() {
      return Usage.of(handle.pid());
    }
  }

  /** The invoice link in the answer to {@link #mint}, without {@code https://t.me/$}. */
  default String link(Buffer answer) {
    var text = answer.toString();
    var from = text.indexOf("t.me");
    if (from < 0) throw new IllegalStateException("no link: " + text);
    var start = text.indexOf('$', from) + 1;
    return text.substring(start, text.indexOf('"', start));
  }

  @Override
  void close();
}
