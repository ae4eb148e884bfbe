package dev.starkeeper.soak.book;

/** Three accounts of the same purchases, none made from another. */
public record Books(TelegramBook telegram, OurBook ours, BuyersBook buyers) {}
