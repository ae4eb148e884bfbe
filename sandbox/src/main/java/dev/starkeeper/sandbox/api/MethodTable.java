package dev.starkeeper.sandbox.api;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The methods this Bot API knows, found without regard to case. */
public final class MethodTable {
  private static final Map<String, BotMethod> BY_NAME =
      Map.ofEntries(
          Map.entry("getMe", MessageMethods::getMe),
          Map.entry("sendMessage", MessageMethods::sendMessage),
          Map.entry("editMessageText", MessageMethods::editMessageText),
          Map.entry("answerCallbackQuery", MessageMethods::answerCallbackQuery),
          Map.entry("setMyCommands", CommandMethods::setMyCommands),
          Map.entry("getMyCommands", CommandMethods::getMyCommands),
          Map.entry("setChatMenuButton", MenuButtonMethods::setChatMenuButton),
          Map.entry("getChatMenuButton", MenuButtonMethods::getChatMenuButton),
          Map.entry("getUpdates", UpdateMethods::getUpdates),
          Map.entry("setWebhook", UpdateMethods::setWebhook),
          Map.entry("deleteWebhook", UpdateMethods::deleteWebhook),
          Map.entry("getWebhookInfo", UpdateMethods::getWebhookInfo),
          Map.entry("createInvoiceLink", InvoiceMethods::createInvoiceLink),
          Map.entry("sendInvoice", InvoiceMethods::sendInvoice),
          Map.entry("answerPreCheckoutQuery", StarMethods::answerPreCheckoutQuery),
          Map.entry("refundStarPayment", StarMethods::refundStarPayment),
          Map.entry("editUserStarSubscription", StarMethods::editUserStarSubscription),
          Map.entry("getStarTransactions", StarMethods::getStarTransactions),
          Map.entry("getMyStarBalance", StarMethods::getMyStarBalance));

  private static final Map<String, Named> BY_LOWER_CASE =
      BY_NAME.entrySet().stream()
          .map(entry -> new Named(entry.getKey(), entry.getValue()))
          .collect(Collectors.toUnmodifiableMap(named -> lowerCase(named.name()), named -> named));

  private MethodTable() {}

  /** A method and its name as the documentation spells it. */
  record Named(String name, BotMethod method) {}

  static Optional<Named> find(String name) {
    return Optional.ofNullable(BY_LOWER_CASE.get(lowerCase(name)));
  }

  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
