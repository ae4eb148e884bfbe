package dev.starkeeper.bot.payment;

import dev.starkeeper.model.SettlementPolicy;
import java.time.Duration;

/**
 * What the merchant has decided about charges.
 *
 * @param settlement of charges that cannot be delivered
 * @param grace how long access goes on while a subscription's renewal is missed
 */
public record RecordingRules(SettlementPolicy settlement, Duration grace) {}
