-- A reason stands with every charge that was not simply delivered: why it was not, why it goes or went back, Telegram's words, or
-- that it was delivered before our time (IMPORTED).
alter table payment
  add column period_ends_at  timestamptz, -- of a subscription's month; null for other charges
  add column refund_told_by  text         check (refund_told_by in ('US', 'UPDATE', 'HISTORY')), -- how we came to know of its return
  drop constraint payment_check,
  add constraint payment_reason check (status = 'FULFILLED' or reason is not null);

create index payment_by_time on payment (bot_id, paid_at desc, charge_id desc);
create index payment_to_settle on payment (bot_id, status, paid_at desc, charge_id desc) where status <> 'FULFILLED';
-- As the others: who has seen a page asks for what is behind its last row.
drop index payment_by_payer;
create index payment_by_payer on payment (bot_id, payer_id, paid_at desc, charge_id desc);

create index payment_recovered on payment (bot_id, recorded_at) where recorded_from = 'HISTORY';

-- What a merchant's server asks for; a task of the worker does it. The API writes here, and never to payment.
create table refund_request (
  bot_id        bigint       not null,
  charge_id     text         not null,
  reason        text         not null check (char_length(reason) between 1 and 500),
  requested_by  text         not null check (char_length(requested_by) between 1 and 128), -- "server:<key name>"
  requested_at  timestamptz  not null,
  taken_at      timestamptz, -- when the worker made it the payment's own state; null until then

  primary key (bot_id, charge_id),
  foreign key (bot_id, charge_id) references payment
);

-- Those that no worker has taken yet: a handful, unless none runs.
create index refund_request_open on refund_request (bot_id, charge_id) include (requested_at) where taken_at is null;

create table assignment_request (
  bot_id        bigint       not null,
  charge_id     text         not null,
  invoice_id    uuid         not null,
  requested_by  text         not null check (char_length(requested_by) between 1 and 128),
  requested_at  timestamptz  not null,

  primary key (bot_id, charge_id),
  foreign key (bot_id, charge_id) references payment,
  foreign key (bot_id, invoice_id) references invoice
);
