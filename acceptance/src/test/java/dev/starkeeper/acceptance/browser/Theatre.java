package dev.starkeeper.acceptance.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** One demo and one browser for all tests. */
final class Theatre implements AutoCloseable {
  /** Certainly too long; nothing waits for it unless something is wrong. */
  static final double TOO_LONG_MS = 60_000;

  private static final AtomicLong IDS = new AtomicLong(700_000_001L);

  private final RunningDemo demo;
  private final Playwright playwright;
  private final Browser browser;

  private Theatre(RunningDemo demo, Playwright playwright, Browser browser) {
    this.demo = demo;
    this.playwright = playwright;
    this.browser = browser;
  }

  static Theatre open() {
    var chromium =
        Chromium.find()
            .orElseThrow(
                () -> new AssertionError("no Chromium, and " + Chromium.NEEDED + " is set"));
    PlaywrightAssertions.setDefaultAssertionTimeout(TOO_LONG_MS);
    var demo = RunningDemo.start();
    // It would look for browsers of its own otherwise.
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(chromium)
            .setChromiumSandbox(false)
            .setArgs(Chromium.OPTIONS);
    return new Theatre(demo, playwright, playwright.chromium().launch(options));
  }

  /** Somebody new, with a Telegram of his own. */
  Phone phone() {
    return new Phone(browser, demo, IDS.getAndIncrement());
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    demo.close();
  }
}
