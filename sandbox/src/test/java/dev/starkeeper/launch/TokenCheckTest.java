package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TokenCheckTest {
  private static final String TOKEN = "7000000042:AAtokencheckAAtokencheckAAtokencheck";

  private final JsonHttp http = new JsonHttp();
  private SandboxServer telegram;

  @BeforeEach
  void startTelegram() throws IOException {
    telegram = SandboxServer.start(SandboxConfig.atAnyPort(), () -> Instant.EPOCH);
  }

  @AfterEach
  void stopTelegram() {
    telegram.close();
    http.close();
  }

  @Test
  void aGoodTokenHasAName() {
    assertThat(TokenCheck.ask(http, bot(TOKEN)))
        .isInstanceOfSatisfying(
            TokenCheck.Verdict.Accepted.class, bot -> assertThat(bot.username()).isNotEmpty());
  }

  @Test
  void aRevokedTokenIsRefused() throws IOException {
    var revoke = URI.create(telegram.url() + "/sandbox/revoke?token=" + TOKEN);
    http.post(revoke, "", new JsonObject());

    assertThat(TokenCheck.ask(http, bot(TOKEN))).isEqualTo(new TokenCheck.Verdict.Refused());
  }

  @Test
  void whatIsNoTokenIsRefused() {
    assertThat(TokenCheck.ask(http, bot("42:short"))).isEqualTo(new TokenCheck.Verdict.Refused());
  }

  @Test
  void silenceSaysNothingAboutTheToken() {
    telegram.close();

    assertThat(TokenCheck.ask(http, bot(TOKEN)))
        .isInstanceOfSatisfying(
            TokenCheck.Verdict.Unknown.class,
            unknown -> assertThat(unknown.why()).isNotEmpty().doesNotContain(TOKEN));
  }

  private URI bot(String token) {
    return URI.create(telegram.url() + "/bot" + token);
  }
}
