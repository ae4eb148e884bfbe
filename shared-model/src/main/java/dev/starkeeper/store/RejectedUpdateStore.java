package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.REJECTED_UPDATE;

import dev.starkeeper.model.BotId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jooq.DSLContext;

/** Updates that could not be used, whole. */
public final class RejectedUpdateStore {
  private static final int LONGEST_REASON = 1000;

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
