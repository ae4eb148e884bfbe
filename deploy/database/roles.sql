-- The two roles that invoice-api and bot-worker log in as, each with the rights it needs and no others: the API can write nothing that
-- is true only by Telegram's word, and neither can delete a payment or change its price.
--
--   psql "$OWNER_URL" -v ON_ERROR_STOP=1 --single-transaction -f deploy/database/roles.sql
--
-- Run it after each `./starkeeper migrate` and before the new processes start, as whoever owns the tables; the first time he must be
-- able to create roles too. It may be run again at any time, while everything runs. Rights that only an earlier release needs stay in
-- this file for as long as that release may be returned to. The roles get no password here: give them theirs with psql's \password.
-- docs/installing.md has the whole way. DatabaseRolesTest tries every write on every table as each of them.

set lock_timeout = '3s';

do $$
begin
  if to_regclass('public.payment') is null then
    raise exception 'there are no tables yet: run ./starkeeper migrate on this database first';
  end if;
  if to_regrole('starkeeper_api') is null then
    create role starkeeper_api login;
  end if;
  if to_regrole('starkeeper_worker') is null then
    create role starkeeper_worker login;
  end if;
  if exists (
    select from pg_roles
    where rolname in ('starkeeper_api', 'starkeeper_worker')
      and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls))
    or exists (
      select from pg_auth_members join pg_roles on pg_roles.oid = member
      where rolname in ('starkeeper_api', 'starkeeper_worker'))
    or exists (
      select from pg_class join pg_roles on pg_roles.oid = relowner
      where rolname in ('starkeeper_api', 'starkeeper_worker'))
  then
    raise exception 'starkeeper_api and starkeeper_worker must have no rights beyond these: no attributes, no memberships, no tables';
  end if;
end $$;

-- Before PostgreSQL 15 everybody may create tables. Whoever owns ours still has to.
do $$
declare
  owner text := (select tableowner from pg_tables where schemaname = 'public' and tablename = 'payment');
begin
  execute format('grant usage, create on schema public to %I', owner);
  revoke create on schema public from public;
  -- A later migration's table is nobody's until it stands below.
  execute format('alter default privileges for role %I in schema public revoke all on tables from public, starkeeper_api, starkeeper_worker', owner);
  execute format('alter default privileges for role %I in schema public revoke all on sequences from public, starkeeper_api, starkeeper_worker', owner);
end $$;

revoke all on all tables in schema public from starkeeper_api, starkeeper_worker;
revoke all on all sequences in schema public from starkeeper_api, starkeeper_worker;
revoke all on function erase_payment_reasons from starkeeper_api, starkeeper_worker;
grant usage on schema public to starkeeper_api, starkeeper_worker;

-- invoice-api reads what it answers from.
grant select on
  assignment_request, credit_debit, credit_entry, customer, entitlement_end, entitlement_grant, event, event_counter,
  flyway_schema_history, history_cursor, idempotency_key, invoice, manual_grant, payment, payment_total, product, product_version,
  refund_request, star_total, star_transaction, subscription, support_request, webhook_attempt, webhook_delivery, webhook_endpoint,
  webhook_task
to starkeeper_api;

-- The catalogue.
grant insert on product_version to starkeeper_api;
grant insert, update (version, active, stock, limit_per_customer, updated_at) on product to starkeeper_api;

-- New invoices, and the end of outdated ones. Which charge paid it is not for the API to say: so none becomes paid.
grant
  insert (bot_id, id, buyer_id, recipient_id, sku, product_version, quantity, stars, state, link, created_at, expires_at),
  update (state, checkout_query_id, held_until)
on invoice to starkeeper_api;
grant insert on idempotency_key to starkeeper_api;
grant insert (bot_id, customer_id, language_code, first_seen_at), update (language_code, blocked_at) on customer to starkeeper_api;

-- What the merchant gives away and takes back, and what his customers spend.
grant insert, update (revoked_at, revoked_by) on manual_grant to starkeeper_api;
grant insert, update (look_at), delete on entitlement_end to starkeeper_api;
grant insert on credit_debit to starkeeper_api;

-- What the worker is asked for. Done it is by the worker, which looks for itself what may be done.
grant insert, update (reason, requested_by, requested_at, taken_at) on refund_request to starkeeper_api;
grant insert, update (invoice_id, requested_by, requested_at) on assignment_request to starkeeper_api;
grant update (state, answer, answered_by, answered_at) on support_request to starkeeper_api;
grant insert (task_name, task_instance, execution_time, picked, version) on scheduled_tasks to starkeeper_api;

