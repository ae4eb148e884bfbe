package dev.starkeeper.sandbox.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.StrictJson;
import org.jspecify.annotations.Nullable;

/** Reads {@code reply_markup}, which is kept as it is once its buttons are ones. */
final class ReplyMarkup {
  private ReplyMarkup() {}

  static @Nullable JsonElement read(Parameters parameters) {
    if (!parameters.has("reply_markup")) return null;
    var json =
        StrictJson.parse(parameters.text("reply_markup"))
            .orElseThrow(() -> Refusal.badRequest("can't parse reply keyboard markup JSON object"));
    if (json instanceof JsonObject markup) {
      if (markup.has("inline_keyboard")) InlineKeyboard.check(markup.get("inline_keyboard"));
      return markup.isEmpty() ? null : markup;
    }
    throw Refusal.badRequest("object expected as reply markup");
  }
}
