-- A subscription is the invoice that began it: its payload, and so its id, is the same in every month's charge. What it covers is in
-- entitlement_grant, a row a month; here is only whether Telegram will charge again.
create table subscription (
  bot_id           bigint       not null,
  id               uuid         not null,
  customer_id      bigint       not null check (customer_id > 0), -- the recipient
  buyer_id         bigint       not null check (buyer_id > 0), -- who pays, and may cancel
  first_charge_id  text         not null, -- the earliest we know: Telegram's name for it where it is to be cancelled
  first_paid_at    timestamptz  not null,
  renewal          text         not null check (renewal in ('ON', 'CANCELED_BY_BUYER', 'CANCELED_BY_MERCHANT', 'ALLOWED_AGAIN', 'FAILED', 'REFUNDED')),
  period_ends_at   timestamptz  not null, -- the latest end of its live months: what the grants say, kept for the index below
  expired_at       timestamptz, -- when its end was told; null while it lasts, and again when it is renewed after all

  primary key (bot_id, id),
  foreign key (bot_id, id) references invoice
);

create index subscription_by_customer on subscription (bot_id, customer_id);
create index subscription_by_buyer on subscription (bot_id, buyer_id);
create index subscription_to_expire on subscription (period_ends_at) where expired_at is null;

-- What Telegram told of it. Telegram dates these in no way and may tell them again: the same three facts are the same word.
create table subscription_change (
  bot_id           bigint       not null,
  subscription_id  uuid         not null,
  update_id        bigint       not null,
  state            text         not null check (state in ('CANCELED', 'ACTIVE', 'FAILED')),
  received_at      timestamptz  not null,

  primary key (bot_id, subscription_id, update_id, state)
);
