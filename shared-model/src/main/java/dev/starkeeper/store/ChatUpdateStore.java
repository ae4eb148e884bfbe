package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.CHAT_UPDATE;
import static dev.starkeeper.schema.Tables.CUSTOMER;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What users wrote to the bot, until it is answered. A conversation, which is all that waits of one
 * user, is one task: nobody is answered out of turn, and nobody takes more than one worker's time.
 */
public final class ChatUpdateStore {
  /** Answers what waits of one user; its instance is {@code <bot id>:<customer id>}. */
  public static final TaskDescriptor<Void> CONVERSATION = TaskDescriptor.of("conversation");

  /**
   * Of each user at most so many wait at once. Text that is no command is kept only of somebody who
   * was asked for it: what else he writes to a bot is nobody's business.
   */
  private static final String INSERT =
      """
      insert into chat_update
        (bot_id, customer_id, update_id, text, query_id, message_id, received_at)
      select ?, told.customer_id, told.update_id, told.text, told.query_id, told.message_id,
             ?::timestamptz
      from (
        select *, row_number() over (partition by customer_id order by update_id) as place
        from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::integer[])
          as t (customer_id, update_id, text, query_id, message_id)) as told
      where told.place + (
          select count(*) from chat_update waiting
          where waiting.bot_id = ? and waiting.customer_id = told.customer_id
            and waiting.answered_at is null) <= ?
        and (told.query_id is not null or told.text like '/%' or exists (
          select from support_draft draft
          where draft.bot_id = ? and draft.customer_id = told.customer_id))
      order by told.customer_id, told.update_id
      on conflict do nothing
      returning customer_id
      """;

  /**
   * A task that ends in this moment waits for us to commit, and its worker then looks once more; so
   * the row is touched even where it is due already.
   */
  private static final String SCHEDULE =
      """
      insert into scheduled_tasks as known
        (task_name, task_instance, execution_time, picked, version)
      select ?, ? || wanted.customer_id, ?::timestamptz, false, 1
      from unnest(?::bigint[]) as wanted (customer_id)
      order by 2
      on conflict (task_name, task_instance) do update
      set execution_time = least(known.execution_time, excluded.execution_time)
      """;

  private static final String OVERDUE =
      """
      select distinct bot_id, customer_id from chat_update
      where answered_at is null and received_at < ?::timestamptz
      limit ?
      """;

  private static final String FORGET =
      """
      delete from chat_update where ctid = any(array(
        select ctid from chat_update where received_at < ?::timestamptz
        order by received_at limit ? for update skip locked))
      """;

  /** Whose conversation. */
  public record Chat(BotId bot, TelegramUserId customer) {
    public static Chat of(TaskInstance<?> instance) {
      var colon = instance.getId().indexOf(':');
      return new Chat(
          new BotId(Long.parseLong(instance.getId().substring(0, colon))),
          new TelegramUserId(Long.parseLong(instance.getId().substring(colon + 1))));
    }
  }

  /** One that is not answered yet. */
  public record Waiting(ChatUpdate update, Instant receivedAt, int attempts) {}

  private ChatUpdateStore() {}

  /** Keeps those that are new and wanted; returns whose they are. */
  public static Set<TelegramUserId> insertNew(
      DSLContext tx, BotId bot, Collection<ChatUpdate> told, int mostWaiting, Instant now) {
    var rows =
        tx.fetch(
            INSERT,
            bot.value(),
            now.atOffset(ZoneOffset.UTC),
            column(told, Long[]::new, update -> update.from().id().value()),
            column(told, Long[]::new, ChatUpdate::updateId),
            column(told, String[]::new, ChatUpdateStore::text),
            column(told, String[]::new, ChatUpdateStore::queryId),
            column(told, Integer[]::new, ChatUpdateStore::messageId),
            bot.value(),
            mostWaiting,
            bot.value());
    var customers = new LinkedHashSet<TelegramUserId>();
    rows.forEach(row -> customers.add(new TelegramUserId(row.get(0, Long.class))));
    return customers;
  }

  /** Has their conversations gone on with. */
  public static void schedule(
      DSLContext tx, BotId bot, Collection<TelegramUserId> customers, Instant now) {
    tx.execute(
        SCHEDULE,
        CONVERSATION.getTaskName(),
        bot.value() + ":",
        now.atOffset(ZoneOffset.UTC),
        customers.stream().map(TelegramUserId::value).toArray(Long[]::new));
  }

