-- What a merchant gives away himself. The API writes these; what charges gave is in entitlement_grant, and the worker's alone.
create table manual_grant (
  bot_id           bigint       not null,
  id               uuid         not null, -- UUIDv7
  customer_id      bigint       not null check (customer_id > 0),
  entitlement      text         not null check (entitlement ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  ends_at          timestamptz  check (ends_at > granted_at), -- null for ever
  reason           text         not null check (char_length(reason) between 1 and 500),
  granted_by       text         not null check (char_length(granted_by) between 1 and 128), -- "server:<key name>"
  granted_at       timestamptz  not null,
  revoked_at       timestamptz  check (revoked_at >= granted_at),
  revoked_by       text         check ((revoked_by is null) = (revoked_at is null)),
  -- The caller's own name for his request, if he gave one, and the SHA-256 of what he asked, in hex.
  idempotency_key  text         check (char_length(idempotency_key) between 1 and 255),
  request_hash     text         check ((request_hash is null) = (idempotency_key is null)),

  primary key (bot_id, id)
);

create index manual_grant_live on manual_grant (bot_id, customer_id, entitlement) where revoked_at is null;
create index manual_grant_by_customer on manual_grant (bot_id, customer_id, id desc);
create unique index manual_grant_once on manual_grant (bot_id, granted_by, idempotency_key) where idempotency_key is not null;

-- What was spent of a customer's credits: numbered, each with the sum of all up to it, so that a balance is read in one probe however
-- much he spends. Two that take the same number cannot both be.
create table credit_debit (
  bot_id           bigint       not null,
  customer_id      bigint       not null check (customer_id > 0),
  unit             text         not null check (unit ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  number           bigint       not null check (number > 0),
  id               uuid         not null, -- UUIDv7
  amount           bigint       not null check (amount > 0),
  debited          bigint       not null check (debited >= amount), -- this one and all before it
  balance          bigint       not null check (balance >= 0), -- what it left
  reason           text         not null check (char_length(reason) between 1 and 500),
  debited_by       text         not null check (char_length(debited_by) between 1 and 128),
  idempotency_key  text         not null check (char_length(idempotency_key) between 1 and 255),
  request_hash     text         not null check (char_length(request_hash) = 64),
  created_at       timestamptz  not null,

  primary key (bot_id, customer_id, unit, number),
  unique (bot_id, debited_by, idempotency_key)
);

create index credit_debit_by_time on credit_debit (bot_id, customer_id, unit, created_at);
create index credit_entry_by_time on credit_entry (bot_id, customer_id, unit, created_at);
