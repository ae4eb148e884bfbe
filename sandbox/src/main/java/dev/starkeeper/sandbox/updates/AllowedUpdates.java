package dev.starkeeper.sandbox.updates;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.starkeeper.sandbox.wire.StrictJson;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which kinds of update a bot asked for. */
public record AllowedUpdates(Set<UpdateKind> kinds) {
  static final AllowedUpdates BY_DEFAULT =
      new AllowedUpdates(
          Arrays.stream(UpdateKind.values())
              .filter(UpdateKind::isSentByDefault)
              .collect(Collectors.toUnmodifiableSet()));

  /** Empty where Telegram keeps the previous setting: nothing given, or no array of strings. */
  public static Optional<AllowedUpdates> parse(String text) {
    return StrictJson.parse(text)
        .flatMap(json -> json instanceof JsonArray names ? of(names) : Optional.empty());
  }

  private static Optional<AllowedUpdates> of(JsonArray names) {
    var kinds = EnumSet.noneOf(UpdateKind.class);
    for (var name : names) {
      if (!isString(name)) return Optional.empty();
      for (var kind : UpdateKind.values()) {
        if (kind.fieldName().equalsIgnoreCase(name.getAsString())) kinds.add(kind);
      }
    }
    return Optional.of(kinds.isEmpty() ? BY_DEFAULT : new AllowedUpdates(Set.copyOf(kinds)));
  }

  private static boolean isString(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
  }

  public JsonArray toJson() {
    var names = new JsonArray();
    kinds.stream().sorted().map(UpdateKind::fieldName).forEach(names::add);
    return names;
  }
}
