package dev.starkeeper.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Telegram's client was seen to lie about payments, and to say nothing. The app ends in the truth.
 */
@InBrowser
final class TruthTest {
  @ParameterizedTest
  @ValueSource(strings = {"failed", "cancelled", "nothing", "twice"})
  void aChargedBuyerIsToldThatHeHasPaid(String lie, Phone phone) {
    phone.openAs("Ada", "en").openApp();
    phone.clientSays(lie);

    phone.pays("premium");

    phone.isTold("paid");
    assertThat(phone.inApp("owned-premium")).isVisible();
    assertThat(phone.payments().split("\"chargeId\"", -1)).hasSize(2);
  }

  /** And not that he has bought something. */
  @Test
  void whoClosedTheSheetIsToldSoEvenIfTheClientSaysThatItFailed(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    phone.clientSays("failed");

    phone.wants("premium");
    phone.on("close-sheet").click();

    assertThat(phone.inApp("result"))
        .hasAttribute("data-status", java.util.regex.Pattern.compile("cancelled|declined"));
    assertThat(phone.owns()).doesNotContain("premium");
  }

  /** The app is loaded anew while the sheet is open: it picks the purchase up again. */
  @Test
  void aReloadInTheMiddleLosesNothing(Phone phone) {
    phone.openAs("Ada", "en").openApp();

    phone.wants("premium");
    phone.app().locator("body").evaluate("() => location.reload()");
    phone.on("pay").click();

    assertThat(phone.inApp("owned-premium")).isVisible();
    assertThat(phone.payments().split("\"chargeId\"", -1)).hasSize(2);
  }

  /** His device hears nothing of the API for a while, and asks again. */
  @Test
  void aPhoneThatWasOfflineLearnsItLater(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    phone.wants("coins-100");

    phone.apiIsOutOfReach(true);
    phone.on("pay").click();
    assertThat(phone.on("sheet")).hasCount(0);
    phone.apiIsOutOfReach(false);

    phone.isTold("paid");
    assertThat(phone.inApp("credits-coins")).containsText("100");
  }
}
