package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.SUPPORT_DRAFT;
import static dev.starkeeper.schema.Tables.SUPPORT_REQUEST;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.SupportRequest;
import dev.starkeeper.model.SupportRequest.Answer;
import dev.starkeeper.model.SupportRequest.State;
import dev.starkeeper.model.SupportRequestId;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What customers ask the merchant about their charges, and what he answers. */
public final class SupportStore {
  /** Tells the customer the answer; its instance is {@code <bot id>:<request id>}. */
  public static final TaskDescriptor<Void> ANSWER = TaskDescriptor.of("support-answer");

  private static final String OWE_ANSWER =
      """
      insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
      values (?, ?, ?::timestamptz, false, 1)
      on conflict do nothing
      """;

  /** What a task's instance names. */
  public record Subject(BotId bot, SupportRequestId request) {
    public static Subject of(TaskInstance<?> instance) {
      var colon = instance.getId().indexOf(':');
      return new Subject(
          new BotId(Long.parseLong(instance.getId().substring(0, colon))),
          SupportRequestId.of(instance.getId().substring(colon + 1)).orElseThrow());
    }

    private String instanceId() {
      return bot.value() + ":" + request.text();
    }
  }

  /**
   * Some of them, the newest first.
   *
   * @param after only older ones than that; empty for the newest
   */
  public record Slice(Optional<SupportRequestId> after, int limit) {}

  private SupportStore() {}

  /** Notes which charge he is about to write about. */
  public static void startDraft(
      DSLContext tx, BotId bot, TelegramUserId customer, ChargeId charge, Instant now) {
    tx.insertInto(SUPPORT_DRAFT)
        .set(SUPPORT_DRAFT.BOT_ID, bot)
        .set(SUPPORT_DRAFT.CUSTOMER_ID, customer)
        .set(SUPPORT_DRAFT.CHARGE_ID, charge)
        .set(SUPPORT_DRAFT.ASKED_AT, now)
        .onConflict(SUPPORT_DRAFT.BOT_ID, SUPPORT_DRAFT.CUSTOMER_ID)
        .doUpdate()
        .set(SUPPORT_DRAFT.CHARGE_ID, charge)
        .set(SUPPORT_DRAFT.ASKED_AT, now)
        .execute();
  }

  /** The charge he was asked about since then. */
  public static Optional<ChargeId> draft(
      DSLContext tx, BotId bot, TelegramUserId customer, Instant since) {
    return tx.select(SUPPORT_DRAFT.CHARGE_ID)
        .from(SUPPORT_DRAFT)
        .where(SUPPORT_DRAFT.BOT_ID.eq(bot), SUPPORT_DRAFT.CUSTOMER_ID.eq(customer))
        .and(SUPPORT_DRAFT.ASKED_AT.ge(since))
        .fetchOptional(SUPPORT_DRAFT.CHARGE_ID);
  }

  /** False if there is none any more. */
  public static boolean dropDraft(DSLContext tx, BotId bot, TelegramUserId customer) {
    return tx.deleteFrom(SUPPORT_DRAFT)
            .where(SUPPORT_DRAFT.BOT_ID.eq(bot), SUPPORT_DRAFT.CUSTOMER_ID.eq(customer))
            .execute()
        == 1;
  }

  /** Forgets what nobody wrote about since. */
  public static int forgetDrafts(DSLContext tx, Instant before) {
    return tx.deleteFrom(SUPPORT_DRAFT).where(SUPPORT_DRAFT.ASKED_AT.lt(before)).execute();
  }

  /** How many of his are not answered. */
  public static int countOpen(DSLContext tx, BotId bot, TelegramUserId customer) {
    return tx.fetchCount(
        SUPPORT_REQUEST,
        SUPPORT_REQUEST
            .BOT_ID
            .eq(bot)
            .and(SUPPORT_REQUEST.CUSTOMER_ID.eq(customer))
            .and(SUPPORT_REQUEST.STATE.eq(inline(State.OPEN, SUPPORT_REQUEST.STATE))));
  }

