package dev.starkeeper.bot.lead;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.lead.ShareBots.Sight;
import dev.starkeeper.model.BotId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShareBotsTest {
  private static final BotId BOT = new BotId(7_001);

  @Test
  void onlyBotIsTakenAtOnceAndKept() {
    var share = new ShareBots(Set.of(BOT));

    assertThat(share.plan(new Sight(1, Set.of(1, 2), Map.of())).take()).containsExactly(BOT);
    for (var look = 0; look < 10; look++) {
      var plan = share.plan(new Sight(1, Set.of(1, 2), Map.of(BOT, 1)));
      assertThat(plan.take()).isEmpty();
      assertThat(plan.give()).isEmpty();
    }
  }

  @Test
  void botOfAnotherIsLeftToHim() {
    var share = new ShareBots(Set.of(BOT));

    assertThat(share.plan(new Sight(1, Set.of(1, 2), Map.of(BOT, 2))).take()).isEmpty();
  }

  @Test
  void botOfAWorkerThatServesOtherBotsIsLeftToHimToo() {
    var share = new ShareBots(Set.of(BOT));

    assertThat(share.plan(new Sight(1, Set.of(1), Map.of(BOT, 2))).take()).isEmpty();
  }

  @Test
  void whatNobodyTakesIsTakenByAnybody() {
    var share = new ShareBots(bots(4));
    var mine = Map.of(bot(0), 1, bot(1), 1); // half of them: a frozen equal has none
    assertThat(share.plan(new Sight(1, Set.of(1, 2), mine)).take()).isEmpty();

    var plan = share.plan(new Sight(1, Set.of(1, 2), mine));

    assertThat(plan.take()).containsExactlyInAnyOrder(bot(2), bot(3));
  }

  @Test
  void oneMoreThanAnotherIsNoReasonToGive() {
    var share = new ShareBots(bots(3));
    var holders = Map.of(bot(0), 1, bot(1), 1, bot(2), 2);

    for (var look = 0; look < 10; look++) {
      assertThat(share.plan(new Sight(1, Set.of(1, 2), holders)).give()).isEmpty();
    }
  }

  @Test
  void excessIsGivenOnlyWhenItLasts() {
    var share = new ShareBots(bots(4));
    var all =
        IntStream.range(0, 4)
            .boxed()
            .collect(java.util.stream.Collectors.toMap(n -> bot(n), _ -> 1));

    for (var look = 1; look < ShareBots.LOOKS_BEFORE_GIVING; look++) {
      assertThat(share.plan(new Sight(1, Set.of(1, 2), all)).give()).isEmpty();
    }
    assertThat(share.plan(new Sight(1, Set.of(1, 2), all)).give()).hasSize(2);
  }

  @Test
  void workersThatComeAndGoEndWithEqualShares() {
    var workers = new Workers(50);
    workers.join(1);
    workers.looks(3);
    assertThat(workers.loads()).containsExactly(50);

    workers.join(2);
    workers.join(3);
    workers.looks(40);
    assertThat(workers.loads()).containsExactly(16, 17, 17);

    workers.leave(2);
    workers.looks(2);
    assertThat(workers.loads().stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    workers.looks(40);
    assertThat(workers.loads()).containsExactly(25, 25);
  }

  @Test
  void withFewerBotsThanWorkersNobodyHasTwo() {
    var workers = new Workers(2);
    workers.join(1);
    workers.looks(3);
    workers.join(2);
    workers.join(3);
    workers.looks(20);

    assertThat(workers.loads()).containsExactly(0, 1, 1);
  }

  private static BotId bot(int number) {
    return new BotId(9_000 + number);
  }

  private static Set<BotId> bots(int count) {
    return IntStream.range(0, count).mapToObj(ShareBotsTest::bot).collect(toSet());
  }

  /** Locks as a database keeps them, and workers that look in turn. */
  private static final class Workers {
    private final Set<BotId> bots;
    private final Map<BotId, Integer> holders = new HashMap<>();
    private final Map<Integer, ShareBots> shares = new TreeMap<>();

    Workers(int bots) {
      this.bots = bots(bots);
    }

    void join(int session) {
      shares.put(session, new ShareBots(bots));
    }

    void leave(int session) {
      shares.remove(session);
      holders.values().removeIf(holder -> holder == session);
    }

    void looks(int times) {
      for (var time = 0; time < times; time++) shares.forEach(this::look);
    }

    private void look(int session, ShareBots share) {
      var plan = share.plan(new Sight(session, Set.copyOf(shares.keySet()), Map.copyOf(holders)));
      plan.take().forEach(bot -> holders.putIfAbsent(bot, session));
      plan.give().forEach(bot -> assertThat(holders.remove(bot)).isEqualTo(session));
    }

    List<Integer> loads() {
      var loads = new ArrayList<Integer>();
      for (var session : shares.keySet()) {
        loads.add((int) holders.values().stream().filter(session::equals).count());
      }
      return loads.stream().sorted().toList();
    }
  }
}
