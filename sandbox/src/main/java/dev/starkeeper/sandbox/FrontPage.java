package dev.starkeeper.sandbox;

/** What a browser sees at {@code /}. */
final class FrontPage {
  static final String HTML =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Starkeeper sandbox</title></head>
      <body>
      <h1>A Telegram without Telegram</h1>
      <p>This is a Bot API with Stars. Give your bot this address as its API root and any well-formed
      token, such as <code>123456789:AAexampleexampleexampleexampleexample</code>.</p>
      <h2>Controls</h2>
      <p>Each takes <code>?token=…</code> and, unless it only shows something, a JSON body.</p>
      <pre>
      POST   /sandbox/pay      {"link":"https://t.me/$…","user":{"id":1}}     a user pays
      POST   /sandbox/message  {"user":{"id":1},"text":"/start"}              a user writes
      POST   /sandbox/block    {"user":{"id":1},"blocked":true}               a user blocks the bot
      POST   /sandbox/refund   {"chargeId":"stx…"}                            a refund from outside
      POST   /sandbox/updates  an update, {"updates":[…]} or {"raw":"text"}   any update
      POST   /sandbox/revoke                                                  the token becomes invalid
      PUT    /sandbox/faults   {"getUpdates":[{"kind":"lose_answer"}]}        things go wrong
      GET    /sandbox/faults                                                  what will still go wrong
      GET    /sandbox/state                                                   everything of the bot
      DELETE /sandbox/state                                                   the bot starts anew
      </pre>
      </body>
      </html>
      """;

  private FrontPage() {}
}