-- Cancelled or resumed, when Telegram has agreed.
grant update (renewal) on subscription to starkeeper_api;

-- Where the merchant is told of events, and that he is to be told again.
grant
  insert (bot_id, id, url, event_types, secret, state, last_event_id, created_at),
  update (secret, previous_secret, previous_secret_until, state, reason, ended_at)
on webhook_endpoint to starkeeper_api;
grant update (state, round, round_attempts, next_attempt_at, ended_at) on webhook_delivery to starkeeper_api;
grant insert (task_name, task_instance, execution_time, picked, version), update (execution_time) on webhook_task to starkeeper_api;

-- A person is erased by the API: what it may do for that is to delete what he said, and to put "(erased)" over words.
grant select on rejected_update to starkeeper_api;
grant select (bot_id, customer_id) on chat_update, support_draft to starkeeper_api;
grant select (bot_id, charge_id) on receipt_message to starkeeper_api;
grant delete on customer, chat_update, support_draft, support_request, receipt_message to starkeeper_api;
grant update (reason) on manual_grant, credit_debit to starkeeper_api;
grant update (body, reason) on rejected_update to starkeeper_api;
grant update (language_code) on star_transaction to starkeeper_api;
grant update (answer) on webhook_attempt to starkeeper_api;
grant update (data) on event to starkeeper_api;
grant execute on function erase_payment_reasons to starkeeper_api;

-- The log is written by whoever makes something true. What is in it stays.
grant insert on event to starkeeper_api, starkeeper_worker;
grant insert, update (last_id) on event_counter to starkeeper_api, starkeeper_worker;

-- bot-worker reads everything.
grant select on all tables in schema public to starkeeper_worker;

-- A charge stays what Telegram said it is; only what became of it changes.
grant insert, update (status, reason, invoice_id, period_ends_at, paid_at, refunded_at, refund_told_by) on payment to starkeeper_worker;
grant insert, update (ends_at, revoked_at) on entitlement_grant to starkeeper_worker;
grant insert on credit_entry to starkeeper_worker;
grant insert, update (payments, paid_stars, refunds, refunded_stars) on payment_total to starkeeper_worker;
grant insert, update (look_at), delete on entitlement_end to starkeeper_worker;
grant insert, update (first_charge_id, first_paid_at, renewal, period_ends_at, expired_at) on subscription to starkeeper_worker;
grant insert on subscription_change, rejected_update to starkeeper_worker;

-- It sells in the chat, holds invoices, takes from the stock. The statement that writes an invoice has room for a key, which it leaves empty.
grant insert, update (state, checkout_query_id, held_until, charge_id, paid_at) on invoice to starkeeper_worker;
grant update (stock, updated_at) on product to starkeeper_worker;
grant insert, update (language_code, blocked_at) on customer to starkeeper_worker;
grant insert, delete on idempotency_key to starkeeper_worker;

-- What it was asked for. (Whoever locks a row needs the right to change one of its columns.)
grant update (taken_at) on refund_request to starkeeper_worker;
grant update (requested_at) on assignment_request to starkeeper_worker;

-- Telegram's history. A copy is thrown away when a newer one is complete.
grant insert, update (rejected), delete on star_transaction to starkeeper_worker;
grant insert, update (amount, nanostars, count), delete on star_total to starkeeper_worker;
grant insert, update on history_cursor to starkeeper_worker;

-- Conversations.
grant insert, update (attempts, answered_at), delete on chat_update to starkeeper_worker;
grant insert, update (charge_id, asked_at), delete on support_draft to starkeeper_worker;
grant insert, update (answer_sent_at) on support_request to starkeeper_worker;
grant insert, update (message_id, sent_at) on receipt_message to starkeeper_worker;

-- Webhooks, and db-scheduler's two tables.
grant update (state, reason, ended_at, last_event_id) on webhook_endpoint to starkeeper_worker;
grant insert, update (state, attempts, round_attempts, next_attempt_at, ended_at) on webhook_delivery to starkeeper_worker;
grant insert on webhook_attempt to starkeeper_worker;
grant insert, update, delete on scheduled_tasks, webhook_task to starkeeper_worker;

reset lock_timeout;
