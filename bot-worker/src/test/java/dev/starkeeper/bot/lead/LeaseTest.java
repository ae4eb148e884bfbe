package dev.starkeeper.bot.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LeaseTest {
  private final Lease lease = new Lease();

  @Test
  void isNotOursBeforeTheDatabaseSaysSo() {
    assertThat(lease.isOurs()).isFalse();
  }

  @Test
  void isOursOnceConfirmedWhateverTelegramSays() {
    lease.confirmed(Lease.nanoTime());
    lease.disputed();

    assertThat(lease.isOurs()).isTrue();
  }

  @Test
  void ofWhoWasFrozenIsInDoubtUntilTheDatabaseIsAsked() throws Exception {
    lease.confirmed(longAgo());
    var mayGoOn = askedAndWaiting();

    lease.lost();

    assertThat(mayGoOn.get(1, TimeUnit.MINUTES)).isFalse();
  }

  @Test
  void ofWhoWasFrozenIsOursIfNobodyTookIt() throws Exception {
    lease.confirmed(longAgo());
    var mayGoOn = askedAndWaiting();

    lease.confirmed(Lease.nanoTime());

    assertThat(mayGoOn.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void withoutADatabaseGoesOnUntilSomebodyElsePolls() {
    lease.confirmed(longAgo());
    lease.nobodyKnows();
    assertThat(lease.isOurs()).isTrue();

    lease.disputed();

    assertThat(lease.isOurs()).isFalse();
  }

  @Test
  void isOursAgainAfterADispute() {
    lease.confirmed(Lease.nanoTime());
    lease.nobodyKnows();
    lease.disputed();

    lease.confirmed(Lease.nanoTime());

    assertThat(lease.isOurs()).isTrue();
  }

  @Test
  void whatWasNeverOursIsNotOursWithoutADatabase() {
    lease.nobodyKnows();

    assertThat(lease.isOurs()).isFalse();
  }

  /** Returns when it waits for the answer; one that does not wait has it wrong. */
  private CompletableFuture<Boolean> askedAndWaiting() {
    var answer = new CompletableFuture<Boolean>();
    var asking = Thread.ofPlatform().start(() -> answer.complete(lease.isOurs()));
    while (asking.getState() != Thread.State.TIMED_WAITING) {
      assertThat(answer).isNotDone();
      Thread.onSpinWait();
    }
    return answer;
  }

  private static long longAgo() {
    return Lease.nanoTime() - Lease.GOOD_FOR.plus(Duration.ofSeconds(1)).toNanos();
  }
}
