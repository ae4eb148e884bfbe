package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TelegramUserTest {
  @ParameterizedTest
  @CsvSource({
    "ru, ru",
    "pt-br, pt-br",
    "PT-BR, pt-br",
    "zh-hans-x-12345678-12345678-12345678, en", // 36 characters
    "zh-hans-x-12345678-12345678-1234567, zh-hans-x-12345678-12345678-1234567",
    "'', en",
    "r, en",
    "r u, en",
    "ру, en",
    "İİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİ, en", // 35 of them, but 70 in small letters
    "💎💎, en",
    "'ru\0', en",
    "../../etc, en",
  })
  void languageIsATagOrEnglish(String told, String kept) {
    assertThat(new TelegramUser(new TelegramUserId(501), told).languageCode()).isEqualTo(kept);
  }
}
