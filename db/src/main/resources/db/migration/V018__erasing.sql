-- Erasing a person. Names are in lines of Telegram's list and nowhere else by design: new lines come without, and the old lose theirs here.
-- Ids stay: without them neither could a charge be given back nor a line be matched.
update star_transaction
set body = regexp_replace(body, '"(first_name|last_name|username|title|language_code)":"([^"\\]|\\.)*"', '"\1":""', 'g')
where body ~ '"(first_name|last_name|username|title|language_code)":"[^"]';

-- The events that may hold somebody's words: a question's text, the reason of a refund. The others hold ids, amounts and dates.
create index event_with_words on event (bot_id, customer_id, id) where type in ('support.requested', 'payment.refunded');

-- The answers of merchants' servers that were kept: those of attempts that failed, which are few.
create index webhook_attempt_answered on webhook_attempt (bot_id, event_id) where answer <> '';
