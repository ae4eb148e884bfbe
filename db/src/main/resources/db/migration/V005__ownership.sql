-- What a customer owns is computed from these rows: what each live charge gave him. Nothing here is a running total.
create table entitlement_grant (
  bot_id       bigint       not null,
  charge_id    text         not null,
  customer_id  bigint       not null check (customer_id > 0),
  entitlement  text         not null check (entitlement ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  granted_at   timestamptz  not null,
  revoked_at   timestamptz  check (revoked_at >= granted_at),

  primary key (bot_id, charge_id), -- a charge gives one thing
  foreign key (bot_id, charge_id) references payment
);

create index entitlement_grant_live on entitlement_grant (bot_id, customer_id, entitlement) where revoked_at is null;

create table credit_entry (
  bot_id       bigint       not null,
  charge_id    text         not null,
  customer_id  bigint       not null check (customer_id > 0),
  unit         text         not null check (unit ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  amount       bigint       not null check (amount <> 0),
  created_at   timestamptz  not null,

  primary key (bot_id, charge_id),
  foreign key (bot_id, charge_id) references payment
);

create index credit_entry_balance on credit_entry (bot_id, customer_id, unit) include (amount);
