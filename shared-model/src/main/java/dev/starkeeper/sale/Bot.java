package dev.starkeeper.sale;

import dev.starkeeper.model.BotId;
import dev.starkeeper.telegram.Telegram;

/** The bot that sells, and the way to speak for it. */
public record Bot(BotId id, Telegram telegram) {}
