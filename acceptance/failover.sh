#!/usr/bin/env bash
# The primary database goes away under purchases, and a replica takes its place: two PostgreSQL servers with
# synchronous replication, the sandbox for Telegram, one invoice-api and two bot-workers, all on this machine.
#
#   acceptance/failover.sh [kill|freeze]
#
# kill ends every process of the primary with SIGKILL; freeze stops them with SIGSTOP, so that their connections stay
# open and nothing answers, as when a machine is gone. Exits with 0 if there is service again in time and every charge
# that the sandbox knows is recorded once.
set -euo pipefail

readonly LIMIT_MS=15000 BUYERS=3 SECONDS_BEFORE=8 SECONDS_AFTER=10
readonly KEY=failover-key-of-the-merchant PASSWORD=failover TOKEN=7000044:AAFixedTokenOfTheFailoverScript000044

how=${1:-kill}
case "$how" in kill | freeze) ;; *)
  echo "usage: $0 [kill|freeze]" >&2
  exit 2
  ;;
esac

fail() {
  echo "failover: $1" >&2
  exit 1
}

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
postgres=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
postgres=${postgres%/initdb}
[ -n "$postgres" ] && [ "$("$postgres/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" -ge 14 ] ||
  fail "needs a PostgreSQL server of version 14 or newer: apt install postgresql"
for tool in curl psql pgrep; do
  command -v "$tool" >/dev/null || fail "needs $tool: apt install curl postgresql-client procps"
done

# PostgreSQL refuses to run as root.
owner=$(id -un)
if [ "$owner" = root ]; then owner=$(id -un postgres 2>/dev/null || echo nobody); fi
as_owner() {
  if [ "$(id -un)" = "$owner" ]; then "$@"; else runuser -u "$owner" -- "$@"; fi
}

dir=$(mktemp -d "${TMPDIR:-/tmp}/starkeeper-failover-XXXXXX")
chmod 755 "$dir"
mkdir "$dir/logs" "$dir/postgres"
[ "$owner" = "$(id -un)" ] || chown "$owner" "$dir/postgres"
cd "$dir"
children=()
outcome=missed # then the logs are kept

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
      echo "$port"
      return
    }
  done
  fail "no free port"
}
primary_port=$(free_port) replica_port=$(free_port) telegram_port=$(free_port)
api_port=$(free_port) one_port=$(free_port) two_port=$(free_port)
api=http://127.0.0.1:$api_port
controls=http://127.0.0.1:$telegram_port/sandbox

# The pids of a server's processes, its own first. Each is in a process group of its own.
processes_of() {
  local first
  first=$(head -n 1 "postgres/$1/postmaster.pid" 2>/dev/null) || return 0
  echo "$first"
  pgrep -P "$first" || true
}

cleanup() {
  trap - EXIT
  kill "${children[@]}" 2>/dev/null || true
  for server in primary replica; do
    processes_of "$server" | xargs -r kill -9 2>/dev/null || true
  done
  for child in "${children[@]}"; do wait "$child" 2>/dev/null || true; done
  rm -rf "$dir/postgres"
  [ "$outcome" != reached ] || rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 1' INT TERM HUP

# Arguments: the directory, the port, more settings.
serve() {
  local name=$1 port=$2
  shift 2
  as_owner "$postgres/pg_ctl" -s -w -t 60 -D "$dir/postgres/$name" -l "$dir/postgres/$name.log" start \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= $*" ||
    fail "PostgreSQL does not start: $(tail -n 5 "$dir/postgres/$name.log")"
}

now_ms() { date +%s%3N; }

# The text of a field of a JSON object that has it once.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

await() {
  local what=$1
  shift
  for _ in $(seq 600); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  fail "not within two minutes: $what; the logs are in $dir/logs"
}

ready() { curl -sf -m 5 "http://127.0.0.1:$1/readyz"; }

query() { psql -qAtX -c "$2" "postgresql://postgres:$PASSWORD@127.0.0.1:$1/postgres"; }

# One purchase; a line into the file $1: when it began and ended, and what came of it.
buy() {
  local began link result
  began=$(now_ms)
  link=$(curl -s -m 20 "$api/v1/invoices" -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
    -d "{\"sku\":\"coins\",\"buyerId\":$2}" | field invoiceLink) || true
  if [ -z "$link" ]; then
    echo "$began $(now_ms) unminted" >>"$1"
    return
  fi
  result=$(curl -s -m 20 "$controls/pay?token=$TOKEN" \
    -d "{\"link\":\"$link\",\"user\":{\"id\":$2,\"first_name\":\"Buyer\"}}") || true
  case "$result" in
    *'"status":"paid"'*) echo "$began $(now_ms) paid $(echo "$result" | field chargeId)" >>"$1" ;;
    *) echo "$began $(now_ms) declined $(echo "$result" | field error | tr ' ' '_')" >>"$1" ;;
  esac
}

# Until the file `over` is there.
buy_on() {
  local number=0
  while [ ! -e over ]; do
    number=$((number + 1))
    buy "purchases-$1" "$((600000000000 + $1 * 1000000 + number))"
    [ "$(tail -n 1 "purchases-$1" | cut -d' ' -f3)" = paid ] || sleep 0.1
  done
}

first_paid_after() { cat purchases-* | awk -v since="$1" '$1 >= since && $3 == "paid" {print $2}' | sort -n | head -n 1; }

# Prints how many of the charges $1 are not among the rows $2.
missing() { comm -23 <(sort -u "$1") <(sort -u "$2") | wc -l | tr -d ' '; }

