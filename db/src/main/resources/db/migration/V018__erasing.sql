-- Erasing a person. Names are in lines of Telegram's list and nowhere else by design: new lines come without, and the old lose theirs here.
-- Ids stay: without them neither could a charge be given back nor a line be matched.
update star_transaction
set body = regexp_replace(body, '"(first_name|last_name|username|title|language_code)":"([^"\\]|\\.)*"', '"\1":""', 'g')
where body ~ '"(first_name|last_name|username|title|language_code)":"[^"]';

-- The events that may hold somebody's words: a question's text, the reason of a refund. The others hold ids, amounts and dates.
create index event_with_words on event (bot_id, customer_id, id) where type in ('support.requested', 'payment.refunded');

-- The answers of merchants' servers that were kept: those of attempts that failed, which are few.
create index webhook_attempt_answered on webhook_attempt (bot_id, event_id) where answer <> '';

-- The API erases, and its role may not write payments (deploy/database/roles.sql). What it can do to them is to take these words out.
create function erase_payment_reasons(of_bot bigint, of_charges text[], words text[]) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  erased bigint;
begin
  perform from payment where bot_id = of_bot and charge_id = any (of_charges) order by charge_id for update;
  update payment set reason = '(erased)'
  from unnest(of_charges, words) as his (charge_id, words)
  where payment.bot_id = of_bot and payment.charge_id = his.charge_id
    and payment.reason = his.words and payment.reason <> '(erased)';
  get diagnostics erased = row_count;
  return erased;
end $$;
revoke execute on function erase_payment_reasons from public;
