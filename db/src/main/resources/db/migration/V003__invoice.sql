create table invoice (
  bot_id             bigint       not null,
  id                 uuid         not null,
  buyer_id           bigint       not null check (buyer_id > 0),
  recipient_id       bigint       not null check (recipient_id > 0),
  sku                text         not null,
  product_version    integer      not null,
  quantity           integer      not null check (quantity between 1 and 100000),
  stars              integer      not null check (stars between 1 and 100000),
  state              text         not null check (state in ('OPEN', 'CHECKOUT', 'PAID', 'REFUNDED', 'EXPIRED', 'VOID')),
  link               text         not null check (char_length(link) between 1 and 2048),
  created_at         timestamptz  not null,
  expires_at         timestamptz  not null check (expires_at > created_at),
  -- While a pre-checkout has the invoice: which query, and until when nobody else may have it.
  checkout_query_id  text,
  held_until         timestamptz,
  -- The charge that paid it. No foreign key: the payment is written in the same transaction, and an orphan is still money we hold.
  charge_id          text,
  paid_at            timestamptz,

  primary key (bot_id, id),
  foreign key (bot_id, sku, product_version) references product_version,
  constraint invoice_held check (state <> 'CHECKOUT' or (checkout_query_id is not null and held_until is not null)),
  constraint invoice_paid check ((state in ('PAID', 'REFUNDED')) = (charge_id is not null and paid_at is not null))
);

-- Two taps cannot become two invoices: one open invoice for a buyer, a thing and whom it is for.
create unique index invoice_open on invoice (bot_id, buyer_id, sku, recipient_id, quantity)
  where state in ('OPEN', 'CHECKOUT');

-- How many a customer made in the last minute.
create index invoice_by_buyer on invoice (bot_id, buyer_id, created_at);

-- A caller's Idempotency-Key, the hash of what he asked with it, and the answer. `caller` is "customer:<id>" or "server:<key name>".
create table idempotency_key (
  bot_id        bigint       not null,
  caller        text         not null check (char_length(caller) between 1 and 128),
  key           text         not null check (char_length(key) between 1 and 255),
  request_hash  text         not null check (char_length(request_hash) = 64), -- SHA-256, in hex
  invoice_id    uuid         not null,
  created_at    timestamptz  not null,

  primary key (bot_id, caller, key),
  foreign key (bot_id, invoice_id) references invoice
);

create index idempotency_key_by_age on idempotency_key (created_at);
