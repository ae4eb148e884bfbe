package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.AnswerChats;
import dev.starkeeper.bot.chat.ChatConfig;
import dev.starkeeper.bot.chat.PacedChats;
import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.chat.TellAnswer;
import dev.starkeeper.bot.chat.TellPayer;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.db.TestDatabase.Role;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.sale.MintPolicy;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import dev.starkeeper.store.ChatUpdateStore.Chat;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.PengradTelegram;
import dev.starkeeper.telegram.TelegramConfig;
import dev.starkeeper.telegram.TelegramException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** A worker whose every step the test makes, a sandbox over real sockets, and who chats there. */
final class PlayedChat implements AutoCloseable {
  static final String APP = "https://shop.example/app";
  private static final String TOKEN = "7000001:AAFixedTokenOfTheWorkersTests000042";
  private static final Set<String> TELLING = Set.of("message", "press", "updates");

  final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOON);
  final TestDatabase test = TestDatabase.copy();
  final Shop shop = new Shop(test.database());
  final Database database = Database.open(test.as(Role.WORKER), "test"); // with its rights alone
  final TelegramUser user;
  final PengradTelegram telegram;
  final PacedChats chats;
  final AnswerChats answerChats;
  final TellPayer tellPayer;
  final TellAnswer tellAnswer;
  private final SandboxServer sandbox;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AnswerPreCheckouts answer;
  private final PollUpdates poll;
  private volatile boolean isUnheard; // Telegram has something to tell

  /** A message of the bot's as it stands, its buttons as {@code label=what it does}. */
  record Shown(int id, String text, List<String> buttons, boolean edited) {}

  PlayedChat(String language) {
    user = new TelegramUser(Shop.aBuyer().id(), language);
    sandbox = started();
    telegram =
        new PengradTelegram(
            new TelegramConfig(new BotToken(TOKEN), sandbox.url().toString(), false));
    chats = new PacedChats(telegram.chats(), now::get, this::passes);
    answerChats = new AnswerChats(database, new Bot(Shop.BOT, telegram), chats, config(), now::get);
    tellPayer = new TellPayer(database, chats, now::get, config());
    tellAnswer = new TellAnswer(database, chats, now::get, config());
    var hold = new HoldInvoices(database, Shop.BOT, now::get, Shop.GRACE);
    var meters = BotMeters.unseen();
    answer = new AnswerPreCheckouts(telegram, hold, new Phrases(), meters.preCheckouts());
    poll = Shop.polling(telegram, answer, database, now::get, meters);
  }

  private SandboxServer started() {
    try {
      return SandboxServer.start(SandboxConfig.atAnyPort().withoutPollPacing(), now::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ChatConfig config() {
    var addresses =
        new ChatConfig.Addresses(
            Optional.of("@shop_help"), Optional.of("https://shop.example/terms"), Optional.of(APP));
    return new ChatConfig(new Phrases(), addresses, new MintPolicy(Shop.TTL, 20), Shop.GRACE);
  }

  /** Time that is waited for goes by at once. */
  void passes(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** He writes, and the worker does all that follows. */
  void writes(String text) {
    writesUnheard(text);
    work();
  }

  /** The worker has not looked yet. */
  void writesUnheard(String text) {
    control("POST", "message", "{\"user\":" + json() + ",\"text\":\"" + text + "\"}");
  }

  /** He presses what does {@code data} under the newest message that has such a button. */
  void presses(String data) {
    var message =
        messages().stream()
            .filter(shown -> shown.buttons().stream().anyMatch(b -> b.endsWith("=" + data)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + data + " in " + messages()));
    var button = ",\"messageId\":" + message.id() + ",\"data\":\"" + data + "\"}";
    control("POST", "press", "{\"user\":" + json() + button);
    work();
  }

  /** {@code what} is a link or a message, as JSON members. The worker does what follows. */
  void pays(String what) {
    var body = "{" + what + ",\"user\":" + json() + "}";
    var paying = CompletableFuture.supplyAsync(() -> control("POST", "pay", body));
    poll.run(); // the pre-checkout
    var paid = paying.join();
    if (!paid.contains("\"paid\"")) throw new AssertionError(paid);
    poll.run();
  }

  void push(String update) {
    control("POST", "updates", update);
  }

  void faults(String faults) {
    control("PUT", "faults", faults);
  }

  void blocks(boolean blocked) {
    control("POST", "block", "{\"user\":" + json() + ",\"blocked\":" + blocked + "}");
  }

  private String json() {
    return "{\"id\":%d,\"first_name\":\"Ada\",\"language_code\":\"%s\"}"
        .formatted(user.id().value(), user.languageCode());
  }

  /** Takes the updates there are, and has each conversation gone on with until none waits. */
  void work() {
    hears();
    for (var chat : conversations()) {
      answerChats.answer(chat);
      database.inTransactionDo(
          tx -> tx.execute("delete from scheduled_tasks where task_name = 'conversation'"));
      answerChats.goOn(chat);
    }
  }

  /** Whether the worker's task would be tried again. */
  boolean failsToWork() {
    try {
      work();
    } catch (TelegramException e) {
      return true;
    }
    return false;
  }

  /** Takes the updates there are, if any: Telegram would have us wait for some. */
  void hears() {
    if (!isUnheard) return;
    isUnheard = false;
    poll.run();
  }

  List<Chat> conversations() {
    return shop
        .rows("select task_instance from scheduled_tasks where task_name = 'conversation'")
        .stream()
        .map(id -> id.substring(id.indexOf(':') + 1))
        .map(id -> new Chat(Shop.BOT, new TelegramUserId(Long.parseLong(id))))
        .toList();
  }

  /** The newest first. */
  List<Shown> messages() {
    var state = control("GET", "state", "");
    return database.inTransaction(tx ->
        tx.fetch(MESSAGES, state)
            .map(row ->
                new Shown(
                    row.get(0, Integer.class),
                    row.get(1, String.class),
                    Arrays.asList(row.get(2, String[].class)),
                    row.get(3, Boolean.class))));
  }

  /** Nobody here reads JSON but PostgreSQL. */
  private static final String MESSAGES =
      """
      select (m ->> 'messageId')::integer, m ->> 'text',
        array(select coalesce(b ->> 'text', '') || '=' || coalesce(
                b ->> 'callback_data', b ->> 'url', b -> 'web_app' ->> 'url', b ->> 'pay', '')
              from jsonb_array_elements(m -> 'replyMarkup' -> 'inline_keyboard') r,
                   jsonb_array_elements(r) b),
        jsonb_exists(m, 'editedAt')
      from jsonb_array_elements((?::jsonb) -> 'messages') with ordinality as t (m, place)
      order by place
      """;

  Shown newest() {
    return messages().getFirst();
  }

  String state() {
    return control("GET", "state", "");
  }

  private String control(String verb, String name, String body) {
    isUnheard |= TELLING.contains(name);
    var request =
        HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/" + name + "?token=" + TOKEN))
            .method(verb, BodyPublishers.ofString(body))
            .build();
    try {
      var answered = http.send(request, BodyHandlers.ofString());
      if (answered.statusCode() == 200) return answered.body();
      throw new AssertionError(name + ": " + answered.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    answer.close();
    telegram.close();
    sandbox.close();
    http.close();
    database.close();
    test.close();
  }
}
