-- Where a merchant wants to be told of events. The event log itself is the outbox: whoever records knows nothing of these tables.
create table webhook_endpoint (
  bot_id                 bigint       not null,
  id                     uuid         not null,
  url                    text         not null check (char_length(url) between 1 and 2048),
  event_types            text[]       check (cardinality(event_types) between 1 and 100), -- null: all there are and will be
  secret                 text         not null check (secret like 'whsec\_%'), -- in clear: it signs; gone when deleted
  previous_secret        text         check (previous_secret like 'whsec\_%'), -- signs beside it for a while
  previous_secret_until  timestamptz  check ((previous_secret_until is null) = (previous_secret is null)),
  state                  text         not null check (state in ('ACTIVE', 'DISABLED', 'DELETED')),
  reason                 text         check (char_length(reason) between 1 and 500),
  ended_at               timestamptz, -- when it was disabled or deleted
  last_event_id          bigint       not null check (last_event_id >= 0), -- every later event is still to be looked at
  created_at             timestamptz  not null,

  primary key (bot_id, id),
  constraint webhook_endpoint_ended check ((state = 'ACTIVE') = (ended_at is null) and (state = 'DISABLED') = (reason is not null))
);

create index webhook_endpoint_active on webhook_endpoint (bot_id, id) where state = 'ACTIVE';

-- One for each event an endpoint is to be told of: the two are its name, so there is never a second.
create table webhook_delivery (
  bot_id           bigint       not null,
  endpoint_id      uuid         not null,
  event_id         bigint       not null,
  state            text         not null check (state in ('PENDING', 'DELIVERED', 'DEAD')),
  attempts         integer      not null default 0 check (attempts >= 0),
  round            integer      not null default 1 check (round >= 1), -- how often the schedule was begun: once, and with each redelivery
  round_attempts   integer      not null default 0 check (round_attempts between 0 and attempts),
  next_attempt_at  timestamptz  check ((next_attempt_at is not null) = (state = 'PENDING')),
  ended_at         timestamptz  check ((ended_at is not null) = (state <> 'PENDING')),

  primary key (bot_id, endpoint_id, event_id),
  foreign key (bot_id, endpoint_id) references webhook_endpoint
  -- No foreign key to event: its check would write to each event's row once more.
);

create index webhook_delivery_due on webhook_delivery (bot_id, endpoint_id, next_attempt_at, event_id) where state = 'PENDING';
create index webhook_delivery_by_state on webhook_delivery (bot_id, endpoint_id, state, event_id);

create table webhook_attempt (
  bot_id       bigint       not null,
  endpoint_id  uuid         not null,
  event_id     bigint       not null,
  number       integer      not null check (number >= 1),
  started_at   timestamptz  not null,
  took_ms      integer      not null check (took_ms >= 0),
  status       integer      check (status between 100 and 999), -- of the answer; null when none came
  error        text         check (char_length(error) between 1 and 500), -- why it failed; null when it did not
  answer       text         not null check (octet_length(answer) <= 1024), -- how its body begins

  primary key (bot_id, endpoint_id, event_id, number),
  foreign key (bot_id, endpoint_id, event_id) references webhook_delivery
);

-- db-scheduler's, as scheduled_tasks is, apart from it: what waits for merchants' servers has threads of its own. An endpoint has a row
-- only while there is something to do for it.
create table webhook_task (
  task_name             text         not null,
  task_instance         text         not null,
  task_data             bytea,
  execution_time        timestamptz  not null,
  picked                boolean      not null,
  picked_by             text,
  last_success          timestamptz,
  last_failure          timestamptz,
  consecutive_failures  integer,
  last_heartbeat        timestamptz,
  version               bigint       not null,
  priority              smallint,

  primary key (task_name, task_instance)
);

create index webhook_task_due on webhook_task (execution_time);
create index webhook_task_heartbeat on webhook_task (last_heartbeat);
