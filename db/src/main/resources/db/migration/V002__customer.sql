-- Whoever opened the Mini App or paid. The Bot API tells a language with each update; the last one told is the one we write in.
create table customer (
  bot_id         bigint       not null,
  customer_id    bigint       not null check (customer_id > 0),
  language_code  text         not null check (char_length(language_code) between 2 and 35),
  first_seen_at  timestamptz  not null,
  blocked_at     timestamptz, -- since when he has blocked the bot; null while we may write to him

  primary key (bot_id, customer_id)
);
