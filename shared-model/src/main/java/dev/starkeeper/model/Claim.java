package dev.starkeeper.model;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** An entitlement and whose it is to be. */
public record Claim(TelegramUserId customer, Entitlement entitlement) {
  /** What these invoices give access to, each once. */
  public static Set<Claim> of(Collection<Invoice> invoices) {
    var claims = new LinkedHashSet<Claim>();
    for (var invoice : invoices) {
      if (invoice.item().good() instanceof Good.Access access) {
        claims.add(new Claim(invoice.parties().recipient(), access.entitlement()));
      }
    }
    return claims;
  }
}
