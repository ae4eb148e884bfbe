package dev.starkeeper.sandbox.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.sandbox.wire.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the buttons under a message. */
final class InlineKeyboard {
  private static final int MAX_DATA = 64; // bytes
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
  private static final Set<String> OTHER_KINDS =
      Set.of(
          "pay",
          "login_url",
          "switch_inline_query",
          "switch_inline_query_current_chat",
          "switch_inline_query_chosen_chat",
          "copy_text",
          "callback_game");

  private InlineKeyboard() {}

  static void check(JsonElement keyboard) {
    if (!(keyboard instanceof JsonArray rows)) {
      throw Refusal.badRequest("field \"inline_keyboard\" must be of type Array");
    }
    for (var row : rows) {
      if (!(row instanceof JsonArray buttons)) {
        throw unreadable("expected an Array of Array of InlineKeyboardButton");
      }
      buttons.forEach(InlineKeyboard::checkButton);
    }
  }

  private static void checkButton(JsonElement element) {
    if (!(element instanceof JsonObject button)) throw unreadable("expected an Object");
    var text = text(button, "text");
    if (text.isEmpty()) throw unreadable("Can't find field \"text\"");
    if (button.has("callback_data")) {
      checkData(text(button, "callback_data"));
    } else if (button.has("url")) {
      checkUrl(text(button, "url"));
    } else if (button.get("web_app") instanceof JsonObject app) {
      checkApp(text(app, "url"));
    } else if (OTHER_KINDS.stream().noneMatch(button::has)) {
      throw unreadable("Text buttons are unallowed in the inline keyboard");
    }
  }

  private static void checkData(String data) {
    var bytes = data.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_DATA) throw Refusal.badRequest("BUTTON_DATA_INVALID");
  }

  private static void checkUrl(String url) {
    var scheme = String.valueOf(uri(url).getScheme());
    if (!Set.of("http", "https", "tg").contains(scheme)) {
      throw Refusal.badRequest("BUTTON_URL_INVALID");
    }
  }

  /** Over plain HTTP only on this machine, where Telegram would not go. */
  private static void checkApp(String url) {
    checkApp(url, "inline keyboard button");
  }

  /** {@code of} is what the address belongs to, in Telegram's words. */
  static void checkApp(String url, String of) {
    var uri = uri(url);
    if ("https".equals(uri.getScheme()) && uri.getHost() != null) return;
    if ("http".equals(uri.getScheme()) && isLoopback(uri.getHost())) return;
    throw Refusal.badRequest(
        of + " Web App URL '" + url + "' is invalid: Only HTTPS links are allowed");
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null && LOOPBACK.matcher(host).matches();
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // An invoice's link holds a dollar sign, which is fine; what is not goes no further.
      throw Refusal.badRequest("BUTTON_URL_INVALID");
    }
  }

  private static String text(JsonObject object, String field) {
    return object.get(field) instanceof JsonPrimitive value && value.isString()
        ? value.getAsString()
        : "";
  }

  private static Refusal unreadable(String why) {
    return Refusal.badRequest("can't parse inline keyboard button: " + why);
  }
}
