package dev.starkeeper.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class RequestBodiesTest {
  private static final String INVOICE =
      "\"title\":\"T\",\"description\":\"D\",\"payload\":\"order-1\",\"currency\":\"XTR\"";
  private static final String PRICES = "\"prices\":[{\"label\":\"Sword\",\"amount\":5}]";

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void jsonValuesStayRawText() {
    json("{" + INVOICE + "," + PRICES + "}").result();
    json("{" + INVOICE + ",\"prices\":\"[{\\\"label\\\":\\\"Sword\\\",\\\"amount\\\":5}]\"}")
        .result();

    assertThat(bot.payloads()).containsExactly("order-1", "order-1");
  }

  @Test
  void jsonEscapesAreRead() {
    json("{" + INVOICE.replace("order-1", "\\u0437\\uD83D\\uDDE1\\n") + "," + PRICES + "}")
        .result();

    assertThat(bot.payloads()).containsExactly("з\uD83D\uDDE1\n");
  }

  @Test
  void nullIsTheWordNull() {
    var answer = json("{" + INVOICE + "," + PRICES + ",\"provider_token\":null}");

    assertThat(answer.description()).isEqualTo("Bad Request: STARS_INVOICE_INVALID");
  }

  @Test
  void malformedJsonCountsUpToItsFault() {
    assertThat(json("{" + INVOICE + "," + PRICES + ",oops").status()).isEqualTo(200);
    assertThat(json("{" + INVOICE + ",oops," + PRICES + "}").description())
        .isEqualTo("Bad Request: parameter \"prices\" is required");
    assertThat(json("[]").description()).isEqualTo("Bad Request: parameter \"title\" is required");
  }

  @Test
  void multipart() {
    var body =
        part("title", "T")
            + part("description", "D")
            + part("payload", "order-4\r\nwith a line")
            + "--xx\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n"
            + "Content-Type: image/jpeg\r\n\r\n\u0000\u0001\r\n"
            + part("currency", "XTR")
            + part("prices", TestBot.prices(5))
            + "--xx--\r\n";

    send("multipart/form-data; boundary=\"xx\"", body).result();

    assertThat(bot.payloads()).containsExactly("order-4\r\nwith a line");
  }

  private static String part(String name, String value) {
    return "--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  @Test
  void multipartWithoutBoundaryIsRefusedBare() {
    var answer = send("multipart/form-data", "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void packedBodies() throws IOException {
    var form = TestBot.invoiceForm("order-5").getBytes(UTF_8);
    var gzip = new ByteArrayOutputStream();
    pack(new GZIPOutputStream(gzip), form);
    var deflate = new ByteArrayOutputStream();
    pack(new DeflaterOutputStream(deflate), form);

    assertThat(packed("gzip", gzip.toByteArray()).status()).isEqualTo(200);
    assertThat(packed("deflate", deflate.toByteArray()).status()).isEqualTo(200);
    assertThat(packed("gzip", form).status()).isEqualTo(400);
    assertThat(packed("br", form).status()).isEqualTo(415);
  }

  private static void pack(OutputStream packer, byte[] bytes) throws IOException {
    try (packer) {
      packer.write(bytes);
    }
  }

  private Answer packed(String encoding, byte[] body) {
    var path = "/bot" + bot.token() + "/createInvoiceLink";
    return bot.send(
        HttpRequest.newBuilder(bot.post(path, TestBot.FORM, body), (_, _) -> true)
            .header("Content-Encoding", encoding)
            .build());
  }

  @Test
  void otherContentTypesAreIgnored() {
    assertThat(send("text/plain", TestBot.invoiceForm("order-6")).description())
        .isEqualTo("Bad Request: parameter \"title\" is required");
  }

  @Test
  void moreThanAMebibyteIsTooMuch() {
    var fits = "x=" + "y".repeat((1 << 20) - 2);

    assertThat(send(TestBot.FORM, fits).status()).isEqualTo(400);
    assertThat(send(TestBot.FORM, fits + "y").status()).isEqualTo(413);
  }

  private Answer json(String body) {
    return send("application/json", body);
  }

  private Answer send(String contentType, String body) {
    return bot.send(bot.post("/bot" + bot.token() + "/createInvoiceLink", contentType, body));
  }
}
