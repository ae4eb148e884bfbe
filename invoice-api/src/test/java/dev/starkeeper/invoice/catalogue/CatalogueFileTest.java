package dev.starkeeper.invoice.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.starkeeper.db.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogueFileTest {
  @TempDir private Path folder;

  @Test
  void everyFaultIsToldAtOnceWithItsPlace() throws IOException {
    var faults =
        faults(
            """
            {"products":[
             {"sku":"a","title":"A","description":"B","stars":0,"kind":"unlock","entitlement":"a"},
             {"sku":"b","title":"","description":"B","stars":1,"kind":"gift","colour":"red","size":1},
             {"title":"C"},
             7,
             {"sku":"UP","title":"A","description":"B","stars":10001,"kind":"subscription",
              "entitlement":"a","stock":-1,"limitPerCustomer":0,"active":"yes","photoUrl":""},
             {"sku":"a","title":"A","description":"B","stars":1,"kind":"unlock","entitlement":"a"}
            ]}
            """);

    assertThat(faults)
        .containsExactly(
            "catalog.json: products[0] a: stars is not a whole number from 1 to 100000",
            "catalog.json: products[1] b: unknown field: colour",
            "catalog.json: products[1] b: unknown field: size",
            "catalog.json: products[1] b: title is not 1 to 32 characters",
            "catalog.json: products[1] b: kind is not one of unlock, pass, consumable, subscription",
            "catalog.json: products[2]: sku is missing",
            "catalog.json: products[3] is not an object",
            "catalog.json: products[4] UP: sku is not of the form [a-z0-9][a-z0-9._-]{0,63}: UP",
            "catalog.json: products[4] UP: photoUrl is empty",
            "catalog.json: products[4] UP: stock is not a whole number from 0 to 1000000000",
            "catalog.json: products[4] UP: limitPerCustomer is not a whole number from 1 to 1000000000",
            "catalog.json: products[4] UP: active is neither true nor false",
            "catalog.json: products[5] a: sku is there twice");
  }

  @Test
  void aMonthThatIsTooDearIsAFaultToo() throws IOException {
    assertThat(
            faults(
                """
                {"products":[{"sku":"a","title":"A","description":"B","stars":10001,
                 "kind":"subscription","entitlement":"a"}]}
                """))
        .containsExactly(
            "catalog.json: products[0] a: stars of a subscription is not from 1 to 10000: 10001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | not well-formed JSON",
        "[] | the JSON is not an object",
        "{} | products is not a list",
        "{\"products\":{}} | products is not a list",
        "{\"products\":[],\"more\":1} | unknown field: more",
        "{\"products\":[],\"products\":[]} | the field products is there twice",
      })
  void whatIsNoCatalogueIsRefused(String text, String fault) throws IOException {
    assertThat(faults(text)).containsExactly("catalog.json: " + fault);
  }

  @Test
  void aFileThatIsNotThereCannotBeRead() {
    var thrown =
        catchThrowableOfType(
            ConfigurationException.class, () -> CatalogueFile.read(folder.resolve("none.json")));

    assertThat(thrown.faults()).containsExactly("none.json: cannot be read");
  }

  private List<String> faults(String text) throws IOException {
    var file = Files.writeString(folder.resolve("catalog.json"), text);
    return catchThrowableOfType(ConfigurationException.class, () -> CatalogueFile.read(file))
        .faults();
  }
}
