package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ShopTest {
  private static final String TOKEN = "7000000001:AA" + "x".repeat(33);

  @AutoClose private final JsonHttp http = new JsonHttp();
  private final Shop shop =
      new Shop(
          new Account(TOKEN, "key", 42),
          new Address(1),
          URI.create("http://127.0.0.1:2"),
          "postgresql://127.0.0.1:3/x",
          http);

  @Test
  void pageIsToldWhichBotAndWhichApp() {
    var token = TOKEN.replace(":", "%3A");

    assertThat(shop.page(Optional.empty())).isEqualTo("http://127.0.0.1:2/?token=" + token);
    assertThat(shop.page(Optional.of(new Address(4))))
        .isEqualTo("http://127.0.0.1:2/?token=" + token + "&app=http%3A%2F%2F127.0.0.1%3A4%2F");
  }

  @Test
  void directionsBeginWithThePage() {
    var page = Optional.of(new Address(4));

    var lines = shop.directions(page, Instant.EPOCH).lines().map(String::strip).toList();

    assertThat(lines.indexOf(shop.page(page)))
        .isPositive()
        .isLessThan(lines.indexOf("API=http://127.0.0.1:1"));
  }
}
