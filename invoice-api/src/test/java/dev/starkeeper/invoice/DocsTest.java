package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DocsTest {
  private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  private final RunningApi api = RunningApi.start();

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void thePageAsksForWhatIsThere() {
    var page = api.send(api.asNobody("/docs")).isStatus(200).text();

    var addresses = ADDRESS.matcher(page).results().map(found -> found.group(1)).toList();
    assertThat(addresses).hasSize(6).contains("data:,", "openapi.json", "docs/docs.js");
    for (var address : addresses) {
      if (address.startsWith("data:")) continue;
      // Relative: the API may stand behind a path of its own.
      assertThat(address).doesNotContain(":").doesNotStartWith("/");
      api.send(api.asNobody("/" + address)).isStatus(200);
    }
  }

  @Test
  void nothingButItsOwnFilesMayRunOrBeAsked() {
    var page = api.send(api.asNobody("/docs"));

    assertThat(page.header("content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self';")
        .contains("connect-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http");
    assertThat(page.text()).doesNotContain("<script>", "<style", "onload=", "style=");
    assertThat(page.header("cache-control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @CsvSource({
    "swagger-ui.css, text/css;charset=utf-8",
    "swagger-ui-bundle.js, text/javascript;charset=utf-8",
    "docs.css, text/css;charset=utf-8",
    "docs.js, text/javascript;charset=utf-8",
  })
  void itsFilesAreKeptForADay(String file, String type) {
    var answer = api.send(api.asNobody("/docs/" + file)).isStatus(200);

    assertThat(answer.header("content-type")).isEqualTo(type);
    assertThat(answer.header("cache-control")).isEqualTo("public, max-age=86400");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.text()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/",
        "/docs/page.html",
        "/docs/openapi/api.json",
        "/docs/..%2Fopenapi%2Fapi.json",
        "/docs/%2e%2e%2fMain.class",
        "/docs/swagger-ui.js",
        "/docs/index.html",
        "/openapi",
      })
  void thereAreNoOthers(String path) {
    api.send(api.asNobody(path)).isProblem(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/docs/../../x",
        "/docs/docs.js%00"
      })
  void aPathThatLeavesItIsNone(String path) {
    assertThat(api.send(api.asNobody(path)).status()).isIn(400, 404);
  }
}
