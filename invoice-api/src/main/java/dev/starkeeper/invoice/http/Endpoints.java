package dev.starkeeper.invoice.http;

import java.util.List;

/** Endpoints that belong together. */
public sealed interface Endpoints
    permits BooksEndpoints,
        CustomerEndpoints,
        HealthEndpoints,
        InvoiceEndpoints,
        PaymentEndpoints,
        ProductEndpoints,
        SubscriptionEndpoints {
  List<Endpoint> all();
}
