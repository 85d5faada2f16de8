#!/usr/bin/env bash
# Does what the Dockerfile does, without Docker: only the files that .dockerignore lets through, a build with all packages, and in a folder of its
# own what the image holds: the production packages, the server, the pages. Passes if that holds nothing of the sandbox, refuses an empty configuration
# by naming all that is missing, starts with a complete one (as root: as somebody who may write nothing, with an empty home), and ends when told to.
# Needs DATABASE_URL of a PostgreSQL whose database may be migrated.
set -euo pipefail
: "${DATABASE_URL:?names a PostgreSQL whose database may be migrated}"
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
fail() { echo "$*"; exit 1; }
mkdir "$work/build" "$work/image" "$work/home"

cd "$root"
sed -n 's/^!//p' .dockerignore | xargs tar -c | tar -x -C "$work/build"
(cd "$work/build" && grep -v '^[#!*]' "$root/.dockerignore" | xargs rm -rf)
cd "$work/build"
npm ci --no-audit --no-fund >/dev/null
npm run build >"$work/built" 2>&1 || { cat "$work/built"; fail 'the pages were not built'; }
cp package.json package-lock.json "$work/image/"
cd "$work/image"
npm ci --omit=dev --no-audit --no-fund >/dev/null
cp -r "$work/build/server" .
mkdir dist && cp -r "$work/build/dist/web" dist/web
sandbox=$(find . -path ./node_modules -prune -o -path '*sandbox*' -print)
[ -z "$sandbox" ] || fail "of the sandbox there is $sandbox"
echo "$(du -sm . | cut -f1) MB, nothing of the sandbox"

node=$(cd "$root" && realpath node_modules/node/bin/node 2>/dev/null || command -v node)
as=()
if [ "$(id -u)" = 0 ]; then
  # Somebody else must be able to get at it, and to write nowhere.
  cp "$node" "$work/node" && node=$work/node
  chmod 755 "$work"
  chown nobody "$work/home"
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
# Without a shell in between, so that the signal reaches the server.
bare=("${as[@]}" env -i -C "$work/image" PATH="$PATH" HOME="$work/home" NODE_ENV=production)

if "${bare[@]}" "$node" server/main.ts 2>"$work/refused"; then fail 'started without a configuration'; fi
# Every variable that the table of the administrator's guide calls required.
for name in $(sed -n 's/^| `\([A-Z_]*\)`.*| required |$/\1/p' "$root/docs/administration.md"); do
  grep -q "^.*$name is missing" "$work/refused" || fail "$name was not missed: $(cat "$work/refused")"
done
grep -q CLIENT_SECRET "$work/refused" || fail "no proof was asked for: $(cat "$work/refused")"
echo "everything that is missing named at once: $(wc -l <"$work/refused") lines"

port=$("$node" -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
uuid=00000000-0000-4000-8000-000000000000
"${bare[@]}" PORT="$port" BASE_URL=https://fieldwork.example CLIENT_ID=$uuid TENANT_IDS=$uuid TEAMS_APP_ID=$uuid CLIENT_SECRET=x \
  TOKEN_KEYS="${TOKEN_KEYS:-$(head -c 32 /dev/zero | base64)}" DATABASE_URL="$DATABASE_URL" "$node" server/main.ts >"$work/log" 2>&1 &
server=$!
ready() { curl -fsS "http://127.0.0.1:$port/readyz" 2>/dev/null; }
for _ in $(seq 1 60); do ready >/dev/null && break; sleep 0.5; done
ready || { cat "$work/log"; fail 'did not become ready'; }
echo
status() { curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port$1"; }
for expected in '/tab 200' '/healthz 200' '/api/openapi.json 200' '/api/home 401' '/sandbox 404' '/sandbox/api/clock 404'; do
  read -r path code <<<"$expected"
  [ "$(status "$path")" = "$code" ] || fail "$path answered $(status "$path") and not $code"
  echo "$path: $code"
done
kill -TERM "$server"
wait "$server" || fail "ended with $? when told to"
server=
[ -z "$(find "$work/home" -mindepth 1)" ] || fail "something was written into its home: $(find "$work/home" -mindepth 1)"
echo 'stopped when told to'