echo "two PostgreSQL servers of $("$postgres/postgres" --version), run by $owner"
echo "$PASSWORD" >"$dir/password"
chmod 644 "$dir/password"
as_owner "$postgres/initdb" -U postgres --auth=scram-sha-256 --pwfile="$dir/password" -D "$dir/postgres/primary" >logs/initdb.log 2>&1 ||
  fail "initdb: $(tail -n 5 logs/initdb.log)"
serve primary "$primary_port"
as_owner "$postgres/pg_basebackup" -R -D "$dir/postgres/replica" \
  -d "host=127.0.0.1 port=$primary_port user=postgres password=$PASSWORD application_name=replica"
serve replica "$replica_port"
# Not in its file: the replica has a copy of that, and would wait for a replica of its own when it is promoted.
as_owner "$postgres/pg_ctl" -s -w -m fast -D "$dir/postgres/primary" stop
serve primary "$primary_port" -c synchronous_standby_names=replica
in_sync() { [ "$(query "$primary_port" "select sync_state from pg_stat_replication")" = sync ]; }
await "the replica is synchronous" in_sync

export DATABASE_URL="postgresql://postgres:$PASSWORD@127.0.0.1:$primary_port,127.0.0.1:$replica_port/postgres"
export BOT_TOKEN=$TOKEN SERVER_API_KEYS=failover:$KEY TELEGRAM_API_URL=http://127.0.0.1:$telegram_port
export MINT_LIMIT_PER_MINUTE=0
"$home/starkeeper" migrate
PORT=$telegram_port "$home/starkeeper" sandbox >logs/sandbox.log 2>&1 &
children+=($!)
sandbox_answers() { curl -sf "$controls/state?token=$TOKEN&limit=0"; }
await "the sandbox" sandbox_answers
PORT=$api_port "$home/starkeeper" api >logs/invoice-api.log 2>&1 &
children+=($!)
WORKER_PORT=$one_port "$home/starkeeper" worker >logs/worker-1.log 2>&1 &
children+=($!)
WORKER_PORT=$two_port "$home/starkeeper" worker >logs/worker-2.log 2>&1 &
children+=($!)
for port in "$api_port" "$one_port" "$two_port"; do await "port $port is ready" ready "$port"; done
curl -sf -X PUT "$api/v1/products/coins" -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
  -d '{"title":"Coins","description":"Coins","stars":10,"kind":"consumable","unit":"coins","units":100}' >/dev/null ||
  fail "the API takes no product"

echo "$BUYERS buyers at a time"
for number in $(seq "$BUYERS"); do
  buy_on "$number" &
  children+=($!)
done
one_is_paid() { [ -n "$(first_paid_after 0)" ]; }
await "the first purchase" one_is_paid
sleep "$SECONDS_BEFORE"

victims=$(processes_of primary)
gone=$(now_ms)
# shellcheck disable=SC2086 # several pids
if [ "$how" = kill ]; then kill -9 $victims; else kill -STOP $victims; fi
as_owner "$postgres/pg_ctl" -s -w -D "$dir/postgres/replica" promote
promoted=$(now_ms)
echo "the primary is gone ($how), and the replica promoted after $((promoted - gone)) ms"
again() { [ -n "$(first_paid_after "$gone")" ]; }
await "service again" again
sleep "$SECONDS_AFTER"
touch over
all_done() { [ "$(curl -sf "$controls/state?token=$TOKEN&limit=0" | grep -c '"pendingUpdateCount":0')" = 1 ]; }
await "all updates are confirmed" all_done

curl -sf "$controls/state?token=$TOKEN&limit=1000000" | grep -o '"payments":\[[^]]*\]' | grep -o '"chargeId":"[^"]*"' |
  cut -d'"' -f4 >charges
query "$replica_port" "select charge_id from payment" >rows
query "$replica_port" "select charge_id from payment where status = 'FULFILLED'" >fulfilled
service=$(($(first_paid_after "$gone") - gone))
before=$(cat purchases-* | awk -v gone="$gone" '$2 < gone && $3 == "paid"' | wc -l | tr -d ' ')
after=$(cat purchases-* | awk -v gone="$gone" '$2 >= gone && $3 == "paid"' | wc -l | tr -d ' ')
refused=$(cat purchases-* | awk -v gone="$gone" '$2 >= gone && $3 != "paid"' | wc -l | tr -d ' ')
lost=$(missing charges rows)
undelivered=$(missing charges fulfilled)
twice=$(sort rows | uniq -d | wc -l | tr -d ' ')
gifts=$(query "$replica_port" "select count(*) from (select charge_id from credit_entry where charge_id is not null
  group by charge_id having count(*) > 1 or sum(amount) <> 100) as wrong")

cat <<EOF

| the primary goes: $how | to reach | measured |
|---|---|---|
| until the replica was promoted | | $((promoted - gone)) ms |
| until a purchase went through that began after it was gone | $((LIMIT_MS / 1000)) s | $service ms |
| purchases before and after | | $before, $after |
| purchases declined or not begun meanwhile; no Star moved | | $refused |
| charges that Telegram knows | | $(wc -l <charges | tr -d ' ') |
| of them not recorded | 0 | $lost |
| of them not delivered | 0 | $undelivered |
| recorded twice | 0 | $twice |
| given twice, or another amount | 0 | $gifts |
EOF
[ "$service" -le "$LIMIT_MS" ] && [ "$lost$undelivered$twice$gifts" = 0000 ] || fail "MISSED; the logs are in $dir/logs"
outcome=reached # the servers are still to be ended, by their files in there
