package dev.starkeeper.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.starkeeper.acceptance.Sources;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How it looks: to everybody, and on the smallest phone. The pictures in the documentation are made
 * here.
 */
@InBrowser
final class LooksTest {
  private static final int SMALLEST = 320; // CSS pixels across

  @ParameterizedTest
  @CsvSource({"light,en", "dark,en", "light,ru", "dark,ru"})
  void nobodyIsShutOut(String theme, String language, Phone phone) {
    phone.openAs("Ada", language);
    phone.on("theme-" + theme).click();
    isOpenToAll(phone, "the chat");
    phone.openApp();
    isOpenToAll(phone, "the shop");
    phone.wants("premium");
    isOpenToAll(phone, "the sheet");
    phone.on("pay").click();
    phone.isTold("paid");
    isOpenToAll(phone, "what is owned");
  }

  private static void isOpenToAll(Phone phone, String where) {
    var violations = new AxeBuilder(phone.page()).analyze().getViolations();
    assertThat(violations).as(where).extracting(LooksTest::told).isEmpty();
  }

  private static String told(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getNodes().stream()
            .map(node ->
                node.getHtml()
                    + " "
                    + node.getAny().stream().map(check -> check.getMessage()).toList())
            .toList();
  }

  @Test
  void theAppFollowsTelegramsTheme(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    var light = background(phone);

    phone.on("theme-dark").click();
    assertThat(phone.app().locator("body")).not().hasCSS("background-color", light);
    var dark = background(phone);

    assertThat(brightness(dark)).isLessThan(90);
    assertThat(brightness(light)).isGreaterThan(200);
  }

  private static String background(Phone phone) {
    return (String)
        phone.app().locator("body").evaluate("b => getComputedStyle(b).backgroundColor");
  }

  private static int brightness(String rgb) {
    var parts = rgb.replaceAll("[^0-9,]", "").split(",", -1);
    return (Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) + Integer.parseInt(parts[2]))
        / 3;
  }

  @Test
  void nothingSticksOutOfTheSmallestPhone(Phone phone) {
    phone.page().setViewportSize(SMALLEST, 640);
    phone.openAs("Ada", "ru").openApp();

    var overhang =
        (Integer) phone.app().locator("html").evaluate("h => h.scrollWidth - innerWidth");
    assertThat(overhang).isLessThanOrEqualTo(0);
    assertThat((Integer) phone.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
        .isLessThanOrEqualTo(0);
    phone.pays("coins-100");
    phone.isTold("paid");
    isOpenToAll(phone, "the smallest phone");
  }

  @Test
  void aPurchaseNeedsNoPointer(Phone phone) {
    phone.openAs("Ada", "en").openApp();

    phone.inApp("buy-premium").focus();
    phone.page().keyboard().press("Enter");
    phone.on("pay").focus();
    phone.page().keyboard().press("Enter");

    phone.isTold("paid");
  }

  @Test
  void picturesForTheDocumentation(Phone phone) {
    phone.openAs("Ada", "en").openApp();
    assertThat(phone.inApp("buy-club")).isVisible();
    keep(phone, "shop");
    phone.wants("premium");
    keep(phone, "sheet");
    phone.on("pay").click();
    phone.isTold("paid");
    phone.pays("club");
    assertThat(phone.inApp("subscription-club")).isVisible();
    assertThat(phone.on("sheet")).hasCount(0);
    phone.on("theme-dark").click();
    phone.page().getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Books")).click();
    assertThat(phone.on("payments").getByText("Ada").first()).isVisible();
    keep(phone, "owned-dark");
  }

  /** Where they can be looked at, or into {@code -Dstarkeeper.pictures=docs/images}. */
  private static void keep(Phone phone, String name) {
    var directory = System.getProperty("starkeeper.pictures", "acceptance/target/pictures");
    phone.picture(Sources.ROOT.resolve(Path.of(directory, name + ".png")));
  }
}
