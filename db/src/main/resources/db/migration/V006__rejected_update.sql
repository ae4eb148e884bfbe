-- Updates that could not be read or recorded, whole, for a person to look at. Nothing in them is lost, and none stops the others.
create table rejected_update (
  bot_id       bigint       not null,
  update_id    bigint       not null, -- Telegram restarts the numbering: it does not name an update for ever
  body_sha256  bytea        not null check (octet_length(body_sha256) = 32),
  reason       text         not null check (char_length(reason) between 1 and 1000),
  body         text         not null,
  received_at  timestamptz  not null,

  primary key (bot_id, update_id, body_sha256) -- told twice, kept once
);
