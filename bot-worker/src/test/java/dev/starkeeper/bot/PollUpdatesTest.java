package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.lead.Leadership;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.telegram.TelegramException;
import dev.starkeeper.telegram.Update;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PollUpdatesTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final ScriptedTelegram telegram = new ScriptedTelegram();
  private final BotMeters meters = BotMeters.unseen();
  private final PlayedLead lead = new PlayedLead();
  private final AtomicInteger historyReads = new AtomicInteger();
  private final AnswerPreCheckouts answerPreCheckouts =
      new AnswerPreCheckouts(
          telegram,
          new HoldInvoices(test.database(), Shop.BOT, () -> Shop.NOON, Duration.ofMinutes(1)),
          new Phrases(),
          meters.preCheckouts());
  private final PollUpdates poll =
      new PollUpdates(
          telegram,
          answerPreCheckouts,
          new RecordUpdates(
              test.database(),
              Shop.BOT,
              () -> Shop.NOON,
              Shop.recording(test.database(), () -> Shop.NOON),
              meters.recording()),
          new PollWatch(
              new NoticeGaps(historyReads::incrementAndGet, () -> Shop.NOON), meters.polls()),
          lead);

  @AfterEach
  void close() {
    answerPreCheckouts.close();
    test.close();
  }

  @Test
  void offsetIsPastTheGreatestIdOnceTheBatchIsCommitted() {
    telegram.batches.add(() -> List.of(other(105), other(103)));
    telegram.batches.add(List::of);

    poll.run();
    poll.run();

    assertThat(telegram.offsets).containsExactly(0L, 106L);
  }

  @Test
  void emptyBatchLeavesTheOffset() {
    telegram.batches.add(() -> List.of(other(7)));
    telegram.batches.add(List::of);
    telegram.batches.add(List::of);

    poll.run();
    poll.run();
    poll.run();

    assertThat(telegram.offsets).containsExactly(0L, 8L, 8L);
  }

  @Test
  void numberingThatStartsAgainIsFollowed() {
    telegram.batches.add(() -> List.of(other(900_000_000)));
    telegram.batches.add(() -> List.of(other(2_500_000)));
    telegram.batches.add(List::of);

    poll.run();
    poll.run();
    poll.run();

    assertThat(telegram.offsets).containsExactly(0L, 900_000_001L, 2_500_001L);
  }

  @Test
  void batchThatIsNotCommittedIsNotConfirmed() {
    var payment = Shop.payment("charge-1", shop.invoice(shop.unlock("premium", 71)));
    telegram.batches.add(() -> List.of(paid(55, payment)));
    telegram.batches.add(List::of);
    test.close(); // the pool is gone: nothing can be committed

    assertThatThrownBy(poll::run).isInstanceOf(RuntimeException.class);
    poll.run();

    assertThat(telegram.offsets).containsExactly(0L, 0L);
  }

  @Test
  void buyerIsAnsweredThoughTheBatchCannotBeRecorded() throws Exception {
    var invoice = shop.invoice(shop.unlock("premium", 72));
    var query = new Update.Content.AskedToPay(Shop.query("query-1", invoice));
    telegram.batches.add(
        () -> List.of(new Update(56, "{}", query), paid(57, Shop.payment("charge-2", invoice))));
    test.close();

    assertThatThrownBy(poll::run).isInstanceOf(RuntimeException.class);

    var answer = telegram.answers.poll(1, TimeUnit.MINUTES);
    assertThat(answer).isNotNull();
    assertThat(answer.message()).startsWith("We cannot take the payment right now.");
  }

  @Test
  void whoDoesNotLeadDoesNotPoll() {
    lead.isOurs = false;

    assertThat(poll.run()).isPositive();

    assertThat(telegram.offsets).isEmpty();
  }

  @Test
  void batchOfWhoLostTheLeadMeanwhileIsLeftToTheOther() {
    var invoice = shop.invoice(shop.unlock("premium", 73));
    var query = new Update.Content.AskedToPay(Shop.query("query-2", invoice));
    telegram.batches.add(() -> {
      lead.isOurs = false; // frozen while it waited, say
      return List.of(new Update(58, "{}", query), paid(59, Shop.payment("charge-3", invoice)));
    });
    telegram.batches.add(List::of);

    assertThat(poll.run()).isPositive();

    answerPreCheckouts.close();
    assertThat(telegram.answers).isEmpty();
    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.OPEN);
    lead.isOurs = true;
    poll.run();
    assertThat(telegram.offsets).containsExactly(0L, 0L); // nothing of it was confirmed
  }

  @Test
  void conflictIsPutToTheLeadAndPolledThrough() {
    telegram.batches.add(PollUpdatesTest::terminated);
    telegram.batches.add(List::of);

    assertThat(poll.run()).isPositive();
    poll.run();

    assertThat(lead.disputes).isEqualTo(1);
    assertThat(telegram.offsets).hasSize(2);
    assertThat(historyReads).hasValue(1); // the other may have taken what we never saw
  }

  @Test
  void conflictOfWhoDoesNotLeadIsNoGap() {
    lead.isGivenUpWhenDisputed = true;
    telegram.batches.add(PollUpdatesTest::terminated);

    poll.run();
    poll.run();

    assertThat(telegram.offsets).hasSize(1);
    assertThat(historyReads).hasValue(0);
  }

  @Test
  void refusedApprovalKeepsItsHoldOnlyWhereAnotherMayHaveAnswered() {
    var first = shop.invoice(shop.unlock("first", 74));
    var later = shop.invoice(shop.unlock("later", 75));
    telegram.batches.add(() -> List.of(asked(60, "query-3", first)));
    telegram.batches.add(() -> List.of(asked(61, "query-4", later)));
    for (var i = 0; i < 2; i++) {
      telegram.faults.add(
          new TelegramException.Refused("answerPreCheckoutQuery", 400, "query is too old"));
    }

    poll.run();
    poll.run();
    answerPreCheckouts.close();

    assertThat(shop.now(first).progress().state()).isEqualTo(InvoiceState.CHECKOUT);
    assertThat(shop.now(later).progress().state()).isEqualTo(InvoiceState.OPEN);
  }

  private static List<Update> terminated() {
    throw new TelegramException.Refused(
        "getUpdates", 409, "Conflict: terminated by other getUpdates request");
  }

  private static Update asked(long id, String query, Invoice invoice) {
    return new Update(id, "{}", new Update.Content.AskedToPay(Shop.query(query, invoice)));
  }

  /** Ours until the test says otherwise. */
  private static final class PlayedLead implements Leadership {
    boolean isOurs = true;
    boolean isGivenUpWhenDisputed;
    int disputes;

    @Override
    public boolean isOurs() {
      return isOurs;
    }

    @Override
    public void disputed() {
      disputes++;
      if (isGivenUpWhenDisputed) isOurs = false;
    }
  }

  private static Update other(long id) {
    return new Update(id, "{}", new Update.Content.NotForUs());
  }

  private static Update paid(long id, SuccessfulPayment payment) {
    return new Update(id, "{}", new Update.Content.Paid(payment));
  }
}
