package dev.starkeeper.bot.lead;

/** Whether it is for this worker to poll a bot. */
public interface Leadership {
  /** For whoever is alone. */
  Leadership ALONE =
      new Leadership() {
        @Override
        public boolean isOurs() {
          return true;
        }

        @Override
        public void disputed() {}
      };

  /** May wait some seconds for the answer, never longer than a buyer waits for his. */
  boolean isOurs();

  /** Telegram says that somebody else polls. */
  void disputed();
}
