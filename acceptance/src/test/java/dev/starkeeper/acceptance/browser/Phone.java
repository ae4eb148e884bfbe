package dev.starkeeper.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ScreenshotCaret;
import dev.starkeeper.acceptance.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody's Telegram in the page that plays it, with the developer's side next to it. */
final class Phone implements AutoCloseable {
  private static final double DOUBLE_TAP_MS = 2_000; // more than the kit's

  private final BrowserContext context;
  private final Page page;
  private final RunningDemo demo;
  private final long user;
  private final List<String> complaints = new ArrayList<>();

  Phone(Browser browser, RunningDemo demo, long user) {
    this.demo = demo;
    this.user = user;
    // The last lets axe look into a page that lets nobody in.
    var options =
        new Browser.NewContextOptions()
            .setViewportSize(1280, 860)
            .setColorScheme(ColorScheme.LIGHT)
            .setLocale("en")
            .setBypassCSP(true);
    this.context = browser.newContext(options);
    context.setDefaultTimeout(Theatre.TOO_LONG_MS);
    this.page = context.newPage();
    page.onPageError(error -> complaints.add(error));
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) complaints.add(message.text());
    });
  }

  Page page() {
    return page;
  }

  RunningDemo demo() {
    return demo;
  }

  long user() {
    return user;
  }

  /** What the browser complained of: faults of scripts, what was blocked or not found. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Opens the page as a user who has all the Stars he wants. */
  Phone openAs(String name, String language) {
    return open("{\"user\":" + json(name, language) + "}");
  }

  /** As a user who has so many. */
  Phone openAs(String name, String language, int stars) {
    return open("{\"user\":" + json(name, language) + ",\"stars\":" + stars + "}");
  }

  private String json(String name, String language) {
    return "{\"id\":%d,\"first_name\":\"%s\",\"language_code\":\"%s\"}"
        .formatted(user, name, language);
  }

  private Phone open(String control) {
    demo.control("users", control);
    page.navigate(demo.page());
    page.getByTestId("user-" + user).click();
    return this;
  }

  /** Opens the Mini App by the button next to the message field. */
  Phone openApp() {
    page.getByTestId("open-app").click();
    assertThat(inApp("owned")).isVisible();
    return this;
  }

  FrameLocator app() {
    return page.frameLocator("[data-testid=mini-app]");
  }

  Locator inApp(String testId) {
    return app().getByTestId(testId);
  }

  Locator on(String testId) {
    return page.getByTestId(testId);
  }

  /** What Telegram's client says of each sheet that closes from now on. */
  void clientSays(String what) {
    on("callback-lies").selectOption(what);
  }

  /** For as long as another tap would be taken for the second of a double tap. */
  void rests() {
    page.waitForTimeout(DOUBLE_TAP_MS);
  }

  /** Taps on buy, and has the sheet before him. */
  void wants(String sku) {
    inApp("buy-" + sku).click();
    assertThat(on("sheet")).isVisible();
  }

  /** From the tap to the closed sheet, paid. */
  void pays(String sku) {
    wants(sku);
    on("pay").click();
  }

  /** From the Mini App; Telegram's own connections go on. */
  void apiIsOutOfReach(boolean isOut) {
    if (isOut) page.route("**/v1/**", Route::abort);
    else page.unroute("**/v1/**");
  }

  /** What the app says of the purchase. */
  void isTold(String status) {
    assertThat(inApp("result")).hasAttribute("data-status", status);
  }

  /** What the merchant's server is told of this user's payments. */
  String payments() {
    return demo.asServer("/v1/customers/" + user + "/payments");
  }

  /** What the merchant's server is told that he owns. */
  String owns() {
    return demo.asServer("/v1/customers/" + user);
  }

  void keepAsFailed(String name) {
    var file = Sources.ROOT.resolve("acceptance/target/browser-failures/" + name + ".png");
    picture(file);
    System.err.println(file + "; the browser's complaints: " + complaints);
  }

  /** Of what everything comes to that is still moving. */
  void picture(Path file) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(file)
            .setAnimations(ScreenshotAnimations.DISABLED)
            .setCaret(ScreenshotCaret.HIDE));
  }

  @Override
  public void close() {
    context.close();
  }
}
