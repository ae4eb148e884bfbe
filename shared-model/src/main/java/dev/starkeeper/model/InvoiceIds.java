package dev.starkeeper.model;

import java.time.InstantSource;

/** Where invoice ids come from. */
@FunctionalInterface
public interface InvoiceIds {
  InvoiceId next();

  static InvoiceIds timeOrdered(InstantSource clock) {
    var ids = new TimeOrderedIds(clock);
    return () -> new InvoiceId(ids.next());
  }
}
