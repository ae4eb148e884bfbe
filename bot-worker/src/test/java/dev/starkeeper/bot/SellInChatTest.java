package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.PlayedChat.Shown;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Buying in the chat, by the rules of the Mini App. */
final class SellInChatTest {
  @AutoClose private final PlayedChat chat = new PlayedChat("en");

  @Test
  void whatIsBoughtInTheChatIsDelivered() {
    chat.shop.unlock("premium", 81);

    chat.writes("/start buy_premium");

    assertThat(chat.newest().buttons()).containsExactly("Pay ⭐️81=true");
    assertThat(chat.state()).contains("\"startParameter\":\"buy_premium\"");
    chat.pays("\"chatId\":" + chat.user.id().value() + ",\"messageId\":" + chat.newest().id());
    assertThat(chat.shop.rows("select status from payment")).containsExactly("FULFILLED");
    assertThat(chat.shop.endsAt(chat.user, "premium.owned", chat.now.get())).isPresent();
    chat.writes("/start buy_premium");
    assertThat(chat.newest().text()).isEqualTo("You have this already. You have not been charged.");
  }

  @Test
  void whoAsksAgainGetsTheSameInvoice() {
    chat.shop.coins("coins.10", 82, 10);

    chat.writes("/start buy_coins.10");
    chat.writes("/start buy_coins.10");

    assertThat(chat.messages()).hasSize(2);
    assertThat(chat.shop.rows("select stars::text from invoice")).containsExactly("82");
    assertThat(chat.shop.rows("select id::text from invoice"))
        .allSatisfy(id -> assertThat(chat.state()).contains("\"payload\":\"" + id + "\""));
    // No deep link can hold this sku's dot: a forwarded copy leads to the menu.
    assertThat(chat.state()).contains("\"startParameter\":\"menu\"");
  }

  @Test
  void subscriptionIsSoldByALink() {
    chat.shop.subscription("club", 100);

    chat.writes("/start buy_club");

    assertThat(chat.newest().text())
        .isEqualTo("Title of club\nWhat it is\n\n100 ⭐ every 30 days, until you cancel.");
    var link = chat.shop.rows("select link from invoice").getFirst();
    assertThat(chat.newest().buttons()).containsExactly("Subscribe for 100 ⭐ a month=" + link);
  }

  @Test
  void whatCannotBeSoldIsSaidInWords() {
    chat.shop.scarce(chat.shop.coins("rare", 83, 1), 0, 5);
    chat.shop.withdraw(chat.shop.coins("gone", 84, 1));

    chat.writes("/start buy_rare");
    chat.writes("/start buy_gone");
    chat.writes("/start buy_never-was");
    chat.writes("/start buy_NO SKU");

    assertThat(chat.messages())
        .extracting(Shown::text)
        .containsExactly(
            "This is not for sale any more.",
            "This is not for sale any more.",
            "This is not for sale any more.",
            "This is sold out. You have not been charged.");
    assertThat(chat.shop.rows("select state from invoice")).isEmpty();
  }

  @Test
  void linkThatIsNotMadeIsAskedForAgain() {
    chat.shop.unlock("premium", 85);
    chat.faults("{\"sendInvoice\":[{\"kind\":\"too_many_requests\",\"retryAfter\":3}]}");
    chat.writesUnheard("/start buy_premium");
    assertThat(chat.failsToWork()).isTrue();
    assertThat(chat.shop.rows("select attempts::text from chat_update")).containsExactly("0");
    chat.passes(Duration.ofSeconds(3));

    chat.work();

    assertThat(chat.messages()).hasSize(1);
    assertThat(chat.shop.rows("select state from invoice")).containsExactly("OPEN");
  }
}
