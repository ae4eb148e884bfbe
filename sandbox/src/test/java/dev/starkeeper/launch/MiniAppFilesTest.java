package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what is served only a sample is sure to be there: the app itself is another module's. */
final class MiniAppFilesTest {
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @AutoClose private final MiniAppFiles files;

  MiniAppFilesTest() throws IOException {
    files = MiniAppFiles.start(new Address(4711));
  }

  @Test
  void appIsToldWhereTheApiIs() throws Exception {
    var config = get("/config.json");

    assertThat(config.body()).isEqualTo("{\"apiUrl\":\"http://127.0.0.1:4711\"}");
    assertThat(config.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(config.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void assetsAreKeptForGood() throws Exception {
    var asset = get("/assets/sample-1a2b.js");

    assertThat(asset.body()).isEqualTo("export const sample = 1;\n");
    assertThat(asset.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(asset.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing.html",
        "/assets",
        "/assets/..%2f..%2f..%2flaunch/Main.class",
        "//assets/sample-1a2b.js",
        "/.hidden"
      })
  void nothingElseIsServed(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void nothingIsTakenIn() throws Exception {
    var post =
        HttpRequest.newBuilder(files.address().uri("/config.json"))
            .POST(BodyPublishers.ofString("x"))
            .build();

    assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> get(String path) throws Exception {
    var request = HttpRequest.newBuilder(files.address().uri(path)).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