  /** False if that message was taken before. */
  public static boolean insert(DSLContext tx, BotId bot, SupportRequest request, long updateId) {
    return tx.insertInto(SUPPORT_REQUEST)
            .set(SUPPORT_REQUEST.BOT_ID, bot)
            .set(SUPPORT_REQUEST.ID, request.id())
            .set(SUPPORT_REQUEST.CUSTOMER_ID, request.customer())
            .set(SUPPORT_REQUEST.CHARGE_ID, request.charge())
            .set(SUPPORT_REQUEST.TEXT, request.text())
            .set(SUPPORT_REQUEST.UPDATE_ID, updateId)
            .set(SUPPORT_REQUEST.CREATED_AT, request.createdAt())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  /** Whether that message, received then, became a request. */
  public static boolean isTaken(
      DSLContext tx, BotId bot, TelegramUserId customer, long updateId, Instant receivedAt) {
    return tx.fetchExists(
        SUPPORT_REQUEST,
        SUPPORT_REQUEST.BOT_ID.eq(bot),
        SUPPORT_REQUEST.CUSTOMER_ID.eq(customer),
        SUPPORT_REQUEST.UPDATE_ID.eq(updateId),
        SUPPORT_REQUEST.CREATED_AT.eq(receivedAt));
  }

  public static Optional<SupportRequest> find(DSLContext tx, BotId bot, SupportRequestId id) {
    return tx.select(SUPPORT_REQUEST.fields())
        .from(SUPPORT_REQUEST)
        .where(SUPPORT_REQUEST.BOT_ID.eq(bot), SUPPORT_REQUEST.ID.eq(id))
        .fetchOptional(SupportStore::read);
  }

  public static List<SupportRequest> all(DSLContext tx, BotId bot, Slice slice) {
    return list(tx, bot, noCondition(), slice);
  }

  public static List<SupportRequest> inState(DSLContext tx, BotId bot, State state, Slice slice) {
    return list(tx, bot, SUPPORT_REQUEST.STATE.eq(inline(state, SUPPORT_REQUEST.STATE)), slice);
  }

  private static List<SupportRequest> list(DSLContext tx, BotId bot, Condition which, Slice slice) {
    return tx.select(SUPPORT_REQUEST.fields())
        .from(SUPPORT_REQUEST)
        .where(SUPPORT_REQUEST.BOT_ID.eq(bot), which)
        .and(slice.after().map(SUPPORT_REQUEST.ID::lt).orElse(noCondition()))
        .orderBy(SUPPORT_REQUEST.ID.desc())
        .limit(inline(slice.limit()))
        .fetch(SupportStore::read);
  }

  /** Answers one that is open, and owes its customer the news; false if it is answered. */
  public static boolean answer(DSLContext tx, BotId bot, SupportRequestId id, Answer answer) {
    var isNew =
        tx.update(SUPPORT_REQUEST)
                .set(SUPPORT_REQUEST.STATE, State.ANSWERED)
                .set(SUPPORT_REQUEST.ANSWER, answer.text())
                .set(SUPPORT_REQUEST.ANSWERED_BY, answer.by())
                .set(SUPPORT_REQUEST.ANSWERED_AT, answer.at())
                .where(SUPPORT_REQUEST.BOT_ID.eq(bot), SUPPORT_REQUEST.ID.eq(id))
                .and(SUPPORT_REQUEST.STATE.eq(State.OPEN))
                .execute()
            == 1;
    if (isNew) {
      tx.execute(
          OWE_ANSWER,
          ANSWER.getTaskName(),
          new Subject(bot, id).instanceId(),
          answer.at().atOffset(ZoneOffset.UTC));
    }
    return isNew;
  }

  public static void markSent(DSLContext tx, BotId bot, SupportRequestId id, Instant now) {
    tx.update(SUPPORT_REQUEST)
        .set(SUPPORT_REQUEST.ANSWER_SENT_AT, now)
        .where(SUPPORT_REQUEST.BOT_ID.eq(bot), SUPPORT_REQUEST.ID.eq(id))
        .execute();
  }

  private static SupportRequest read(Record row) {
    return new SupportRequest(
        row.get(SUPPORT_REQUEST.ID),
        row.get(SUPPORT_REQUEST.CUSTOMER_ID),
        row.get(SUPPORT_REQUEST.CHARGE_ID),
        row.get(SUPPORT_REQUEST.TEXT),
        row.get(SUPPORT_REQUEST.CREATED_AT),
        Optional.ofNullable(row.get(SUPPORT_REQUEST.ANSWER))
            .map(text ->
                new Answer(
                    text,
                    row.get(SUPPORT_REQUEST.ANSWERED_BY),
                    row.get(SUPPORT_REQUEST.ANSWERED_AT),
                    Optional.ofNullable(row.get(SUPPORT_REQUEST.ANSWER_SENT_AT)))));
  }
}
