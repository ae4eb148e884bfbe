package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.docs.OpenApi;
import dev.starkeeper.invoice.docs.Page;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The API's description, for programs and for people. It holds no secret: everybody reads it. */
public final class DocsEndpoints implements Endpoints {
  // Nothing from anybody else, no script of the page's own text, in nobody's frame. Swagger UI
  // draws with data: images.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String ASK_AGAIN = "no-cache"; // another release may say something else
  private static final String DAY = "public, max-age=86400";

  private static final String DESCRIPTION = "/openapi.json";
  private static final String START = "/docs";

  // Made when first asked for, as most processes never are; then kept, so that a hundred slow
  // readers of the largest one cost no more than one.
  private final Map<String, Reply> made = new ConcurrentHashMap<>();

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(
            Method.GET, DESCRIPTION, _ -> made.computeIfAbsent(DESCRIPTION, _ -> description())),
        new Endpoint(Method.GET, START, _ -> made.computeIfAbsent(START, _ -> start())),
        new Endpoint(Method.GET, "/docs/:file", this::file));
  }

  private static Reply description() {
    return Reply.ok(OpenApi.document()).with("Cache-Control", ASK_AGAIN);
  }

  private static Reply start() {
    return text(Page.start(), ASK_AGAIN)
        .with("Content-Security-Policy", POLICY)
        .with("Referrer-Policy", "no-referrer");
  }

  private Reply file(Call call) {
    var name = call.pathPart("file");
    if (!Page.FILES.contains(name)) throw new Refusal(Problem.unknownPath());
    return made.computeIfAbsent(name, _ -> text(Page.file(name), DAY));
  }

  private static Reply text(Page page, String caching) {
    return Reply.text(Status.OK, page.mediaType(), page.text()).with("Cache-Control", caching);
  }
}
