package dev.starkeeper.sandbox;

/**
 * The controls in a plain page, at {@code /controls}; at {@code /} too where no page was built in.
 */
final class ControlsPage {
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
      POST   /sandbox/pay           {"link":"https://t.me/$…","user":{"id":1}}      a user pays
      POST   /sandbox/users         {"user":{"id":1},"stars":100}                   how many Stars a user has
      POST   /sandbox/users         {"user":{"id":1},"add":50}                      a user buys Stars
      GET    /sandbox/users                                                         who there is
      GET    /sandbox/chat?user=1                                                   a chat as its user sees it
      GET    /sandbox/invoice?slug=…                                                what a link offers
      POST   /sandbox/init-data     {"user":{"id":1},"startParam":"x"}              what a Mini App is told
      POST   /sandbox/message       {"user":{"id":1},"text":"/start"}               a user writes
      POST   /sandbox/block         {"user":{"id":1},"blocked":true}                a user blocks the bot
      POST   /sandbox/clock         {"advance":"P30D"}                              time goes by, renewals fall due
      POST   /sandbox/subscriptions/cancel     {"chargeId":"stx…"}                  a user wants no renewal
      POST   /sandbox/subscriptions/resume     {"user":{"id":1},"payload":"club"}   a user wants it after all
      POST   /sandbox/subscriptions/fail-next  {"chargeId":"stx…"}                  the next renewal fails
      POST   /sandbox/subscriptions/renew      {"chargeId":"stx…"}                  a lapsed one is paid late
      POST   /sandbox/refund        {"chargeId":"stx…"}                             a refund from outside
      POST   /sandbox/chargebacks   {"chargeId":"stx…"}                             a store takes its money back
      POST   /sandbox/withdrawals   {"amount":1000,"outcome":"pending"}             Stars go to Fragment
      POST   /sandbox/transactions  {"partner":"other","direction":"in","amount":1} any line of the history
      GET    /sandbox/transactions                                                  the history, newest first
      DELETE /sandbox/transactions?at=0                                             the history forgets a line
      POST   /sandbox/updates       an update, {"updates":[…]} or {"raw":"text"}    any update
      POST   /sandbox/revoke                                                        the token becomes invalid
      PUT    /sandbox/faults        {"getUpdates":[{"kind":"lose_answer"}]}         things go wrong
      GET    /sandbox/faults                                                        what will still go wrong
      GET    /sandbox/calls?wait=30&amp;after=…                                         what happens, as it happens
      GET    /sandbox/bots                                                          all bots; takes no token
      GET    /sandbox/state                                                         everything of the bot
      DELETE /sandbox/state?seed=7                                                  the bot starts anew
      </pre>
      </body>
      </html>
      """;

  private ControlsPage() {}
}
