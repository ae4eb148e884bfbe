package dev.starkeeper.invoice.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiKeysTest {
  private static final String FIRST = "first-key-of-a-shop";
  private static final String SECOND = "second:key+/=of.it";

  @Test
  void aKeyNamesItsServer() {
    var keys = ApiKeys.parse("shop:" + FIRST + ", backup:" + SECOND);

    assertThat(keys.nameOf(FIRST)).contains("shop");
    assertThat(keys.nameOf(SECOND)).contains("backup");
  }

  @Test
  void nothingElseNamesAServer() {
    var keys = ApiKeys.parse("shop:" + FIRST);

    assertThat(keys.nameOf("")).isEmpty();
    assertThat(keys.nameOf("shop")).isEmpty();
    assertThat(keys.nameOf(FIRST + " ")).isEmpty();
    assertThat(keys.nameOf(FIRST.substring(1))).isEmpty();
    assertThat(ApiKeys.NONE.nameOf("")).isEmpty();
  }

  @Test
  void itNeverPrintsAKey() {
    assertThat(ApiKeys.parse("shop:" + FIRST).toString()).isEqualTo("ApiKeys[shop]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first-key-of-a-shop | entry 1 is not of the form name:key",
        ":first-key-of-a-shop | entry 1 is not of the form name:key",
        "a b:first-key-of-a-shop | entry 1 is not of the form name:key",
        "shop:first-key-of-a-shop, | entry 2 is not of the form name:key",
        "shop: | entry 1 has a key that is not 1 to 512 characters long",
        "shop:first-key-of-ä-shop | entry 1 has a key that no header can carry",
        "a:first-key-of-a-shop,a:another-key-of-it | entry 2 has the name of an earlier one",
        "a:first-key-of-a-shop,b:first-key-of-a-shop | entry 2 has the key of an earlier one",
      })
  void aFaultIsToldWithoutTheKey(String text, String fault) {
    assertThatThrownBy(() -> ApiKeys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(fault);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    assertThatThrownBy(() -> ApiKeys.parse("empty:,nothing"))
        .hasMessage(
            "entry 1 has a key that is not 1 to 512 characters long;"
                + " entry 2 is not of the form name:key");
  }
}