  /** The oldest, with the language he was last seen to use. */
  public static List<Waiting> waiting(DSLContext tx, Chat chat, int limit) {
    return tx.select(CHAT_UPDATE.fields())
        .select(CUSTOMER.LANGUAGE_CODE)
        .from(CHAT_UPDATE)
        .join(CUSTOMER)
        .on(CUSTOMER.BOT_ID.eq(CHAT_UPDATE.BOT_ID))
        .and(CUSTOMER.CUSTOMER_ID.eq(CHAT_UPDATE.CUSTOMER_ID))
        .where(CHAT_UPDATE.BOT_ID.eq(chat.bot()), CHAT_UPDATE.CUSTOMER_ID.eq(chat.customer()))
        .and(CHAT_UPDATE.ANSWERED_AT.isNull())
        .orderBy(CHAT_UPDATE.UPDATE_ID)
        .limit(limit)
        .fetch(row -> {
          var queryId = row.get(CHAT_UPDATE.QUERY_ID);
          var text = row.get(CHAT_UPDATE.TEXT);
          var from = new TelegramUser(chat.customer(), row.get(CUSTOMER.LANGUAGE_CODE));
          var deed =
              queryId == null
                  ? new Deed.Wrote(text)
                  : new Deed.Pressed(queryId, new MessageId(row.get(CHAT_UPDATE.MESSAGE_ID)), text);
          return new Waiting(
              new ChatUpdate(row.get(CHAT_UPDATE.UPDATE_ID), from, deed),
              row.get(CHAT_UPDATE.RECEIVED_AT),
              row.get(CHAT_UPDATE.ATTEMPTS));
        });
  }

  public static void noteAttempt(DSLContext tx, Chat chat, long updateId) {
    changeAttempts(tx, chat, updateId, 1);
  }

  /** It was none: we were only too fast. */
  public static void takeAttemptBack(DSLContext tx, Chat chat, long updateId) {
    changeAttempts(tx, chat, updateId, -1);
  }

  private static void changeAttempts(DSLContext tx, Chat chat, long updateId, int by) {
    tx.update(CHAT_UPDATE)
        .set(CHAT_UPDATE.ATTEMPTS, CHAT_UPDATE.ATTEMPTS.plus(by))
        .where(is(chat, updateId))
        .execute();
  }

  public static void markAnswered(DSLContext tx, Chat chat, long updateId, Instant now) {
    tx.update(CHAT_UPDATE).set(CHAT_UPDATE.ANSWERED_AT, now).where(is(chat, updateId)).execute();
  }

  /** Whose updates have waited since before then. */
  public static List<Chat> overdue(DSLContext tx, Instant before, int limit) {
    return tx.fetch(OVERDUE, before.atOffset(ZoneOffset.UTC), limit)
        .map(row ->
            new Chat(
                new BotId(row.get(0, Long.class)), new TelegramUserId(row.get(1, Long.class))));
  }

  /** Forgets what is older, so many at most; returns how many that were. */
  public static int forget(DSLContext tx, Instant before, int limit) {
    return tx.execute(FORGET, before.atOffset(ZoneOffset.UTC), limit);
  }

  private static Condition is(Chat chat, long updateId) {
    return CHAT_UPDATE
        .BOT_ID
        .eq(chat.bot())
        .and(CHAT_UPDATE.CUSTOMER_ID.eq(chat.customer()))
        .and(CHAT_UPDATE.UPDATE_ID.eq(updateId));
  }

  private static <T extends @Nullable Object> T[] column(
      Collection<ChatUpdate> rows, IntFunction<T[]> array, Function<ChatUpdate, T> value) {
    return rows.stream().map(value).toArray(array);
  }

  private static String text(ChatUpdate update) {
    return switch (update.deed()) {
      case Deed.Wrote(var text) -> text;
      case Deed.Pressed(_, _, var data) -> data;
    };
  }

  private static @Nullable String queryId(ChatUpdate update) {
    return update.deed() instanceof Deed.Pressed(var query, _, _) ? query : null;
  }

  private static @Nullable Integer messageId(ChatUpdate update) {
    return update.deed() instanceof Deed.Pressed(_, var message, _)
        ? Integer.valueOf(message.value())
        : null;
  }
}
