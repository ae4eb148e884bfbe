package dev.starkeeper.telegram;

import java.util.List;

/** Plain text of at most 4096 characters, with what stands under it. */
public record ChatMessage(String text, Below below) {
  /** The Bot API's {@code reply_markup}. */
  public sealed interface Below {
    record Nothing() implements Below {}

    /** Rows of buttons, from the top. */
    record Buttons(List<List<Button>> rows) implements Below {}

    /** His keyboard opens for an answer; {@code placeholder} of at most 64 characters is in it. */
    record AskForReply(String placeholder) implements Below {}
  }

  /** The Bot API's {@code InlineKeyboardButton}. */
  public sealed interface Button {
    String label();

    /** Opens an address, which may be an invoice's link. */
    record Link(String label, String url) implements Button {}

    /** Opens the Mini App. */
    record App(String label, String url) implements Button {}

    /** Tells the bot; {@code data} has at most 64 bytes. */
    record Press(String label, String data) implements Button {}
  }

  public static ChatMessage plain(String text) {
    return new ChatMessage(text, new Below.Nothing());
  }

  /** One button a row: labels are sentences in some languages. */
  public static ChatMessage with(String text, List<Button> buttons) {
    return buttons.isEmpty()
        ? plain(text)
        : new ChatMessage(text, new Below.Buttons(buttons.stream().map(List::of).toList()));
  }
}
