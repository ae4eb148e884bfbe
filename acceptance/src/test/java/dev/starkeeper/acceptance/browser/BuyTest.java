package dev.starkeeper.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A buyer, the Mini App, Telegram's sheet. */
@InBrowser
final class BuyTest {
  private static final String PREMIUM = "owned-premium";

  @Test
  void anUnlockIsOwnedAtOnceAndNotSoldAgain(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    assertThat(phone.inApp(PREMIUM)).hasCount(0);

    phone.pays("premium");

    phone.isTold("paid");
    assertThat(phone.inApp(PREMIUM)).isVisible();
    assertThat(phone.inApp("buy-premium")).hasAttribute("aria-disabled", "true");
    assertThat(phone.owns()).contains("\"key\":\"premium\",\"active\":true");
    assertThat(phone.complaints()).isEmpty();
  }

  @Test
  void coinsAddUp(Phone phone) {
    phone.openAs("Ada", "en").openApp();

    phone.pays("coins-100");
    assertThat(phone.inApp("credits-coins")).containsText("100");
    phone.pays("coins-100");

    assertThat(phone.inApp("credits-coins")).containsText("200");
    assertThat(phone.owns()).contains("\"coins\":200");
  }

  @Test
  void aPassLastsAndStacks(Phone phone) {
    phone.openAs("Ada", "en").openApp();

    phone.pays("week-pass");
    assertThat(phone.inApp("owned-hints")).containsText("7");
    phone.pays("week-pass");

    assertThat(phone.inApp("owned-hints")).containsText("14");
  }

  @Test
  void aClosedSheetIsCancelledAndCostsNothing(Phone phone) {
    phone.openAs("Ada", "en").openApp();

    phone.wants("premium");
    phone.on("close-sheet").click();

    phone.isTold("cancelled");
    assertThat(phone.inApp(PREMIUM)).hasCount(0);
    assertThat(phone.payments()).doesNotContain("chargeId");
  }

  @Test
  void whoClosedTheSheetMayChangeHisMindAtOnce(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    phone.wants("premium");
    phone.on("close-sheet").click();
    assertThat(phone.on("sheet")).hasCount(0);

    phone.rests();
    phone.pays("premium");

    phone.isTold("paid");
    assertThat(phone.inApp(PREMIUM)).isVisible();
    assertThat(phone.payments().split("\"chargeId\"", -1)).hasSize(2);
  }

  @Test
  void whoHasTooFewStarsIsToldAndBuysAfterToppingUp(Phone phone) {
    phone.openAs("Ada", "en", 10).openApp();

    phone.pays("premium");
    assertThat(phone.on("sheet-error")).containsText("enough Stars");
    phone.on("top-up").click();
    phone.on("pay").click();

    phone.isTold("paid");
    assertThat(phone.inApp(PREMIUM)).isVisible();
  }

  /** The bot's own words, in the sheet; and the app says that nothing was bought. */
  @Test
  void aDeclinedPreCheckoutIsToldInTheBuyersLanguage(Phone phone) {
    phone.openAs("Вера", "ru").openApp();

    phone.wants("coins-100");
    phone.demo().asServer("PUT", "/v1/products/coins-100", coins(51));
    phone.on("pay").click();

    assertThat(phone.on("sheet-error")).containsText("Цена");
    phone.on("close-sheet").click();
    phone.isTold("declined");
    phone.demo().asServer("PUT", "/v1/products/coins-100", coins(50));
    assertThat(phone.payments()).doesNotContain("chargeId");
  }

  private static String coins(int stars) {
    return """
    {"title":"100 coins","description":"A purse of coins.","stars":%d,"kind":"consumable",
     "unit":"coins","units":100}
    """
        .formatted(stars);
  }

  @Test
  void aDoubleTapIsOnePurchase(Phone phone) {
    phone.openAs("Ada", "en").openApp();

    phone.inApp("buy-coins-100").dblclick();
    phone.on("pay").dblclick();

    phone.isTold("paid");
    assertThat(phone.inApp("credits-coins")).containsText("100");
    assertThat(phone.payments().split("\"chargeId\"", -1)).hasSize(2);
  }

  /** {@code /start buy_…}: no app is needed. */
  @Test
  void theChatSellsToo(Phone phone) {
    phone.openAs("Ada", "en");

    phone.on("chat-input").fill("/start buy_premium");
    phone.on("chat-input").press("Enter");
    phone.page().getByText(Pattern.compile("^Pay")).click();
    phone.on("pay").click();

    assertThat(phone.on("paid")).isVisible();
    phone.on("close-sheet").click();
    assertThat(phone.page().getByText("Your purchase has been delivered").first()).isVisible();
    assertThat(phone.owns()).contains("\"key\":\"premium\",\"active\":true");
  }
}
