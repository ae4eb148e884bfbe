-- What happened, told once, in the transaction that made it true.
create table event (
  bot_id       bigint       not null,
  id           bigint       not null,
  type         text         not null check (char_length(type) between 1 and 40),
  customer_id  bigint       check (customer_id > 0),
  occurred_at  timestamptz  not null,
  data         text         not null, -- JSON

  primary key (bot_id, id)
);

-- A bot's ids have no gaps and grow in the sequence of commits: whoever takes some keeps this row locked until he has committed, so a
-- reader who has seen N never finds a smaller one later.
create table event_counter (
  bot_id   bigint  not null primary key,
  last_id  bigint  not null check (last_id >= 0)
);
