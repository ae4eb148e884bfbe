package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** What the API answered, with its body read as JSON. */
record Answer(int status, HttpHeaders headers, String text) {
  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  JsonObject json() {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  String get(String field) {
    return json().get(field).getAsString();
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** That it is a complete problem of that status and code; returns it for more. */
  Answer isProblem(int expectedStatus, String code) {
    assertThat(text).contains("\"code\":\"" + code + "\"");
    assertThat(status).isEqualTo(expectedStatus);
    assertThat(header("content-type")).isEqualTo("application/problem+json");
    assertThat(json().keySet())
        .containsExactlyInAnyOrder("type", "status", "title", "detail", "code");
    assertThat(json().get("status").getAsInt()).isEqualTo(expectedStatus);
    assertThat(get("code")).isEqualTo(code);
    assertThat(get("detail")).isNotBlank();
    return this;
  }

  Answer isStatus(int expected) {
    assertThat(status).as(text).isEqualTo(expected);
    return this;
  }
}
