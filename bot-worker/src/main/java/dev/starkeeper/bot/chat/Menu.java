package dev.starkeeper.bot.chat;

import dev.starkeeper.bot.chat.Phrases.Spoken;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.telegram.BotCommand;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.ChatMessage.Button;
import dev.starkeeper.telegram.TelegramException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What needs no look into the database: the greeting, the terms, and which commands there are. */
final class Menu {
  private static final Logger log = LoggerFactory.getLogger(Menu.class);

  private final Speaker speaker;

  Menu(Speaker speaker) {
    this.speaker = speaker;
  }

  void greet(ChatUpdate update) {
    var in = speaker.to(update.from());
    speaker.reply(update, ChatMessage.with(in.say("start"), buttons(in)));
  }

  /** To a command that there is not; what is no command is left alone. */
  void hint(ChatUpdate update) {
    speaker.reply(update, ChatMessage.plain(speaker.to(update.from()).say("unknown")));
  }

  void terms(ChatUpdate update) {
    var in = speaker.to(update.from());
    var url = speaker.addresses().termsUrl();
    var text = url.map(address -> in.say("terms", address)).orElseGet(() -> in.say("terms.none"));
    var link = url.<Button>map(address -> new Button.Link(in.say("button.terms"), address));
    speaker.reply(update, ChatMessage.with(text, Speaker.withBack(in, link.stream().toList())));
  }

  private List<Button> buttons(Spoken in) {
    var buttons = new ArrayList<>(speaker.appButton(in));
    buttons.add(new Button.Press(in.say("button.purchases"), "purchases"));
    buttons.add(new Button.Press(in.say("button.support"), "paysupport"));
    buttons.add(new Button.Press(in.say("button.terms"), "terms"));
    return buttons;
  }

  /** Tells Telegram the commands in each language. That it does not listen does no harm. */
  void publish() {
    try {
      speaker.chats().setMyCommands("", commands(speaker.phrases().in(Phrases.OTHERWISE)));
      speaker
          .phrases()
          .all()
          .forEach((language, in) -> speaker.chats().setMyCommands(language, commands(in)));
    } catch (TelegramException e) {
      log.warn("the menu of commands is not published: {}", e.getMessage());
    }
  }

  private static List<BotCommand> commands(Spoken in) {
    return Stream.of("start", "purchases", "paysupport", "terms")
        .map(name -> new BotCommand(name, in.say("command." + name)))
        .toList();
  }
}
