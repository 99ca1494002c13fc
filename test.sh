#!/usr/bin/env bash
# Restores, builds and runs every test. The last line counts them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2; exit 1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build Parley.slnx --configuration Release
status=0
dotnet test Parley.slnx --configuration Release --no-build | tee "$log" || status=$?

# One line per test assembly: "Passed!  - Failed: 0, Passed: 812, Skipped: 0, Total: 812, ...". Add them up.
count() { sed -nE "s/.*$1: +([0-9]+).*/\1/p" "$log" | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(count Passed) failed=$(count Failed) skipped=$(count Skipped)
[ "$((passed + failed))" -gt 0 ] || { echo "no test ran" >&2; exit 1; }
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
