package dev.starkeeper.invoice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
  @Test
  void anObjectIsRead() {
    var json = " {\"a\": \"\\u00e9\\ud83d\\ude00\", \"b\": [1, true, null, {\"c\": -2.5e3}]}\r\n";

    var object = StrictJson.object(json.getBytes(StandardCharsets.UTF_8));

    assertThat(object.get("a").getAsString()).isEqualTo("é😀");
    assertThat(object.toString()).contains("[1,true,null,{\"c\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "\"a\"",
        "[]",
        "{",
        "{}}",
        "{} {}",
        "{}x",
        "{'a':1}",
        "{a:1}",
        "{\"a\"=1}",
        "{\"a\":1;\"b\":2}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":[1,,2]}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":0x10}",
        "{\"a\":NaN}",
        "{\"a\":-Infinity}",
        "{\"a\":TRUE}",
        "{\"a\":abc}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"\\udc00\":1}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":1e99999999999}",
        "{\"a\":1} // more",
        "/* before */ {}",
        "# before\n{}",
        ")]}'\n{}",
      })
  void whatReadersCouldTakeDifferentlyIsRefused(String json) {
    assertThatThrownBy(() -> StrictJson.object(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    var latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    var utf16 = "{}".getBytes(StandardCharsets.UTF_16);

    assertThatThrownBy(() -> StrictJson.object(latin1)).hasMessage("not UTF-8");
    assertThatThrownBy(() -> StrictJson.object(utf16)).hasMessage("not UTF-8");
  }

  @Test
  void deepNestingIsRefusedBeforeItCosts() {
    var deep = "{\"a\":".repeat(3_000);
    var lists = "{\"a\":" + "[".repeat(16_000);

    assertThatThrownBy(() -> StrictJson.object(deep)).hasMessage("nested deeper than 8 levels");
    assertThatThrownBy(() -> StrictJson.object(lists)).hasMessage("nested deeper than 8 levels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1.0",
        "1e2",
        "1e0",
        "1e999999999",
        "0",
        "-1",
        "101",
        "1e-999999999",
        "99999999999999999999",
        "\"7\"",
        "null",
        "true",
        "[7]"
      })
  void onlyDigitsInRangeAreAWholeNumber(String number) {
    var fields = new JsonFields(StrictJson.object("{\"n\":" + number + "}"));

    assertThatThrownBy(() -> fields.wholeNumber("n", 1, 100))
        .hasMessage("n is not a whole number from 1 to 100");
  }

  @Test
  void fieldsAreReadByType() {
    var fields = new JsonFields(StrictJson.object("{\"n\":7,\"t\":\"x\",\"f\":false}"));

    assertThat(fields.wholeNumber("n", 7, 7)).isEqualTo(7);
    assertThat(fields.text("t")).isEqualTo("x");
    assertThat(fields.flag("f", true)).isFalse();
    assertThat(fields.flag("g", true)).isTrue();
    assertThat(fields.optionalText("u")).isEmpty();
    assertThatThrownBy(() -> fields.text("n")).hasMessage("n is not a string");
    assertThatThrownBy(() -> fields.flag("n", true)).hasMessage("n is neither true nor false");
    assertThatThrownBy(() -> fields.text("u")).hasMessage("u is missing");
  }
}
