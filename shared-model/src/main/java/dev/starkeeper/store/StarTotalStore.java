package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.STAR_TOTAL;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTotal;
import dev.starkeeper.model.StarTransaction.Direction;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/** What the copied star transactions come to, by kind and direction. */
public final class StarTotalStore {
  private static final String ADD =
      """
      insert into star_total as total
        (bot_id, generation, kind, direction, amount, nanostars, count)
      select ?, ?, more.kind, more.direction, more.amount, more.nanostars, more.count
      from unnest(?::text[], ?::text[], ?::bigint[], ?::integer[], ?::bigint[])
        as more (kind, direction, amount, nanostars, count)
      order by more.kind, more.direction
      on conflict (bot_id, generation, kind, direction) do update
      set amount = total.amount + excluded.amount
                   + (total.nanostars + excluded.nanostars) / 1000000000,
          nanostars = (total.nanostars + excluded.nanostars) % 1000000000,
          count = total.count + excluded.count
      """;

  private StarTotalStore() {}

  public static void add(DSLContext tx, BotId bot, int generation, Collection<StarTotal> totals) {
    tx.execute(
        ADD,
        bot.value(),
        generation,
        totals.stream().map(StarTotal::kind).toArray(String[]::new),
        totals.stream().map(total -> total.direction().name()).toArray(String[]::new),
        totals.stream().map(total -> total.amount().stars()).toArray(Long[]::new),
        totals.stream().map(total -> total.amount().nanostars()).toArray(Integer[]::new),
        totals.stream().map(StarTotal::count).toArray(Long[]::new));
  }

  /** By kind, what came in before what went out. */
  public static List<StarTotal> find(DSLContext tx, BotId bot, int generation) {
    return tx.select(STAR_TOTAL.fields())
        .from(STAR_TOTAL)
        .where(STAR_TOTAL.BOT_ID.eq(bot), STAR_TOTAL.GENERATION.eq(generation))
        .orderBy(STAR_TOTAL.KIND, STAR_TOTAL.DIRECTION)
        .fetch(row ->
            new StarTotal(
                row.get(STAR_TOTAL.KIND),
                Direction.valueOf(row.get(STAR_TOTAL.DIRECTION)),
                new StarAmount(row.get(STAR_TOTAL.AMOUNT), row.get(STAR_TOTAL.NANOSTARS)),
                row.get(STAR_TOTAL.COUNT)));
  }

  /** Deletes those of older generations. */
  public static void forget(DSLContext tx, BotId bot, int generation) {
    tx.deleteFrom(STAR_TOTAL)
        .where(STAR_TOTAL.BOT_ID.eq(bot), STAR_TOTAL.GENERATION.lt(generation))
        .execute();
  }
}
