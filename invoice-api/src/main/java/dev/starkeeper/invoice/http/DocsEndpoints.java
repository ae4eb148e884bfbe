package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.docs.OpenApi;
import dev.starkeeper.invoice.docs.Page;
import java.util.List;
import java.util.Map;

/** The API's description, for programs and for people. It holds no secret: everybody reads it. */
public final class DocsEndpoints implements Endpoints {
  // Nothing from anybody else, no script of the page's own text, in nobody's frame. Swagger UI
  // draws with data: images.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String ASK_AGAIN = "no-cache"; // another release may say something else
  private static final String DAY = "public, max-age=86400";

  private final Reply description = Reply.ok(OpenApi.document()).with("Cache-Control", ASK_AGAIN);

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.GET, "/openapi.json", _ -> description),
        new Endpoint(Method.GET, "/docs", _ -> page()),
        new Endpoint(Method.GET, "/docs/:file", DocsEndpoints::file));
  }

  private static Reply page() {
    return text(Page.start(), ASK_AGAIN)
        .with("Content-Security-Policy", POLICY)
        .with("Referrer-Policy", "no-referrer");
  }

  private static Reply file(Call call) {
    return Page.file(call.pathPart("file"))
        .map(file -> text(file, DAY))
        .orElseThrow(() -> new Refusal(Problem.unknownPath()));
  }

  private static Reply text(Page page, String caching) {
    return new Reply(Status.OK, page.mediaType(), page.text(), Map.of("Cache-Control", caching));
  }
}
