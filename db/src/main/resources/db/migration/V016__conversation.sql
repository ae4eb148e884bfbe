-- What users wrote to the bot or pressed under its messages: kept a day, until it is answered and so that a repeat is known as one.
create table chat_update (
  bot_id       bigint       not null,
  customer_id  bigint       not null check (customer_id > 0),
  update_id    bigint       not null,
  text         text         not null check (char_length(text) between 1 and 4096), -- what he wrote, or the data of the button
  query_id     text, -- of a button, as its message
  message_id   integer,
  attempts     integer      not null default 0 check (attempts >= 0),
  received_at  timestamptz  not null,
  answered_at  timestamptz, -- or given up

  primary key (bot_id, customer_id, update_id), -- told twice, answered once
  constraint chat_update_pressed check ((query_id is null) = (message_id is null))
);

create index chat_update_waiting on chat_update (bot_id, customer_id, update_id) where answered_at is null;
create index chat_update_by_age on chat_update (received_at);

-- The charge that somebody is about to write about.
create table support_draft (
  bot_id       bigint       not null,
  customer_id  bigint       not null check (customer_id > 0),
  charge_id    text         not null,
  asked_at     timestamptz  not null,

  primary key (bot_id, customer_id),
  foreign key (bot_id, charge_id) references payment
);

create table support_request (
  bot_id          bigint       not null,
  id              uuid         not null,
  customer_id     bigint       not null check (customer_id > 0),
  charge_id       text         not null,
  text            text         not null check (char_length(text) between 1 and 2000),
  update_id       bigint       not null, -- the message it was
  created_at      timestamptz  not null,
  state           text         not null default 'OPEN' check (state in ('OPEN', 'ANSWERED')),
  answer          text         check (char_length(answer) between 1 and 2000),
  answered_by     text         check (char_length(answered_by) between 1 and 128), -- "server:<key name>"
  answered_at     timestamptz,
  answer_sent_at  timestamptz, -- when Telegram took it; null for as long as it does not

  primary key (bot_id, id),
  foreign key (bot_id, charge_id) references payment,
  constraint support_request_answered check (
    case state
      when 'OPEN' then answer is null and answered_by is null and answered_at is null
      else answer is not null and answered_by is not null and answered_at is not null
    end),
  constraint support_request_sent check (answer_sent_at is null or state = 'ANSWERED')
);

-- Telegram restarts its numbering, so a message is named by its time too.
create unique index support_request_of_update on support_request (bot_id, customer_id, update_id, created_at);
create index support_request_by_state on support_request (bot_id, state, id desc);
create index support_request_open on support_request (bot_id, customer_id) where state = 'OPEN';

-- The message that tells of a charge, so that its return is told in the same place.
create table receipt_message (
  bot_id      bigint       not null,
  charge_id   text         not null,
  message_id  integer      not null check (message_id > 0),
  sent_at     timestamptz  not null,

  primary key (bot_id, charge_id),
  foreign key (bot_id, charge_id) references payment
);
