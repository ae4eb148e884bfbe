/**
 * Every ending of a charge: records what Telegram tells of payments, refunds and subscriptions,
 * once each, with all that follows from it; asks Telegram for refunds; settles what a person
 * decides.
 */
@NullMarked
package dev.starkeeper.bot.payment;

import org.jspecify.annotations.NullMarked;
