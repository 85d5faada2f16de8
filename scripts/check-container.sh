#!/usr/bin/env bash
# Does what the Dockerfile does, without Docker: only the files that .dockerignore lets through, a build with all packages, a run with
# the production packages alone. Passes if the server then refuses an empty configuration by naming what is missing, and starts with a complete one.
# Needs DATABASE_URL of a PostgreSQL whose database may be migrated.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for part in package.json package-lock.json tsconfig.json vite.config.ts server src; do cp -r "$root/$part" "$work/"; done
rm -rf "$work/server/sandbox" "$work/src/sandbox"
cd "$work"
npm ci --no-audit --no-fund >/dev/null
npm run build >/dev/null
npm ci --omit=dev --no-audit --no-fund >/dev/null
rm -rf src
node=$(cd "$root" && node -p "require.resolve('node/bin/node')" 2>/dev/null || command -v node)
if "$node" server/main.ts 2>refused; then echo 'started without a configuration'; exit 1; fi
grep -c ' is missing' refused | sed 's/$/ problems named at once/'
port=$("$node" -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
uuid=00000000-0000-4000-8000-000000000000
env -i PATH="$PATH" NODE_ENV=production PORT="$port" BASE_URL=https://fieldwork.example CLIENT_ID=$uuid TENANT_IDS=$uuid TEAMS_APP_ID=$uuid CLIENT_SECRET=x TOKEN_KEYS="${TOKEN_KEYS:-$(head -c 32 /dev/zero | base64)}" \
  DATABASE_URL="$DATABASE_URL" "$node" server/main.ts &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 1 60); do curl -fsS "http://127.0.0.1:$port/readyz" >/dev/null 2>&1 && break; sleep 0.5; done
curl -fsS "http://127.0.0.1:$port/readyz"
echo
curl -fsS -o /dev/null -w 'tab: %{http_code}\n' "http://127.0.0.1:$port/tab"
curl -s -o /dev/null -w 'sandbox: %{http_code}\n' "http://127.0.0.1:$port/sandbox/api/clock"
kill -TERM $server
wait $server
echo 'stopped when told to'
