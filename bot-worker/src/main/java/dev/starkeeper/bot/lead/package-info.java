/**
 * Which worker polls which bot. Two that poll one bot for a moment do no harm, as everything they
 * do is idempotent: this is to have each polled by somebody always, and by one as a rule.
 */
@NullMarked
package dev.starkeeper.bot.lead;

import org.jspecify.annotations.NullMarked;
