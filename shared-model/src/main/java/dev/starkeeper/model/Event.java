package dev.starkeeper.model;

import java.time.Instant;
import java.util.Locale;

/** Something that happened, as the merchant's programs are told of it. */
public sealed interface Event {
  /** The person it is about: whose thing it is, or who paid. */
  TelegramUserId customer();

  Instant occurredAt();

  /** Such as {@code payment.succeeded}. */
  String type();

  /** A charge came, or went back. */
  record OfPayment(PaymentNews news, RecordedPayment payment, Instant occurredAt) implements Event {
    /** What came of it. */
    public enum PaymentNews {
      SUCCEEDED,
      DUPLICATE,
      UNMATCHED,
      REFUNDED
    }

    @Override
    public TelegramUserId customer() {
      return payment.payment().payer().id();
    }

    @Override
    public String type() {
      return "payment." + news.name().toLowerCase(Locale.ROOT);
    }
  }

  /** He has it now, or no longer. */
  record OfEntitlement(EntitlementNews news, Claim claim, Cause cause, Instant occurredAt)
      implements Event {
    /** What became of it. */
    public enum EntitlementNews {
      GRANTED,
      REVOKED,
      EXPIRED
    }

    @Override
    public TelegramUserId customer() {
      return claim.customer();
    }

    @Override
    public String type() {
      return "entitlement." + news.name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code amount} is below zero where credits were spent or taken back. */
  record OfCredits(
      TelegramUserId customer, CreditUnit unit, long amount, Cause cause, Instant occurredAt)
      implements Event {
    @Override
    public String type() {
      return "credits.changed";
    }
  }

  /** A subscription began, went on, or will not. */
  record OfSubscription(SubscriptionNews news, Subscription subscription, Instant occurredAt)
      implements Event {
    /** What became of it. */
    public enum SubscriptionNews {
      STARTED,
      RENEWED,
      CANCELED,
      RESUMED,
      PAYMENT_FAILED,
      EXPIRED
    }

    @Override
    public TelegramUserId customer() {
      return subscription.parties().recipient();
    }

    @Override
    public String type() {
      return "subscription." + news.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nobody paid it in time. A payment that comes all the same is honoured. */
  record OfInvoice(InvoiceId invoice, Parties parties, Item item, Instant occurredAt)
      implements Event {
    @Override
    public TelegramUserId customer() {
      return parties.buyer();
    }

    @Override
    public String type() {
      return "invoice.expired";
    }
  }

  /** A customer wants to know something about one of his charges. */
  record OfSupport(SupportRequest request) implements Event {
    @Override
    public TelegramUserId customer() {
      return request.customer();
    }

    @Override
    public Instant occurredAt() {
      return request.createdAt();
    }

    @Override
    public String type() {
      return "support.requested";
    }
  }
}
