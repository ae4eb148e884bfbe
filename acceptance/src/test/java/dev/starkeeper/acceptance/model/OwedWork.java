package dev.starkeeper.acceptance.model;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import java.util.List;

/** The rows of work that is owed, which these scripts do in the scheduler's place. */
final class OwedWork {
  private OwedWork() {}

  /** For which charges. */
  static List<String> of(Database database, BotId bot, String task) {
    var prefix = bot.value() + ":";
    return database.inTransaction(tx ->
        tx.fetch(
                "select task_instance from scheduled_tasks"
                    + " where task_name = ? and starts_with(task_instance, ?) order by 1",
                task,
                prefix)
            .map(row -> row.get(0, String.class).substring(prefix.length())));
  }

  static void done(Database database, BotId bot, String task, String charge) {
    database.inTransactionDo(tx ->
        tx.execute(
            "delete from scheduled_tasks where task_name = ? and task_instance = ?",
            task,
            bot.value() + ":" + charge));
  }
}
