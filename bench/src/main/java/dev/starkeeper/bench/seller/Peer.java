package dev.starkeeper.bench.seller;

import dev.starkeeper.bench.world.Caller.Call;
import dev.starkeeper.bench.world.PlayedBot;
import dev.starkeeper.launch.Products;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/** The tutorial's three handlers on Node: {@code bench/peer}. */
public final class Peer implements Seller {
  private final PlayedBot bot;
  private final Shelf shelf;
  private final Started node;

  private Peer(PlayedBot bot, Shelf shelf, Started node) {
    this.bot = bot;
    this.shelf = shelf;
    this.node = node;
  }

  /** With a new database of that name. */
  public static Peer start(Place place, String name, long botId) {
    var shelf = Shelf.create(place.postgres(), name);
    var bot = place.world().telegram().bot(botId + ":AAbenchTokenOfThePeer00000000000042");
    var settings = new HashMap<>(Products.harmless(System.getenv()));
    settings.put("NODE_ENV", "production");
    settings.put("BOT_TOKEN", bot.token());
    settings.put("TELEGRAM_API_URL", place.world().telegramUrl());
    settings.put("DATABASE_URL", shelf.url());
    settings.put("PORT", "{port}");
    var command = List.of("node", place.peer().resolve("peer.js").toString());
    return new Peer(bot, shelf, Started.start("peer", command, settings, place.logs(), "/"));
  }

  @Override
  public String name() {
    return "peer";
  }

  @Override
  public PlayedBot bot() {
    return bot;
  }

  @Override
  public Call mint(long user) {
    var order = "{\"sku\":\"" + SKU + "\",\"userId\":" + user + "}";
    return new Call(HttpMethod.POST, node.address().port(), "/invoices", "", order);
  }

  @Override
  public Shelf shelf() {
    return shelf;
  }

  /** From the start to its first answer. */
  public Duration start() {
    return node.took();
  }

  @Override
  public List<Running> processes() {
    return List.of(node.process());
  }

  @Override
  public void close() {
    node.close();
  }
}
