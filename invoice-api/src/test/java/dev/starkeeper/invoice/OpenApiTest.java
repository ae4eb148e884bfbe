package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.starkeeper.invoice.Description.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description in itself, and beside the calls there are. */
final class OpenApiTest {
  // Of the OpenAPI Initiative, with its $dynamicRef to the schema of schemas as a $ref.
  private static final String OFFICIAL = "openapi-3.1.schema.json";

  @Test
  void itIsOpenApiAndItsSchemasAreJsonSchema() throws IOException {
    var official = JsonParser.parseString(resource(OFFICIAL)).getAsJsonObject();
    var schemas = new JsonObject();
    schemas.addProperty("$ref", "https://json-schema.org/draft/2020-12/schema");
    official.getAsJsonObject("$defs").add("schema", schemas);
    var schema =
        SchemaRegistry.withDialect(Dialects.getDraft202012())
            .getSchema(official.toString(), InputFormat.JSON);

    assertThat(schema.validate(Description.DOCUMENT.toString(), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate("{\"openapi\":\"3.1.1\"}", InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void itDescribesEveryCallThereIsAndNoOther() {
    try (var api = RunningApi.start()) {
      var described = new TreeMap<String, Set<String>>();
      for (var operation : Description.operations()) {
        described
            .computeIfAbsent(anonymous(operation.path()), _ -> new TreeSet<>())
            .add(operation.method().toUpperCase(Locale.ROOT));
      }
      var routed = new TreeMap<String, Set<String>>();
      api.allowed()
          .forEach((path, allow) -> routed.put(anonymous(path), new TreeSet<>(methods(allow))));

      assertThat(described).isEqualTo(routed);
    }
  }

  /** HEAD and OPTIONS are there everywhere, and described once. */
  private static List<String> methods(String allow) {
    return List.of(allow.split(", ", -1)).stream()
        .filter(method -> !Set.of("HEAD", "OPTIONS").contains(method))
        .toList();
  }

  private static String anonymous(String path) {
    return path.replaceAll(":\\w+|\\{\\w+}", "{}");
  }

  @Test
  void itIsServedAsItIs() {
    try (var api = RunningApi.start()) {
      var answer = api.send(api.asNobody("/openapi.json")).isStatus(200);

      assertThat(answer.json()).isEqualTo(Description.DOCUMENT);
      assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    }
  }

  @Test
  void eachCallHasANameOfItsOwn() {
    assertThat(Description.operations()).extracting(Operation::id).doesNotHaveDuplicates();
  }

  @Test
  void aPathsParametersAreDescribed() {
    for (var operation : Description.operations()) {
      var inPath =
          operation
              .parameters()
              .filter(parameter -> parameter.text("in").equals("path"))
              .map(parameter -> "{" + parameter.text("name") + "}");
      var parts = List.of(operation.path().split("/", -1)).stream().filter(p -> p.startsWith("{"));

      assertThat(inPath).as(operation.id()).containsExactlyElementsOf(parts.toList());
    }
  }

  @Test
  void everythingThatIsReferredToIsThereAndEverythingThereIsReferredTo() {
    var referredTo = new HashSet<String>();
    for (var object : objects(Description.DOCUMENT)) {
      if (object.get("$ref") instanceof JsonPrimitive ref) referredTo.add(ref.getAsString());
    }
    var components = Description.DOCUMENT.getAsJsonObject("components");
    var there =
        components.keySet().stream()
            .filter(kind -> !kind.equals("securitySchemes"))
            .flatMap(kind ->
                components.getAsJsonObject(kind).keySet().stream()
                    .map(name -> "#/components/" + kind + "/" + name))
            .collect(Collectors.toSet());

    assertThat(there).isEqualTo(referredTo);
  }

  @Test
  void objectsAreClosed() {
    for (var schema : objects(Description.DOCUMENT)) {
      var isClosed =
          schema.has("additionalProperties")
              || schema.has("unevaluatedProperties")
              || schema.has("maxProperties");
      if (isClosed || !schema.has("properties")) continue;
      // Left open are parts of a whole that is closed, and our own document.
      assertThat(OPEN).as("an open object: %s", schema).anyMatch(schema.toString()::contains);
    }
  }

  private static final List<String> OPEN =
      List.of(
          "\"kind\":{\"const\":", // the four of Good
          "\"photoUrl\":", // Offer
          "\"limitPerCustomer\":", // Supply
          "\"status\":{\"const\":", // what a problem's status and code may be
          "\"status\":{\"enum\":[\"paid\",\"refunded\"]}", // a condition
          "{\"properties\":{\"paidAt\":false",
          "{\"properties\":{\"refundedAt\":false");

  @Test
  void examplesAreAsTheirSchemasSay() {
    for (var name :
        Description.DOCUMENT.getAsJsonObject("components").getAsJsonObject("schemas").keySet()) {
      var schema = Description.root().at("components", "schemas", name).orElseThrow();
      if (!schema.json().has("examples")) continue;
      for (var example : schema.json().getAsJsonArray("examples")) {
        assertThat(schema.faults(example)).as(name).isEmpty();
      }
    }
    for (var operation : Description.operations()) {
      var body = operation.part().at("requestBody", "content", "application/json");
      if (body.isEmpty() || !body.get().json().has("example")) continue;
      var example = body.get().json().get("example");
      assertThat(body.get().at("schema").orElseThrow().faults(example)).isEmpty();
    }
  }

  private static List<JsonObject> objects(JsonElement element) {
    var objects = new ArrayList<JsonObject>();
    switch (element) {
      case JsonObject object -> {
        objects.add(object);
        object.asMap().values().forEach(value -> objects.addAll(objects(value)));
      }
      case JsonArray array -> array.forEach(value -> objects.addAll(objects(value)));
      default -> {}
    }
    return objects;
  }

  private static String resource(String name) throws IOException {
    try (var in = OpenApiTest.class.getResourceAsStream(name)) {
      if (in == null) throw new AssertionError("built without " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
