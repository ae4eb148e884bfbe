package dev.starkeeper.invoice.sale;

import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Sku;
import dev.starkeeper.store.IdempotencyStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a caller wants an invoice for, with everything he left out filled in. */
public record InvoiceOrder(
    Caller caller, Parties parties, Sku sku, int quantity, IdempotencyKey key) {

  /** As it is stored: equal hashes mean the same request, however its JSON was written. */
  IdempotencyStore.Key storedKey() {
    var request =
        "POST /v1/invoices\n%s\n%d\n%d\n%d"
            .formatted(sku.value(), quantity, parties.buyer().value(), parties.recipient().value());
    return new IdempotencyStore.Key(caller.name(), key.value(), sha256(request));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
