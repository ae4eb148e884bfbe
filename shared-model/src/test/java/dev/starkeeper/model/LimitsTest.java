package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value that has a limit, at both of its sides. */
final class LimitsTest {
  private static final Entitlement PREMIUM = new Entitlement("premium.owned");

  @Test
  void starsArePositive() {
    accepts(() -> new Stars(1));
    accepts(() -> new Stars(Integer.MAX_VALUE)); // what was charged is recorded, whatever it is
    refuses("not a price in Stars: 0", () -> new Stars(0));
    refuses("not a price in Stars: -1", () -> new Stars(-1));
  }

  @Test
  void starsDoNotOverflow() {
    assertThat(new Stars(715_827_882).times(3)).isEqualTo(new Stars(2_147_483_646));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new Stars(715_827_883).times(3));
  }

  @Test
  void amountIsAPriceOnlyInStarsAndToTheStar() {
    assertThat(new Amount("XTR", 50).is(new Stars(50))).isTrue();
    assertThat(new Amount("XTR", 51).is(new Stars(50))).isFalse();
    assertThat(new Amount("USD", 50).is(new Stars(50))).isFalse();
    assertThat(new Amount("XTR", 50 + (1L << 32)).is(new Stars(50))).isFalse();
  }

  @Test
  void idsArePositive() {
    accepts(() -> new BotId(1));
    accepts(() -> new TelegramUserId(1));
    accepts(() -> new TelegramUserId(TelegramUserId.MOST));
    refuses("not a bot's id: 0", () -> new BotId(0));
    refuses("not a user's id: 0", () -> new TelegramUserId(0));
    refuses("not a user's id: -5", () -> new TelegramUserId(-5));
  }

  @Test
  void chargeIdIsNeitherBlankNorLongerThanItsColumn() {
    accepts(() -> new ChargeId("s"));
    accepts(() -> new ChargeId("s".repeat(255)));
    refuses("not a charge id: 256 characters", () -> new ChargeId("s".repeat(256)));
    refuses("not a charge id: 0 characters", () -> new ChargeId(""));
    refuses("not a charge id: 2 characters", () -> new ChargeId(" \t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "coins-10", "premium.owned", "a_b", "a.-_"})
  void nameOfTheMerchantsIsPlain(String name) {
    assertThat(new Sku(name).value()).isEqualTo(name);
    assertThat(new Entitlement(name).key()).isEqualTo(name);
    assertThat(new CreditUnit(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "A", "-a", ".a", "_a", "a b", "a/b", "ä", "a\n", "a\0"})
  void nameOfAnyOtherFormIsRefused(String name) {
    var words = " is not of the form [a-z0-9][a-z0-9._-]{0,63}: " + name;
    refuses("sku" + words, () -> new Sku(name));
    refuses("entitlement" + words, () -> new Entitlement(name));
    refuses("unit" + words, () -> new CreditUnit(name));
  }

  @Test
  void nameHasAtMost64CharactersAndARefusalRepeatsAtMost80() {
    accepts(() -> new Sku("a".repeat(64)));
    refuses(
        "sku is not of the form [a-z0-9][a-z0-9._-]{0,63}: " + "a".repeat(65),
        () -> new Sku("a".repeat(65)));
    refuses(
        "sku is not of the form [a-z0-9][a-z0-9._-]{0,63}: " + "a".repeat(80) + "…",
        () -> new Sku("a".repeat(81)));
  }

  @Test
  void consumableGivesAtLeastOneUnit() {
    accepts(() -> consumable(1));
    accepts(() -> consumable(1_000_000_000));
    refuses("units is not from 1 to 1000000000: 0", () -> consumable(0));
    refuses("units is not from 1 to 1000000000: 1000000001", () -> consumable(1_000_000_001));
  }

  @Test
  void passLastsFromADayToTenYears() {
    accepts(() -> new Good.Pass(PREMIUM, 1));
    accepts(() -> new Good.Pass(PREMIUM, 3650));
    refuses("durationDays is not from 1 to 3650: 0", () -> new Good.Pass(PREMIUM, 0));
    refuses("durationDays is not from 1 to 3650: 3651", () -> new Good.Pass(PREMIUM, 3651));
  }

  @Test
  void monthCostsAtMostWhatTelegramTakesForOne() {
    accepts(() -> product(new Good.Subscription(PREMIUM), 10_000));
    refuses(
        "stars of a subscription is not from 1 to 10000: 10001",
        () -> product(new Good.Subscription(PREMIUM), 10_001));
    accepts(() -> product(new Good.Pass(PREMIUM, 30), 100_000));
    accepts(() -> product(new Good.Unlock(PREMIUM), 100_000));
  }

  @Test
  void supplyIsCountedFromZeroAndALimitFromOne() {
    accepts(() -> new Supply(0, 1));
    refuses("stock is below zero: -1", () -> new Supply(-1, 1));
    refuses("limitPerCustomer is not at least 1: 0", () -> new Supply(0, 0));
    assertThat(new Supply(Supply.NONE, Supply.NONE).isUnlimited()).isTrue();
    assertThat(new Supply(Supply.NONE, 1).isUnlimited()).isFalse();
    assertThat(new Supply(1, Supply.NONE).isUnlimited()).isFalse();
  }

  @Test
  void offerFitsTelegramsInvoice() {
    accepts(() -> offer("t", "d", 1));
    accepts(() -> offer("t".repeat(32), "d".repeat(255), 100_000));
    refuses("title is not 1 to 32 characters", () -> offer("t".repeat(33), "d", 1));
    refuses("title is not 1 to 32 characters", () -> offer(" ", "d", 1));
    refuses("description is not 1 to 255 characters", () -> offer("t", "d".repeat(256), 1));
    refuses("description is not 1 to 255 characters", () -> offer("t", "", 1));
    refuses("stars is not from 1 to 100000: 100001", () -> offer("t", "d", 100_001));
  }

  @Test
  void lengthIsCountedInCharactersAndNotInHalvesOfThem() {
    accepts(() -> offer("💎".repeat(32), "💎".repeat(255), 1));
    refuses("title is not 1 to 32 characters", () -> offer("💎".repeat(33), "d", 1));
  }

  @Test
  void offerHoldsNothingThatTheDatabaseCannot() {
    refuses("title holds a NUL", () -> offer("a\0b", "d", 1));
    refuses("description holds a NUL", () -> offer("t", "a\0b", 1));
  }

  @Test
  void photoIsAnAddressOrNone() {
    var longest = "https://x.example/" + "a".repeat(2048 - 18);
    accepts(() -> new PhotoUrl("http://x.example/a.png"));
    accepts(() -> new PhotoUrl(longest));
    assertThat(new PhotoUrl("").isNone()).isTrue();
    assertThat(new PhotoUrl(longest).isNone()).isFalse();
    refuses("photoUrl is not an http address: " + longest + "a", () -> new PhotoUrl(longest + "a"));
    for (var other : new String[] {"ftp://x", "https://", "https://a b", "https://ä", "x", " "}) {
      refuses("photoUrl is not an http address: " + other, () -> new PhotoUrl(other));
    }
  }

  @Test
  void itemComesToAtMostTheDearestInvoice() {
    assertThat(Item.of(coins(1), 100_000).stars()).isEqualTo(new Stars(100_000));
    assertThat(Item.of(coins(40_000), 2).stars()).isEqualTo(new Stars(80_000));
    refuses(tooMany(100_001), () -> Item.of(coins(1), 100_001));
    refuses(tooMany(3), () -> Item.of(coins(40_000), 3));
    refuses(tooMany(0), () -> Item.of(coins(1), 0));
    refuses(tooMany(-1), () -> Item.of(coins(1), -1));
    // 65,536 times 65,536 is zero as an int.
    refuses(tooMany(65_536), () -> Item.of(coins(65_536), 65_536));
  }

  @Test
  void whatIsOwnedOnceIsBoughtOnce() {
    var monthly = product(new Good.Subscription(PREMIUM), 50);
    accepts(() -> Item.of(premium(), 1));
    accepts(() -> Item.of(monthly, 1));
    accepts(() -> Item.of(product(new Good.Pass(PREMIUM, 7), 50), 2));
    for (var quantity : new int[] {-1, 0, 2}) {
      var words = "quantity is not 1, and this product is sold one at a time";
      refuses(words, () -> Item.of(premium(), quantity));
      refuses(words, () -> Item.of(monthly, quantity));
    }
  }

  @Test
  void itemIsAsItsProductWasWhenItWasMade() {
    assertThat(Item.of(coins(7), 3))
        .isEqualTo(new Item(new Sku("coins"), 4, "Title", consumable(9), 3, new Stars(21)));
  }

  @Test
  void itemFromTheDatabaseIsCheckedToo() {
    refuses("quantity is not from 1 to 100000: 0", () -> item(0, 1));
    refuses("quantity is not from 1 to 100000: 100001", () -> item(100_001, 1));
    refuses("an invoice is at most 100000 Stars: 100001", () -> item(1, 100_001));
    accepts(() -> item(100_000, 100_000));
  }

  private static Item item(int quantity, int stars) {
    return new Item(new Sku("coins"), 4, "Title", consumable(9), quantity, new Stars(stars));
  }

  private static Product coins(int price) {
    return new Product(
        new Sku("coins"), 4, offer("Title", "d", price), consumable(9), true, Supply.UNLIMITED);
  }

  private static Product premium() {
    return product(new Good.Unlock(PREMIUM), 50);
  }

  private static Product product(Good good, int stars) {
    return new Product(
        new Sku("premium"), 4, offer("Title", "d", stars), good, true, Supply.UNLIMITED);
  }

  private static Good consumable(int units) {
    return new Good.Consumable(new CreditUnit("coins"), units);
  }

  private static Offer offer(String title, String description, int stars) {
    return new Offer(title, description, PhotoUrl.NONE, new Stars(stars));
  }

  private static String tooMany(int quantity) {
    return "quantity does not come to between 1 and 100000 Stars: " + quantity;
  }

  private static void accepts(ThrowingCallable value) {
    assertThatCode(value).doesNotThrowAnyException();
  }

  private static void refuses(String words, ThrowingCallable value) {
    assertThatIllegalArgumentException().isThrownBy(value).withMessage(words);
  }
}
