package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.ScriptedTelegram.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.invoice.ScriptedTelegram.Act;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Telegram first, then our state: whatever Telegram does, ours is never ahead of it. */
final class SubscriptionFaultsTest {
  private static final Act ERROR_PAGE = answer(502, "<html>Bad Gateway</html>");
  private static final Act EMPTY = answer(200, "");
  private static final Act BROKEN = ScriptedTelegram.refuse(500, "Internal Server Error: restart");

  private final RunningApi api = RunningApi.start();
  private final String club;

  SubscriptionFaultsTest() {
    api.sell("club", "subscription", "\"entitlement\":\"club\"");
    club = api.buy("{\"sku\":\"club\"}", "charge-1");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aLostAnswerIsSettledByAskingAgain() {
    for (var lost : new Act[] {ERROR_PAGE, EMPTY, BROKEN}) {
      var before = api.telegram.edits().size();
      api.telegram.next(lost);

      assertThat(cancel().isStatus(200).get("status")).isEqualTo("canceled");

      assertThat(api.telegram.edits()).hasSize(before + 2);
    }
  }

  @Test
  void anAnswerLostTwiceChangesNothing() {
    for (var lost : new Act[] {ERROR_PAGE, EMPTY, BROKEN}) {
      api.telegram.next(lost, lost);

      var problem = cancel().isProblem(503, "telegram_unavailable");

      assertThat(problem.header("retry-after")).isEqualTo("5");
      nothingIsWritten();
    }
    assertThat(cancel().isStatus(200).get("status")).isEqualTo("canceled");
  }

  @Test
  void telegramBeingGoneChangesNothing() {
    api.telegram.close();

    cancel().isProblem(503, "telegram_unavailable");
    nothingIsWritten();
  }

  @Test
  void whatTelegramRefusesChangesNothing() {
    api.telegram.next(ScriptedTelegram.refuse(400, "Bad Request: CHARGE_ID_INVALID"));

    var problem = cancel().isProblem(502, "telegram_rejected");

    assertThat(problem.get("detail")).contains("CHARGE_ID_INVALID");
    assertThat(api.telegram.edits()).hasSize(1);
    nothingIsWritten();
  }

  @Test
  void whoeverAsksForWhateverIsToldOfARefusal() {
    for (var wish : new String[] {"cancel", "resume"}) {
      api.telegram.next(ScriptedTelegram.refuse(400, "Bad Request: CHARGE_ID_INVALID"));
      api.telegram.next(ScriptedTelegram.refuse(400, "Bad Request: CHARGE_ID_INVALID"));

      customers(club, wish).isProblem(502, "telegram_rejected");
      mine(club, wish).isProblem(502, "telegram_rejected");
    }
    nothingIsWritten();
  }

  @Test
  void whoeverAsksForWhateverIsToldThatItIsOver() {
    api.now.set(RunningApi.NOON.plus(Duration.ofDays(40)));

    for (var wish : new String[] {"cancel", "resume"}) {
      customers(club, wish).isProblem(409, "invalid_state");
      mine(club, wish).isProblem(409, "invalid_state");
      customers("00000000-0000-7000-8000-000000000000", wish).isProblem(404, "not_found");
    }
    assertThat(api.telegram.edits()).isEmpty();
  }

  @Test
  void telegramsOwnPauseIsPassedOn() {
    api.telegram.next(ScriptedTelegram.slowDown(7));

    var problem = cancel().isProblem(503, "telegram_unavailable");

    assertThat(problem.header("retry-after")).isEqualTo("7");
    nothingIsWritten();
  }

  /** While Telegram is asked, no connection is held and nothing is written. */
  @Test
  void nothingIsWrittenBeforeTelegramHasTakenIt() {
    api.telegram.next(exchange -> {
      nothingIsWritten();
      answer(200, "{\"ok\":true,\"result\":true}").answer(exchange);
    });

    cancel().isStatus(200);

    assertThat(api.telegram.edits()).hasSize(1);
    assertThat(api.count("select count(*) from event")).isEqualTo(1);
  }

  /** Our state is as it was; Telegram's is not. Asking again settles it. */
  @Test
  void whatTelegramTookAndWeCouldNotWriteIsSettledByAskingAgain() {
    api.telegram.next(exchange -> {
      execute("alter table subscription rename to away");
      answer(200, "{\"ok\":true,\"result\":true}").answer(exchange);
    });

    cancel().isProblem(500, "internal_error");
    execute("alter table away rename to subscription");
    nothingIsWritten();

    assertThat(cancel().isStatus(200).get("status")).isEqualTo("canceled");
  }

  private void nothingIsWritten() {
    assertThat(api.count("select count(*) from event")).isZero();
    assertThat(api.count("select count(*) from subscription where renewal = 'ON'")).isEqualTo(1);
  }

  private void execute(String sql) {
    api.database.database().inTransactionDo(tx -> tx.execute(sql));
  }

  private Answer cancel() {
    return customers(club, "cancel");
  }

  private Answer customers(String id, String wish) {
    var path = "/v1/customers/" + BUYER + "/subscriptions/" + id + "/" + wish;
    return api.send(api.asServer(path).POST(BodyPublishers.noBody()));
  }

  private Answer mine(String id, String wish) {
    var path = "/v1/me/subscriptions/" + id + "/" + wish;
    return api.send(api.asBuyer(path).POST(BodyPublishers.noBody()));
  }
}
