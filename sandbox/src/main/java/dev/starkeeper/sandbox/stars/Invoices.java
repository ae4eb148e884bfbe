package dev.starkeeper.sandbox.stars;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The invoices of one bot, found by the link that opens them. */
public final class Invoices {
  private static final Pattern LINK =
      Pattern.compile("(?:https?://t\\.me/(?:\\$|invoice/)|tg://invoice\\?slug=)([A-Za-z0-9_=-]+)");
  private static final int SLUG_BYTES = 16; // 22 characters, as Telegram's

  private final Map<String, Invoice> bySlug = new HashMap<>();
  private final Log<Invoice> all = new Log<>();
  private final RandomText names;

  /** Slugs come from {@code random}. */
  public Invoices(RandomGenerator random) {
    names = new RandomText(random);
  }

  public synchronized Invoice add(InvoiceTerms terms) {
    var invoice = new Invoice(names.base64(SLUG_BYTES), terms, new AtomicInteger());
    bySlug.put(invoice.slug(), invoice);
    all.add(invoice);
    return invoice;
  }

  public synchronized Optional<Invoice> byLink(String link) {
    var found = LINK.matcher(link);
    return found.matches() ? Optional.ofNullable(bySlug.get(found.group(1))) : Optional.empty();
  }

  public synchronized List<Invoice> newest(int limit) {
    return all.newest(limit);
  }

  public synchronized int count() {
    return all.size();
  }
}
