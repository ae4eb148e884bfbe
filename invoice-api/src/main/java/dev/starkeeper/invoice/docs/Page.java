package dev.starkeeper.invoice.docs;

import java.util.Set;

/**
 * A file of the page that shows the description: Swagger UI, which comes with the program, and
 * nothing of anybody else's.
 *
 * @param text in UTF-8
 */
public record Page(String mediaType, String text) {
  private static final String HTML = "text/html;charset=utf-8";
  private static final String CSS = "text/css;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";

  // Of org.webjars:swagger-ui in the pom. The page asks for its files by it, so that a browser
  // which kept those of an earlier release does not show them.
  private static final String VERSION = "5.34.1";
  private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/" + VERSION;

  /** What the page asks for, by name. */
  public static final Set<String> FILES =
      Set.of("swagger-ui.css", "swagger-ui-bundle.js", "docs.css", "docs.js");

  /** What a browser opens. */
  public static Page start() {
    return new Page(HTML, own("page.html").replace("{version}", VERSION));
  }

  /** One of {@link #FILES}. */
  public static Page file(String name) {
    return new Page(name.endsWith(".css") ? CSS : SCRIPT, read(name));
  }

  private static String read(String name) {
    return name.startsWith("docs") ? own(name) : Resource.read(Page.class, SWAGGER_UI + "/" + name);
  }

  private static String own(String name) {
    return Resource.read(Page.class, "page/" + name);
  }
}
