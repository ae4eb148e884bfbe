package dev.starkeeper.bot.chat;

import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.sale.EditSubscription.Wish;
import dev.starkeeper.store.ChatUpdateStore.Waiting;

/** Leads what somebody did to what answers it. */
record Dispatch(
    Menu menu, SellInChat sell, ShowPurchases purchases, EndSubscription end, AskForHelp help) {

  void answer(Waiting waiting) {
    var update = waiting.update();
    switch (update.deed()) {
      case Deed.Wrote(var text) -> wrote(waiting, text);
      case Deed.Pressed(_, _, var data) -> pressed(update, data);
    }
  }

  private void wrote(Waiting waiting, String text) {
    var update = waiting.update();
    var command = Command.parse(text);
    if (command.isEmpty()) {
      help.take(waiting, text);
      return;
    }
    help.changedHisMind(update);
    switch (command.get()) {
      case Command(var name, var argument)
          when name.equals("start") && argument.startsWith(SellInChat.BUY) ->
          sell.sell(update, argument.substring(SellInChat.BUY.length()));
      case Command(var name, _) -> named(update, name);
    }
  }

  private void named(ChatUpdate update, String name) {
    switch (name) {
      case "start", "help" -> menu.greet(update);
      case "purchases" -> purchases.show(update);
      case "paysupport", "support" -> help.list(update);
      case "terms" -> menu.terms(update);
      default -> menu.hint(update);
    }
  }

  /** Buttons of older releases may still be about: what is not known leads back to the menu. */
  private void pressed(ChatUpdate update, String data) {
    var colon = data.indexOf(':');
    var word = colon < 0 ? data : data.substring(0, colon);
    var what = data.substring(colon + 1);
    switch (word) {
      case "purchases" -> purchases.show(update);
      case "paysupport" -> help.list(update);
      case "terms" -> menu.terms(update);
      case "cancel" -> end.ask(update, what);
      case "cancel!" -> end.edit(update, what, Wish.CANCEL);
      case "resume" -> end.edit(update, what, Wish.RESUME);
      case "help" -> help.ask(update, what);
      default -> menu.greet(update);
    }
  }
}
