package dev.starkeeper.bench.world;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a bot passes to a method: the Bot API takes a form as well as JSON. */
sealed interface Parameters {
  static Parameters of(HttpServerRequest request, Buffer body) {
    var type = request.getHeader("Content-Type");
    if (type != null && type.startsWith("application/json")) {
      return new InJson(body.toJsonObject());
    }
    var fields = MultiMap.caseInsensitiveMultiMap().addAll(request.params());
    for (var field : body.toString().split("&", -1)) {
      var equals = field.indexOf('=');
      if (equals > 0)
        fields.add(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
    }
    return new InForm(fields);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Empty if it is not there. */
  String text(String name);

  default long number(String name, long otherwise) {
    var text = text(name);
    return text.isEmpty() ? otherwise : Long.parseLong(text);
  }

  /** The first price of an invoice. */
  default int stars() {
    return new JsonArray(text("prices")).getJsonObject(0).getInteger("amount");
  }

  record InJson(JsonObject json) implements Parameters {
    @Override
    public String text(String name) {
      return asText(json.getValue(name));
    }

    private static String asText(@Nullable Object value) {
      return value == null ? "" : value.toString();
    }
  }

  record InForm(MultiMap fields) implements Parameters {
    @Override
    public String text(String name) {
      var value = fields.get(name);
      return value == null ? "" : value;
    }
  }
}
