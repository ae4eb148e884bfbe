-- When to look whether somebody's entitlement has ended. Passes stack and subscriptions renew, so this is never later than the end and
-- often sooner: who looks finds what holds, and writes down when to look again. The row goes when the end was told.
create table entitlement_end (
  bot_id       bigint       not null,
  customer_id  bigint       not null check (customer_id > 0),
  entitlement  text         not null check (entitlement ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  look_at      timestamptz  not null,

  primary key (bot_id, customer_id, entitlement)
);

create index entitlement_end_due on entitlement_end (look_at);

-- Of what is sold already: all that may not have ended. That subscriptions have ended was told until now by another way.
insert into entitlement_end
select g.bot_id, g.customer_id, g.entitlement, min(coalesce(g.ends_at, g.starts_at + least(g.days, 3650000) * interval '24 hours'))
from entitlement_grant g
left join subscription s on s.bot_id = g.bot_id and s.id = g.subscription_id
where g.revoked_at is null and g.kind <> 'UNLOCK' and s.expired_at is null
group by g.bot_id, g.customer_id, g.entitlement
having max(g.starts_at) + least(coalesce(sum(g.days), 0), 3650000) * interval '24 hours' > now() or max(g.ends_at) > now() - interval '31 days';

-- Invoices are marked when they expire, which is told if it is news. Those of old are not marked here: whoever asks for one again would
-- wait for us, and we for him.
create index invoice_to_expire on invoice (expires_at) where state in ('OPEN', 'CHECKOUT');
