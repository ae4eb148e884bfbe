-- Telegram's own list of everything that moved this bot's Stars, copied row by row from its beginning. If the list is ever not the one
-- we copied, a new copy is made beside the old one (a generation), which stays until the new one is complete.
create table star_transaction (
  bot_id                bigint       not null,
  generation            integer      not null,
  position              bigint       not null check (position >= 0), -- its place in Telegram's list: the offset that reads it
  transaction_id        text         not null, -- of a payment: its charge id, and its refund has the same
  direction             text         not null check (direction in ('IN', 'OUT')),
  amount                bigint       not null check (amount >= 0),
  nanostars             integer      not null check (nanostars between 0 and 999999999),
  occurred_at           timestamptz  not null,
  kind                  text         not null check (char_length(kind) between 1 and 40),
  user_id               bigint, -- who paid, and what for: of invoice payments alone
  invoice_payload       text,
  subscription_seconds  integer,
  commission            bigint, -- what an affiliate got of it
  commission_nanostars  integer,
  body                  text         not null, -- as it came

  primary key (bot_id, generation, position)
);

create index star_transaction_by_id on star_transaction (bot_id, transaction_id, generation, direction);

create table star_total (
  bot_id      bigint    not null,
  generation  integer   not null,
  kind        text      not null,
  direction   text      not null check (direction in ('IN', 'OUT')),
  amount      bigint    not null, -- whole Stars; nanostars are carried over
  nanostars   integer   not null check (nanostars between 0 and 999999999),
  count       bigint    not null,

  primary key (bot_id, generation, kind, direction)
);

-- How far we have come. `applied` lags behind `position`: rows are copied first, then recorded, so that a charge that was refunded
-- long ago is known to be refunded before anything is given for it.
create table history_cursor (
  bot_id             bigint       not null primary key,
  first_read_at      timestamptz  not null, -- what was paid before, and not by an invoice of ours, was delivered by somebody else
  generation         integer      not null,
  position           bigint       not null check (position >= 0), -- rows copied of this generation
  applied            bigint       not null check (applied between 0 and position), -- and recorded
  complete           integer      not null check (complete between 0 and generation), -- the newest generation read to its end
  completed_at       timestamptz, -- when its end was last seen
  restarts           integer      not null,
  balance            bigint, -- Telegram's word at that time
  balance_nanostars  integer
);
