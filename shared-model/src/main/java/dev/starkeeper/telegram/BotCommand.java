package dev.starkeeper.telegram;

/** A line of the menu that Telegram shows beside the bot; {@code name} has no slash. */
public record BotCommand(String name, String description) {}
