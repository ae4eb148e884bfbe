-- What a charge gave, with the time it covers. When a pass ends is not here: passes stack, so that follows from all that live.
alter table entitlement_grant
  add column kind             text         not null default 'UNLOCK' check (kind in ('UNLOCK', 'PASS', 'SUBSCRIPTION')),
  add column starts_at        timestamptz, -- when it was paid
  add column days             integer      check (days > 0), -- of a pass, all pieces together
  add column ends_at          timestamptz, -- of a subscription's month, as Telegram tells it
  add column subscription_id  uuid, -- the invoice that began it
  add constraint entitlement_grant_covers check (
    case kind
      when 'UNLOCK' then days is null and ends_at is null and subscription_id is null
      when 'PASS' then starts_at is not null and days is not null and ends_at is null and subscription_id is null
      when 'SUBSCRIPTION' then starts_at is not null and days is null and ends_at is not null and subscription_id is not null
    end
  );

create index entitlement_grant_months on entitlement_grant (bot_id, subscription_id, ends_at)
  where subscription_id is not null and revoked_at is null;

-- A refund takes credits away with an entry of its own, so that the balance says what was consumed meanwhile, below zero if need be.
alter table credit_entry
  add column kind  text  not null default 'PURCHASE' check (kind in ('PURCHASE', 'REFUND')),
  add constraint credit_entry_sign check ((kind = 'PURCHASE') = (amount > 0)),
  drop constraint credit_entry_pkey,
  add primary key (bot_id, charge_id, kind);
