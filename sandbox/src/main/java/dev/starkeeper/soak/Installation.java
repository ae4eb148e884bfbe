package dev.starkeeper.soak;

import dev.starkeeper.launch.Account;
import dev.starkeeper.launch.Address;
import dev.starkeeper.launch.Child;
import dev.starkeeper.launch.ChildLog;
import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that a soak runs on, on this machine alone and on free ports. */
final class Installation implements AutoCloseable {
  // Shorter than the usual minute, and longer than Telegram's ten seconds: while the workers or the
  // database are away it lapses, so that second charges happen and have to go back.
  private static final String CHECKOUT_HOLD = "PT12S";

  private final DurablePostgres postgres;
  private final SandboxServer telegram;
  private final JsonHttp http;
  private final Account account;
  private final Path logs;

  private Installation(
      DurablePostgres postgres, SandboxServer telegram, JsonHttp http, Account account, Path logs) {
    this.postgres = postgres;
    this.telegram = telegram;
    this.http = http;
    this.account = account;
    this.logs = logs;
  }

  static Installation start(InstantSource clock) throws IOException {
    var logs = Files.createTempDirectory("starkeeper-soak-");
    var postgres = DurablePostgres.start();
    try {
      var telegram = SandboxServer.start(SandboxConfig.atAnyPort(), clock);
      var account = Account.madeUp(new SecureRandom());
      return new Installation(postgres, telegram, new JsonHttp(), account, logs);
    } catch (IOException e) {
      postgres.close();
      throw e;
    }
  }

  DurablePostgres postgres() {
    return postgres;
  }

  JsonHttp http() {
    return http;
  }

  Account account() {
    return account;
  }

  /** Kept when everything else is thrown away. */
  Path logs() {
    return logs;
  }

  PlayedTelegram telegram() {
    return new PlayedTelegram(telegram.url(), account.botToken(), http);
  }

  /** Starts so many of each; they are not ready yet. */
  Fleet startFleet(Programs programs, int ofEach, InstantSource clock) {
    var apis = new ArrayList<Member>();
    var workers = new ArrayList<Member>();
    for (var i = 1; i <= ofEach; i++) {
      apis.add(member("invoice-api-" + i, "PORT", programs.api(), programs.settings()));
      workers.add(member("bot-worker-" + i, "WORKER_PORT", programs.worker(), programs.settings()));
    }
    return new Fleet(apis, workers, http, clock);
  }

  private Member member(
      String name, String portSetting, List<String> command, Map<String, String> harmless) {
    var address = Address.free();
    var settings = settings(harmless);
    settings.put(portSetting, Integer.toString(address.port()));
    var log = ChildLog.in(logs.resolve(name + ".log"));
    return new Member(name, address, log, words -> Child.start(name, command, settings, words));
  }

  private Map<String, String> settings(Map<String, String> harmless) {
    var settings = new HashMap<>(harmless);
    settings.put("BOT_TOKEN", account.botToken());
    settings.put("TELEGRAM_API_URL", telegram.url().toString());
    settings.put("DATABASE_URL", postgres.url());
    settings.put("SERVER_API_KEYS", "soak:" + account.serverKey());
    settings.put("CHECKOUT_HOLD", CHECKOUT_HOLD);
    return settings;
  }

  @Override
  public void close() {
    http.close();
    telegram.close();
    postgres.close();
  }
}
