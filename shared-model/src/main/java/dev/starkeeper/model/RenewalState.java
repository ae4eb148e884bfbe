package dev.starkeeper.model;

/** Whether Telegram will charge a subscription's next month, as far as we were told. */
public enum RenewalState {
  /** It will. */
  ON,
  /** The buyer turned it off; he may turn it on again. */
  CANCELED_BY_BUYER,
  /** The merchant turned it off; the buyer cannot turn it on again. */
  CANCELED_BY_MERCHANT,
  /** The merchant took that back: the buyer may turn it on again, and has not done so yet. */
  ALLOWED_AGAIN,
  /** A month could not be charged. */
  FAILED,
  /** Its latest month went back: it is over, unless Telegram charges another one. */
  REFUNDED;

  /** Whether nobody expects another month, so that none can be missed. */
  public boolean isOver() {
    return this == CANCELED_BY_BUYER || this == CANCELED_BY_MERCHANT || this == REFUNDED;
  }

  /** After Telegram was told, for the merchant, to charge no more. */
  public RenewalState canceled() {
    return switch (this) {
      case ON, CANCELED_BY_BUYER, CANCELED_BY_MERCHANT, ALLOWED_AGAIN, FAILED ->
          CANCELED_BY_MERCHANT;
      case REFUNDED -> REFUNDED;
    };
  }

  /** After Telegram was told that the buyer may turn it on again: it does not do that for him. */
  public RenewalState allowedAgain() {
    return switch (this) {
      case CANCELED_BY_MERCHANT -> ALLOWED_AGAIN;
      case ON, CANCELED_BY_BUYER, ALLOWED_AGAIN, FAILED, REFUNDED -> this;
    };
  }
}
