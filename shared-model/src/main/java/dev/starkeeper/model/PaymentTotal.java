package dev.starkeeper.model;

/**
 * What charges come to.
 *
 * @param payments those that are back among them
 * @param refunds those that are back
 */
public record PaymentTotal(long payments, long stars, long refunds, long refundedStars) {
  public static final PaymentTotal NONE = new PaymentTotal(0, 0, 0, 0);

  public PaymentTotal plusPaid(Stars paid) {
    return new PaymentTotal(payments + 1, stars + paid.amount(), refunds, refundedStars);
  }

  public PaymentTotal plusBack(Stars back) {
    return new PaymentTotal(payments, stars, refunds + 1, refundedStars + back.amount());
  }
}
