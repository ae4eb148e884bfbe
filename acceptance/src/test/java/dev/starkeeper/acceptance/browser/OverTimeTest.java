package dev.starkeeper.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What becomes of a purchase afterwards shows without a reload. */
@InBrowser
final class OverTimeTest {
  private static final Pattern CHARGE = Pattern.compile("\"chargeId\":\"([^\"]+)\"");

  @Test
  void aSubscriptionRenewsWhenTheMonthIsOver(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    phone.pays("club");
    assertThat(phone.inApp("subscription-club")).isVisible();
    var first = phone.inApp("subscription-club").textContent();

    phone.on("clock-month").click();

    assertThat(phone.inApp("subscription-club")).not().hasText(first);
    assertThat(phone.payments().split("\"renewal\":true", -1)).hasSize(2);
    assertThat(phone.owns()).contains("\"status\":\"active\"");
  }

  @Test
  void aSubscriptionIsCancelledAndResumed(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    phone.pays("club");

    phone.inApp("cancel-club").click();
    phone.inApp("confirm-cancel-club").click();
    assertThat(phone.inApp("resume-club")).isVisible();
    assertThat(phone.owns()).contains("\"status\":\"canceled\"");
    phone.inApp("resume-club").click();

    assertThat(phone.inApp("cancel-club")).isVisible();
    assertThat(phone.owns()).contains("\"status\":\"active\"");
  }

  @Test
  void aRefundTakesAwayOnTheScreenWhatItGave(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    phone.pays("premium");
    assertThat(phone.inApp("owned-premium")).isVisible();

    phone.page().getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Books")).click();
    phone.on("refund-" + charge(phone)).click();

    assertThat(phone.inApp("owned-premium")).hasCount(0);
    assertThat(phone.inApp("buy-premium")).hasAttribute("aria-disabled", "false");
    assertThat(phone.payments()).contains("\"status\":\"refunded\"");
  }

  private static String charge(Phone phone) {
    var charge = CHARGE.matcher(phone.payments());
    if (!charge.find()) throw new AssertionError("no payment: " + phone.payments());
    return charge.group(1);
  }
}
