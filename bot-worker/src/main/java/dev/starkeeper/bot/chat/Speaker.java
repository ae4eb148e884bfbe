package dev.starkeeper.bot.chat;

import dev.starkeeper.bot.chat.Phrases.Spoken;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.ChatMessage.Button;
import dev.starkeeper.telegram.Chats;
import dev.starkeeper.telegram.TelegramException;
import java.util.ArrayList;
import java.util.List;

/** Says things to people, in their words and in the right place. */
record Speaker(Chats chats, Phrases phrases, ChatConfig.Addresses addresses) {
  private static final int BAD_REQUEST = 400;

  Spoken to(TelegramUser user) {
    return phrases.in(user.languageCode());
  }

  /** Who wrote gets a message; who pressed a button sees the message above it change. */
  void reply(ChatUpdate update, ChatMessage message) {
    var chat = update.from().id();
    switch (update.deed()) {
      case Deed.Wrote _ -> chats.send(chat, message);
      case Deed.Pressed(_, var above, _) -> editOrSend(chat, above, message);
    }
  }

  /** Where the old message can be edited no more, perhaps because he deleted it, a new one. */
  MessageId editOrSend(TelegramUserId chat, MessageId old, ChatMessage message) {
    try {
      chats.edit(chat, old, message);
      return old;
    } catch (TelegramException.Refused e) {
      if (e.code() != BAD_REQUEST) throw e;
      return chats.send(chat, message);
    }
  }

  /** The button that opens the Mini App, if there is one. */
  List<Button> appButton(Spoken in) {
    return addresses
        .miniAppUrl()
        .<List<Button>>map(url -> List.of(new Button.App(in.say("button.app"), url)))
        .orElse(List.of());
  }

  /** Below {@code above}, the one that leads back to the menu. */
  static List<Button> withBack(Spoken in, List<Button> above) {
    var buttons = new ArrayList<>(above);
    buttons.add(new Button.Press(in.say("button.back"), "menu"));
    return buttons;
  }
}
