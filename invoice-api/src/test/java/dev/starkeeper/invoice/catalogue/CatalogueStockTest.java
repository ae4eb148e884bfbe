package dev.starkeeper.invoice.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sold stays sold, however often a file is applied. */
final class CatalogueStockTest {
  private static final String POSTER =
      """
      {"products":[{"sku":"poster","title":"Poster","description":"One of fifty","stars":900,
       "kind":"consumable","unit":"posters","units":1,"stock":50}]}
      """;
  private static final String DEARER = POSTER.replace("900", "950");
  private static final String UNLIMITED = POSTER.replace(",\"stock\":50", "");

  @TempDir private Path folder;

  private final RunningApi running = RunningApi.start();
  private final CatalogueApi api =
      new CatalogueApi(
          new CatalogueApi.Place(URI.create(running.uri("").toString()), RunningApi.SERVER_KEY));

  @AfterEach
  void stop() {
    api.close();
    running.close();
  }

  @Test
  void whatIsSoldStaysSoldWhenTheFileIsAppliedAgain() throws IOException {
    assertThat(apply(POSTER)).contains("poster created");
    assertThat(stock()).isEqualTo("50");
    sell(30);

    assertThat(apply(POSTER))
        .contains("= poster", "    stock: 50 in the file, 20 left; left as it is")
        .contains("1 products, nothing to change");
    assertThat(stock()).isEqualTo("20");

    assertThat(apply(DEARER))
        .contains("    stars 900 → 950", "    stock: 50 in the file, 20 left; left as it is")
        .contains("poster changed");
    assertThat(stock()).isEqualTo("20");
  }

  @Test
  void aLimitIsNeitherMadeNorLiftedUnlessItIsAskedFor() throws IOException {
    apply(POSTER);
    assertThat(apply(UNLIMITED))
        .contains("stock: none in the file, 50 left; left as it is", "nothing to change");
    assertThat(apply(UNLIMITED.replace("900", "950"))).contains("poster changed");
    assertThat(stock()).isEqualTo("50");

    assertThat(setStock(UNLIMITED)).contains("    stock 50 → none", "poster changed");
    assertThat(stock()).isEqualTo("none");
    assertThat(apply(DEARER))
        .contains("stock: 50 in the file, no limit now; left as it is", "poster changed");
    assertThat(stock()).isEqualTo("none");
  }

  @Test
  void theFilesStockIsSetWhenItIsAskedFor() throws IOException {
    apply(POSTER);
    sell(30);

    assertThat(setStock(POSTER)).contains("    stock 20 → 50", "poster changed");
    assertThat(stock()).isEqualTo("50");
    assertThat(setStock(POSTER)).contains("nothing to change");
  }

  @Test
  void whatIsSoldWhileSomebodyThinksIsNotPutBack() throws IOException {
    apply(POSTER);

    var told = run(DEARER, true, Stock.KEPT, () -> sell(2));

    assertThat(told).contains("stars 900 → 950", "poster changed").doesNotContain("stock");
    assertThat(stock()).isEqualTo("48");
  }

  @Test
  void aProductThatAppearsWhileSomebodyThinksKeepsItsStock() throws IOException {
    var told =
        run(
            DEARER,
            true,
            Stock.KEPT,
            () -> {
              apply(POSTER);
              sell(2);
            });

    assertThat(told).contains("+ poster", "poster changed");
    assertThat(stock()).isEqualTo("48");
  }

  @Test
  void aWithdrawnProductComesBackWithWhatIsLeft() throws IOException {
    apply(POSTER);
    sell(30);
    api.withdraw("poster");

    assertThat(apply(POSTER)).contains("active false → true", "20 left", "poster changed");
    assertThat(stock()).isEqualTo("20");
  }

  @Test
  void whatIsShownIsUnchangedAfterSales() throws IOException {
    apply(POSTER);
    sell(30);

    var shown = CatalogueFile.write(api.onSale());

    assertThat(shown).contains("\"stock\": 20");
    assertThat(apply(shown)).contains("= poster", "nothing to change").doesNotContain("left");
    assertThat(setStock(shown)).contains("= poster", "nothing to change");
  }

  private interface Meanwhile {
    void happens() throws IOException;
  }

  private String apply(String file) throws IOException {
    return run(file, false, Stock.KEPT, () -> {});
  }

  private String setStock(String file) throws IOException {
    return run(file, false, Stock.SET, () -> {});
  }

  private String run(String text, boolean ask, Stock stock, Meanwhile meanwhile)
      throws IOException {
    var file = Files.writeString(Files.createTempFile(folder, "catalog", ".json"), text);
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    ApplyCatalogue.Terminal terminal =
        _ -> {
          try {
            meanwhile.happens();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return Optional.of("y");
        };
    new ApplyCatalogue(api, out, terminal).apply(new Task.Apply(file, ask, true, false, stock));
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void sell(int pieces) {
    running
        .database
        .database()
        .inTransactionDo(tx -> tx.execute("update product set stock = stock - " + pieces));
  }

  private String stock() {
    @Nullable JsonElement stock = api.find("poster").orElseThrow().get("stock");
    return stock == null ? "none" : stock.getAsString();
  }
}
