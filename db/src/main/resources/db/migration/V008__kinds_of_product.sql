-- Passes end after some days and stack; subscriptions renew each month. Stock and limits hold for a product, whatever its version.
alter table product_version
  add column duration_days  integer  check (duration_days between 1 and 3650), -- ten years
  drop constraint product_version_kind_check,
  add constraint product_version_kind_check check (kind in ('UNLOCK', 'PASS', 'CONSUMABLE', 'SUBSCRIPTION')),
  drop constraint product_version_gives,
  -- Each kind gives exactly one thing.
  add constraint product_version_gives check (
    case kind
      when 'UNLOCK' then entitlement is not null and unit is null and units is null and duration_days is null
      when 'PASS' then entitlement is not null and unit is null and units is null and duration_days is not null
      when 'CONSUMABLE' then entitlement is null and unit is not null and units is not null and duration_days is null
      when 'SUBSCRIPTION' then entitlement is not null and unit is null and units is null and duration_days is null and stars <= 10000
    end
  );

alter table product
  add column stock               integer  check (stock >= 0), -- pieces left to sell, those in checkout included; null for as many as there are buyers
  add column limit_per_customer  integer  check (limit_per_customer > 0); -- pieces one recipient may have; null for any number

-- How many pieces of a product checkouts hold (holds that have lapsed stay where they are: they are many, and must not be read); how
-- many pieces a recipient has or is about to have.
create index invoice_held on invoice (bot_id, sku, held_until) include (quantity) where state = 'CHECKOUT';
create index invoice_had on invoice (bot_id, recipient_id, sku) include (quantity) where state in ('CHECKOUT', 'PAID');
