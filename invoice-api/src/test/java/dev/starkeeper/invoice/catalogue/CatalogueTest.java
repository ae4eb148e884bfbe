package dev.starkeeper.invoice.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.invoice.RunningApi;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Stock;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue as a file, on a real API. */
final class CatalogueTest {
  private static final Path EXAMPLE = Path.of("../docs/catalog.json");
  private static final String COINS =
      """
      {"sku":"coins","title":"Coins","description":"A hundred","stars":50,
       "kind":"consumable","unit":"coins","units":100}\
      """;

  @TempDir private Path folder;

  private final RunningApi running = RunningApi.start();
  private final CatalogueApi api = at(RunningApi.SERVER_KEY);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    api.close();
    running.close();
  }

  @Test
  void theExampleIsAppliedAndShownAsItIs() throws IOException {
    assertThat(apply(EXAMPLE))
        .contains("+ premium  new: \"Premium\", 250 Stars, unlock")
        .contains("+ week  new: \"Неделя премиума ✨\", 40 Stars, pass")
        .contains("5 products, 5 to change", "premium created", "club created");
    assertThat(apply(EXAMPLE)).contains("= premium", "= club", "5 products, nothing to change");

    var shown = CatalogueFile.write(api.onSale());
    assertThat(apply(file(shown))).contains("5 products, nothing to change");
    assertThat(shown).contains("Неделя премиума ✨", "https://shop.example/premium.png");
  }

  @Test
  void aChangeIsShownFieldByFieldBeforeItIsMade() throws IOException {
    apply(list(COINS));
    var file =
        list(COINS.replace("50,", "60,\"limitPerCustomer\":3,").replace("Coins", "Монеты 🪙"));

    var looked = run(new Task.Apply(file, false, false, false, Stock.KEPT), "");
    assertThat(looked)
        .contains("~ coins")
        .contains("    title \"Coins\" → \"Монеты 🪙\"")
        .contains("    stars 50 → 60")
        .contains("    limitPerCustomer none → 3")
        .contains("1 products, 1 to change")
        .doesNotContain("changed");
    assertThat(stars("coins")).isEqualTo(50);

    assertThat(run(asking(file), "n")).contains("Nothing was changed.");
    assertThat(stars("coins")).isEqualTo(50);

    assertThat(run(asking(file), "y")).contains("coins changed");
    assertThat(stars("coins")).isEqualTo(60);
  }

  @Test
  void withoutATerminalNobodyIsAsked() throws IOException {
    var file = list(COINS);
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var nobody = new ApplyCatalogue(api, out, _ -> Optional.empty());

    assertThatThrownBy(() -> nobody.apply(asking(file)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("add --yes");
    assertThat(api.onSale()).isEmpty();
  }

  @Test
  void whatIsNotInTheFileIsWithdrawnOnlyWhenAsked() throws IOException {
    apply(list(COINS, COINS.replace("\"coins\"", "\"old\"")));
    var file = list(COINS);

    assertThat(apply(file)).contains("? old  not in the file, and stays on sale");
    assertThat(api.onSale()).hasSize(2);
    assertThat(run(new Task.Apply(file, false, true, true, Stock.KEPT), ""))
        .contains("- old  not in the file: to be withdrawn", "old withdrawn");
    assertThat(api.onSale()).hasSize(1);
    assertThat(run(new Task.Apply(file, false, true, true, Stock.KEPT), ""))
        .contains("nothing to change");
  }

  @Test
  void oneThatWasWithdrawnIsChangedToBeOnSale() throws IOException {
    apply(list(COINS));
    api.withdraw("coins");

    assertThat(apply(list(COINS))).contains("~ coins", "active false → true", "coins changed");
    assertThat(apply(list(COINS.replace("50,", "50,\"active\":false,"))))
        .contains("active true → false");
    assertThat(api.onSale()).isEmpty();
  }

  @Test
  void aFailureInTheMiddleSaysWhatIsDoneAndRunningItAgainDoesTheRest() throws IOException {
    var file = list(named("a"), named("b"), named("c"));
    sql(
        "create function no() returns trigger language plpgsql as 'begin raise exception ''no''; end'");
    sql(
        "create trigger no before insert on product for each row when (new.sku = 'b')"
            + " execute function no()");

    assertThatThrownBy(() -> apply(file))
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("PUT /v1/products/b -> 500 internal_error")
        .hasMessageContaining("1 of 3 are done, these are not: b, c.");
    assertThat(api.onSale()).hasSize(1);

    sql("drop trigger no on product");
    assertThat(apply(file)).contains("= a", "b created", "c created").doesNotContain("a created");
    assertThat(api.onSale()).hasSize(3);
  }

  @Test
  void whatCannotBeReachedOrIsNotAllowedIsTold() {
    try (var stranger = at("not-the-key-of-anybody");
        var nowhere =
            new CatalogueApi(new CatalogueApi.Place(URI.create("http://127.0.0.1:1"), "key"))) {
      assertThatThrownBy(stranger::onSale)
          .isInstanceOf(CallFailed.class)
          .hasMessage("GET /v1/products -> 401 invalid_api_key: No server has this key.");
      assertThatThrownBy(nowhere::onSale)
          .isInstanceOf(CallFailed.class)
          .hasMessage("no answer from http://127.0.0.1:1 to GET /v1/products");
    }
  }

  private CatalogueApi at(String key) {
    var url = running.uri("").toString();
    return new CatalogueApi(new CatalogueApi.Place(URI.create(url), key));
  }

  private String apply(Path file) {
    return run(new Task.Apply(file, false, true, false, Stock.KEPT), "");
  }

  private static Task.Apply asking(Path file) {
    return new Task.Apply(file, true, true, false, Stock.KEPT);
  }

  private String run(Task.Apply task, String typed) {
    printed.reset();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    new ApplyCatalogue(api, out, _ -> Optional.of(typed)).apply(task);
    return printed.toString(StandardCharsets.UTF_8);
  }

  private int stars(String sku) {
    return api.find(sku).orElseThrow().get("stars").getAsInt();
  }

  private static String named(String sku) {
    return COINS.replace("\"sku\":\"coins\"", "\"sku\":\"" + sku + "\"");
  }

  private Path list(String... products) throws IOException {
    return file("{\"products\":[" + String.join(",", products) + "]}");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("catalog.json"), text);
  }

  private void sql(String statement) {
    running.database.database().inTransactionDo(tx -> tx.execute(statement));
  }
}
