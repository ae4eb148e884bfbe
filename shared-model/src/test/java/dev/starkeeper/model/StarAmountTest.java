package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StarAmountTest {
  private static final BigInteger ONE_STAR = BigInteger.valueOf(1_000_000_000);

  @ParameterizedTest
  @CsvSource({
    "0,0, 0,0, 0,0",
    "1,0, 2,0, 3,0",
    "0,999999999, 0,1, 1,0",
    "1,600000000, 1,600000000, 3,200000000",
    "0,-999999999, 0,-1, -1,0",
    "-1,-600000000, -1,-600000000, -3,-200000000",
    "1,0, 0,-1, 0,999999999",
    "-1,0, 0,1, 0,-999999999",
    "0,500000000, -1,0, 0,-500000000",
    "-2,-300000000, 2,300000000, 0,0",
    "5,100000000, -3,-200000000, 1,900000000",
    "3,200000000, -5,-100000000, -1,-900000000",
  })
  void billionthsAreCarriedAndBothPartsKeepOneSign(
      long stars, int nanos, long more, int moreNanos, long sum, int sumNanos) {
    var one = new StarAmount(stars, nanos);
    var other = new StarAmount(more, moreNanos);

    assertThat(one.plus(other)).isEqualTo(new StarAmount(sum, sumNanos));
    assertThat(other.plus(one)).isEqualTo(new StarAmount(sum, sumNanos));
  }

  @RepeatedTest(300)
  void additionIsThatOfWholeNumbersAndSubtractionItsInverse(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    var one = some(random);
    var other = some(random);

    assertThat(nanos(one.plus(other))).isEqualTo(nanos(one).add(nanos(other)));
    assertThat(nanos(one.minus(other))).isEqualTo(nanos(one).subtract(nanos(other)));
    assertThat(one.plus(other).minus(other)).isEqualTo(one);
    assertThat(one.minus(other).plus(other)).isEqualTo(one);
    assertThat(one.minus(one)).isEqualTo(StarAmount.ZERO);
  }

  @ParameterizedTest
  @CsvSource({"0,1000000000", "0,-1000000000", "-5,-2147483648", "5,2147483647"})
  void partIsLessThanAStar(long stars, int nanos) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StarAmount(stars, nanos))
        .withMessage("nanostars is out of range: " + nanos);
  }

  @Test
  void partsDoNotDifferInSign() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StarAmount(1, -1))
        .withMessage("signs differ: 1, -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StarAmount(-1, 1))
        .withMessage("signs differ: -1, 1");
    assertThat(new StarAmount(0, -1).nanostars()).isEqualTo(-1);
  }

  @Test
  void moreStarsThanThereAreIsNoAmount() {
    var most = new StarAmount(Long.MAX_VALUE, 0);
    var half = new StarAmount(0, 999_999_999);

    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.plus(most));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> most.plus(half).plus(half));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> StarAmount.ZERO.minus(most).minus(most));
  }

  /** Small ones and large ones, of either sign, many of them near a whole Star. */
  private static StarAmount some(Random random) {
    var stars = random.nextInt(3) == 0 ? random.nextLong(1L << 40) : random.nextLong(3);
    var nanos =
        switch (random.nextInt(3)) {
          case 0 -> 0;
          case 1 -> 999_999_999 - random.nextInt(2);
          default -> random.nextInt(1_000_000_000);
        };
    return random.nextBoolean() ? new StarAmount(stars, nanos) : new StarAmount(-stars, -nanos);
  }

  private static BigInteger nanos(StarAmount amount) {
    return BigInteger.valueOf(amount.stars())
        .multiply(ONE_STAR)
        .add(BigInteger.valueOf(amount.nanostars()));
  }
}
