package dev.starkeeper.soak;

/** Three accounts of the same purchases, none made from another. */
record Books(TelegramBook telegram, OurBook ours, BuyersBook buyers) {}
