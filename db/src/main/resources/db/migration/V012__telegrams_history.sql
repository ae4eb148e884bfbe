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
  user_id               bigint       check ((user_id is not null) = (kind = 'invoice_payment')), -- who paid; of invoice payments alone, as
  language_code         text, -- are the next five
  invoice_payload       text,
  subscription_seconds  bigint, -- 0 of what is no subscription
  commission            bigint, -- what an affiliate got of it; of a refund it may be negative
  commission_nanostars  integer,
  rejected              text         check (char_length(rejected) between 1 and 1000), -- why it could not be used: a person must look
  body                  text         not null, -- as it came

  primary key (bot_id, generation, position)
);

create index star_transaction_by_id on star_transaction (bot_id, transaction_id, generation, direction);
create index star_transaction_rejected on star_transaction (bot_id, generation) where rejected is not null;

create table star_total (
  bot_id      bigint    not null,
  generation  integer   not null,
  kind        text      not null,
  direction   text      not null check (direction in ('IN', 'OUT')),
  amount      bigint    not null check (amount >= 0), -- whole Stars; nanostars are carried over
  nanostars   integer   not null check (nanostars between 0 and 999999999),
  count       bigint    not null check (count > 0),

  primary key (bot_id, generation, kind, direction)
);

-- How far we have come. Rows are copied first, then recorded, and only up to where the list was seen to end: so that a charge that was
-- refunded long ago is known to be refunded before anything is given for it.
create table history_cursor (
  bot_id              bigint       not null primary key,
  first_read_at       timestamptz  not null, -- what was paid before, and not by an invoice of ours, was delivered by somebody else
  generation          integer      not null,
  complete            integer      not null check (complete between 0 and generation), -- the newest generation read to its end
  position            bigint       not null check (position >= 0), -- rows copied of this generation
  ended               bigint       not null check (ended between 0 and position), -- of them, when its end was last seen
  applied             bigint       not null check (applied between 0 and ended), -- and recorded
  restarts            integer      not null,
  balance             bigint, -- Telegram's word on what all rows come to
  balance_nanostars   integer      check ((balance_nanostars is null) = (balance is null)),
  read_at             timestamptz  check ((read_at is null) = (balance is null)),
  recovered_payments  bigint       not null, -- recorded from here first: no update had told of them
  recovered_refunds   bigint       not null,
  recovered_at        timestamptz, -- the last of them
  imported            bigint       not null -- from before our time
);

-- What our own table of charges comes to: kept by whoever records, in the same transaction, since nobody can add up ten million rows.
create table payment_total (
  bot_id          bigint  not null primary key,
  payments        bigint  not null check (payments >= 0), -- those that are back among them
  paid_stars      bigint  not null check (paid_stars >= 0),
  refunds         bigint  not null check (refunds >= 0),
  refunded_stars  bigint  not null check (refunded_stars >= 0)
);

insert into payment_total
select bot_id, count(*), sum(stars), count(*) filter (where status = 'REFUNDED'),
       coalesce(sum(stars) filter (where status = 'REFUNDED'), 0)
from payment group by bot_id;
