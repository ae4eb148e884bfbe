package dev.starkeeper.invoice;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.starkeeper.invoice.docs.OpenApi;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API's description, as tests read it. */
final class Description {
  private static final String HERE = "https://starkeeper.example/openapi.json";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  static final JsonObject DOCUMENT = OpenApi.document();

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDialect(
          Dialects.getDraft202012(),
          builder ->
              builder
                  .schemas(Map.of(HERE, DOCUMENT.toString()))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private Description() {}

  /** A part of the document: where it is, as a JSON pointer, and what it says. */
  record Part(String pointer, JsonObject json) {
    /** What stands under these names, one within the other; references are followed. */
    Optional<Part> at(String... names) {
      var part = this;
      for (var name : names) {
        if (!part.json.has(name)) return Optional.empty();
        part = follow(part.pointer + "/" + escaped(name), part.json.getAsJsonObject(name));
      }
      return Optional.of(part);
    }

    Stream<Part> each(String list) {
      if (!json.has(list)) return Stream.of();
      var elements = json.getAsJsonArray(list).asList();
      return Stream.iterate(0, i -> i < elements.size(), i -> i + 1)
          .map(i -> follow(pointer + "/" + list + "/" + i, elements.get(i).getAsJsonObject()));
    }

    String text(String name) {
      return json.get(name).getAsString();
    }

    /** What is wrong with {@code value} by this schema. */
    List<String> faults(JsonElement value) {
      var schema = SCHEMAS.getSchema(SchemaLocation.of(HERE + "#" + pointer));
      return schema.validate(value.toString(), InputFormat.JSON).stream()
          .map(Object::toString)
          .toList();
    }
  }

  /** One call: its method in lower case, its path as a template, and what both are about. */
  record Operation(String method, String path, Part item, Part part) {
    String id() {
      return part.text("operationId");
    }

    /** Those of the path first. */
    Stream<Part> parameters() {
      return Stream.concat(item.each("parameters"), part.each("parameters"));
    }

    /** Who may call: {@code server}, {@code tma}, both or nobody in particular. */
    Set<String> callers() {
      return part.json().getAsJsonArray("security").asList().stream()
          .flatMap(scheme -> scheme.getAsJsonObject().keySet().stream())
          .collect(Collectors.toUnmodifiableSet());
    }

    boolean describes(int status) {
      return part.at("responses", Integer.toString(status)).isPresent();
    }
  }

  static Part root() {
    return new Part("", DOCUMENT);
  }

  static List<Operation> operations() {
    return DOCUMENT.getAsJsonObject("paths").keySet().stream()
        .flatMap(Description::operationsAt)
        .toList();
  }

  private static Stream<Operation> operationsAt(String path) {
    var item = root().at("paths", path).orElseThrow();
    return item.json().keySet().stream()
        .filter(METHODS::contains)
        .map(method -> new Operation(method, path, item, item.at(method).orElseThrow()));
  }

  /** What that request is for; {@code path} is as it is sent, without a query. */
  static Optional<Operation> operation(String method, String path) {
    var wanted = method.toLowerCase(Locale.ROOT);
    return operations().stream()
        .filter(operation -> operation.method().equals(wanted))
        .filter(operation -> path.matches(operation.path().replaceAll("\\{\\w+}", "[^/;]+")))
        .findFirst();
  }

  private static Part follow(String pointer, JsonObject json) {
    if (!json.has("$ref")) return new Part(pointer, json);
    var target = json.get("$ref").getAsString().substring(1);
    var found = DOCUMENT;
    for (var name : target.substring(1).split("/", -1)) found = found.getAsJsonObject(name);
    return follow(target, found);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
