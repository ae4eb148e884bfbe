-- What a merchant sells. A product's row says what holds now; everything a buyer was ever shown is a version, which never changes:
-- an invoice names the version it was made from, so it keeps its title, its price and what it gives whatever is edited later.
create table product_version (
  bot_id       bigint       not null,
  sku          text         not null check (sku ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  version      integer      not null check (version > 0),
  title        text         not null check (char_length(title) between 1 and 32),
  description  text         not null check (char_length(description) between 1 and 255),
  photo_url    text         check (char_length(photo_url) between 1 and 2048),
  stars        integer      not null check (stars between 1 and 100000),
  kind         text         not null check (kind in ('UNLOCK', 'CONSUMABLE')),
  entitlement  text         check (entitlement ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  unit         text         check (unit ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  units        integer      check (units between 1 and 1000000000),
  created_at   timestamptz  not null,

  primary key (bot_id, sku, version),
  -- Each kind gives exactly one thing.
  constraint product_version_gives check (
    case kind
      when 'UNLOCK' then entitlement is not null and unit is null and units is null
      when 'CONSUMABLE' then entitlement is null and unit is not null and units is not null
    end
  )
);

comment on table product_version is 'The history of a product: one row for each price, title or content it ever had';

create table product (
  bot_id      bigint       not null,
  sku         text         not null,
  version     integer      not null,
  active      boolean      not null,
  updated_at  timestamptz  not null,

  primary key (bot_id, sku),
  foreign key (bot_id, sku, version) references product_version
);
