-- One row for each charge Telegram ever told us of, keyed by Telegram's own name for it.
create table payment (
  bot_id              bigint       not null,
  charge_id           text         not null check (char_length(charge_id) between 1 and 255), -- 131 characters today
  payer_id            bigint       not null check (payer_id > 0),
  stars               integer      not null check (stars > 0), -- no upper bound: what was charged is recorded, whatever it is
  invoice_payload     text         not null,
  invoice_id          uuid, -- no foreign key: the charge of an invoice we never had is still money we hold
  status              text         not null check (status in ('FULFILLED', 'UNMATCHED', 'REFUND_REQUESTED', 'REFUND_FAILED', 'REFUNDED')),
  reason              text         check ((reason is null) = (status = 'FULFILLED')), -- why it was not fulfilled, or Telegram's words
  renewal             boolean      not null,
  recorded_from       text         not null check (recorded_from in ('UPDATE', 'HISTORY')),
  paid_at             timestamptz  not null,
  recorded_at         timestamptz  not null,
  refunded_at         timestamptz  check ((status = 'REFUNDED') = (refunded_at is not null)),

  primary key (bot_id, charge_id)
);

create index payment_by_payer on payment (bot_id, payer_id, paid_at desc, charge_id);
create index payment_by_invoice on payment (bot_id, invoice_id) where invoice_id is not null;
