package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.model.SupportRequest.State;
import dev.starkeeper.model.SupportRequestId;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.ChatUpdateStore.Chat;
import dev.starkeeper.store.SupportStore.Slice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As {@link PlansTest}: among many conversations, each statement reads those it is about. */
final class ConversationPlansTest {
  private static final TestDatabase TEST = TestDatabase.copy();
  private static final TelegramUserId CUSTOMER = new TelegramUserId(4_001);
  private static final ChargeId CHARGE = new ChargeId("charge-4001");
  private static final SupportRequestId REQUEST = new SupportRequestId(new UUID(0, 4_001));

  /** Row n of every table belongs to customer n; one in a hundred has been answered nothing yet. */
  @BeforeAll
  static void manyRows() {
    var shop = new Shop(TEST.database());
    for (var insert :
        List.of(
            "product_version select 7000001, 'sku-' || n, 1, 't', 'd', null, 7, 'UNLOCK', 'e-' || n,"
                + " null, null, now()",
            "customer select 7000001, n, 'en', now()",
            "invoice select 7000001, lpad(to_hex(n), 32, '0')::uuid, n, n, 'sku-' || n, 1, 1, 7, 'OPEN',"
                + " 'https://t.me/$' || n, '2026-11-01T11:00Z', '2026-11-01T13:00Z'",
            "payment select 7000001, 'charge-' || n, n, 7, 'p', lpad(to_hex(n), 32, '0')::uuid,"
                + " 'FULFILLED', null, false, 'UPDATE', now(), now()",
            "entitlement_grant select 7000001, 'charge-' || n, n, 'e-' || n, now()",
            "receipt_message select 7000001, 'charge-' || n, n, now()",
            "chat_update select 7000001, n, n, '/start', null, null, 0, '2026-11-01T11:00Z',"
                + " case when n % 100 <> 1 then now() end",
            "support_draft select 7000001, n, 'charge-' || n, now()",
            "support_request select 7000001, lpad(to_hex(n), 32, '0')::uuid, n, 'charge-' || n, 'why', n,"
                + " now(), case when n % 100 = 1 then 'OPEN' else 'ANSWERED' end,"
                + " case when n % 100 <> 1 then 'so' end, case when n % 100 <> 1 then 'server:a' end,"
                + " case when n % 100 <> 1 then now() end")) {
      shop.execute("insert into " + insert + " from generate_series(1, 5000) n");
    }
    shop.execute("analyze");
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void conversationsReadWhatTheyAnswer() {
    var chat = new Chat(BOT, CUSTOMER);
    var wrote = new ChatUpdate(9_001, new TelegramUser(CUSTOMER, "en"), new Deed.Wrote("/start"));
    reads(4, tx -> ChatUpdateStore.waiting(tx, chat, 5));
    reads(4, tx -> ChatUpdateStore.insertNew(tx, BOT, List.of(wrote), 20, NOON));
    reads(2, tx -> ChatUpdateStore.noteAttempt(tx, chat, 4_001));
    reads(2, tx -> ChatUpdateStore.markAnswered(tx, chat, 4_001, NOON));
    reads(60, tx -> ChatUpdateStore.overdue(tx, NOON, 100));
    reads(20, tx -> ChatUpdateStore.forget(tx, NOON, 10));
  }

  @Test
  void purchasesReadWhatTheyShow() {
    reads(4, tx -> PurchaseStore.last(tx, BOT, CUSTOMER, 10));
    reads(5, tx -> PurchaseStore.titles(tx, BOT, CUSTOMER));
    reads(1, tx -> ReceiptStore.message(tx, BOT, CHARGE));
    reads(4, tx -> ReceiptStore.returned(tx, BOT, CHARGE));
  }

  @Test
  void supportReadsWhatItShows() {
    var top = new Slice(Optional.empty(), 10);
    var further = new Slice(Optional.of(REQUEST), 10);
    reads(11, tx -> SupportStore.all(tx, BOT, top));
    reads(11, tx -> SupportStore.all(tx, BOT, further));
    reads(11, tx -> SupportStore.inState(tx, BOT, State.OPEN, further));
    reads(11, tx -> SupportStore.inState(tx, BOT, State.ANSWERED, top));
    reads(1, tx -> SupportStore.find(tx, BOT, REQUEST));
    reads(1, tx -> SupportStore.draft(tx, BOT, CUSTOMER, NOON));
    reads(1, tx -> SupportStore.countOpen(tx, BOT, CUSTOMER));
    reads(1, tx -> SupportStore.isTaken(tx, BOT, CUSTOMER, 4_001, NOON));
  }

  private static void reads(int rows, Consumer<DSLContext> statement) {
    TEST.database()
        .inTransactionDo(tx -> {
          tx.execute("set local plan_cache_mode = force_generic_plan");
          var before = read(tx);

          statement.accept(tx);

          var after = read(tx);
          assertThat(after.get(0) - before.get(0)).as("whole tables").isZero();
          assertThat(after.get(1) - before.get(1)).as("rows by index").isLessThanOrEqualTo(rows);
        });
  }

  private static List<Long> read(DSLContext tx) {
    return tx.fetchSingle("select sum(seq_scan), sum(idx_tup_fetch) from pg_stat_xact_user_tables")
        .map(row -> List.of(row.get(0, Long.class), row.get(1, Long.class)));
  }
}
