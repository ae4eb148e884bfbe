package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.REJECTED_UPDATE;

import dev.starkeeper.model.BotId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jooq.DSLContext;

/** Updates that could not be used, whole. */
public final class RejectedUpdateStore {
  private static final int LONGEST_REASON = 1000;

  /** One that is kept; its hash, in hex, is that of the body it came with. */
  public record Kept(long id, String sha256, String body, String reason) {}

  private RejectedUpdateStore() {}

  /** Keeps it once, however often it is told. False when it is kept already. */
  public static boolean insert(
      DSLContext tx, BotId bot, long updateId, String reason, String body, Instant now) {
    // PostgreSQL's text takes every character but this one.
    var kept = body.replace('\0', '\ufffd');
    var words = reason.replace('\0', '\ufffd').strip();
    return tx.insertInto(REJECTED_UPDATE)
            .set(REJECTED_UPDATE.BOT_ID, bot)
            .set(REJECTED_UPDATE.UPDATE_ID, updateId)
            .set(REJECTED_UPDATE.BODY_SHA256, sha256(kept))
            .set(REJECTED_UPDATE.REASON, words.isEmpty() ? "no reason given" : shortened(words))
            .set(REJECTED_UPDATE.BODY, kept)
            .set(REJECTED_UPDATE.RECEIVED_AT, now)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  /** Those in which that number stands by itself, locked: perhaps by chance, whoever reads sees. */
  public static List<Kept> naming(DSLContext tx, BotId bot, long number) {
    return tx.select(
            REJECTED_UPDATE.UPDATE_ID,
            REJECTED_UPDATE.BODY_SHA256,
            REJECTED_UPDATE.BODY,
            REJECTED_UPDATE.REASON)
        .from(REJECTED_UPDATE)
        .where(REJECTED_UPDATE.BOT_ID.eq(bot))
        .and(REJECTED_UPDATE.BODY.likeRegex("(^|[^0-9])" + number + "($|[^0-9])"))
        .orderBy(REJECTED_UPDATE.UPDATE_ID, REJECTED_UPDATE.BODY_SHA256)
        .forUpdate()
        .fetch(row ->
            new Kept(
                row.value1(), HexFormat.of().formatHex(row.value2()), row.value3(), row.value4()));
  }

  /** What it is known by stays, so that the same update told again is not kept again. */
  public static void rewrite(DSLContext tx, BotId bot, Kept update, String body, String reason) {
    tx.update(REJECTED_UPDATE)
        .set(REJECTED_UPDATE.BODY, body)
        .set(REJECTED_UPDATE.REASON, reason)
        .where(REJECTED_UPDATE.BOT_ID.eq(bot), REJECTED_UPDATE.UPDATE_ID.eq(update.id()))
        .and(REJECTED_UPDATE.BODY_SHA256.eq(HexFormat.of().parseHex(update.sha256())))
        .execute();
  }

  private static String shortened(String words) {
    return words.codePointCount(0, words.length()) <= LONGEST_REASON
        ? words
        : words.substring(0, words.offsetByCodePoints(0, LONGEST_REASON));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
