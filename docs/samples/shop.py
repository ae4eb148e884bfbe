"""Sells one thing for Telegram Stars, with the standard library alone: BOT_TOKEN=... python3 shop.py"""

import json
import os
import urllib.request

ROOT = os.environ.get("TELEGRAM_API_URL", "http://127.0.0.1:8081")
TOKEN = os.environ["BOT_TOKEN"]


def call(method, **parameters):
    request = urllib.request.Request(
        f"{ROOT}/bot{TOKEN}/{method}",
        json.dumps(parameters).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["result"]


def react(update):
    message = update.get("message", {})
    query = update.get("pre_checkout_query")
    if query:
        own = query["invoice_payload"] == f"sword-{query['from']['id']}"
        refusal = {} if own else {"error_message": "This sword was made for somebody else."}
        call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=own, **refusal)
    elif "successful_payment" in message:
        stars = message["successful_payment"]["total_amount"]
        text = f"Thank you! Here is your sword, paid with {stars} Stars."
        call("sendMessage", chat_id=message["chat"]["id"], text=text)
    elif message.get("text") == "/start":
        user = message["chat"]["id"]
        call(
            "sendInvoice",
            chat_id=user,
            title="Sword",
            description="A sharp one.",
            payload=f"sword-{user}",
            currency="XTR",
            prices=[{"label": "Sword", "amount": 5}],
        )


offset = 0
while True:
    for update in call("getUpdates", offset=offset, timeout=50):
        react(update)
        offset = update["update_id"] + 1
