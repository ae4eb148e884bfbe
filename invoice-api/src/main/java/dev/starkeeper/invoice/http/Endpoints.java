package dev.starkeeper.invoice.http;

import java.util.List;

/** Endpoints that belong together. */
public sealed interface Endpoints
    permits BooksEndpoints,
        CreditEndpoints,
        CustomerEndpoints,
        DocsEndpoints,
        EventEndpoints,
        GrantEndpoints,
        HealthEndpoints,
        IdentityEndpoints,
        InvoiceEndpoints,
        MetricsEndpoints,
        PaymentEndpoints,
        PerBot,
        ProductEndpoints,
        SubscriptionEndpoints,
        SupportEndpoints,
        WebhookDeliveryEndpoints,
        WebhookEndpoints {
  List<Endpoint> all();
}
