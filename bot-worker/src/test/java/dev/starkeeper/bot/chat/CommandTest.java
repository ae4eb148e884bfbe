package dev.starkeeper.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTest {
  @Test
  void nameAndArgumentAreRead() {
    assertThat(Command.parse("/start")).contains(new Command("start", ""));
    assertThat(Command.parse("/START@Shop_bot  buy_sword "))
        .contains(new Command("start", "buy_sword"));
    assertThat(Command.parse(" /terms\nplease\nnow")).contains(new Command("terms", "please\nnow"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "/", "/ start", "//start", "start /terms", "/päysupport"})
  void otherTextIsNone(String text) {
    assertThat(Command.parse(text)).isEqualTo(Optional.empty());
  }
}
