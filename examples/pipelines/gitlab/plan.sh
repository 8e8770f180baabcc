#!/usr/bin/env bash
# Plans the stacks that differ. Beside the report, the file "result" says whether it came to its end: success or failure.
#
# Usage: plan.sh <affected.json> <report.json>
set -euo pipefail

result=$(dirname "$2")/result
mkdir -p "$(dirname "$2")"
echo failure >"$result"
stacks=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).matrix.include.map(({ stack }) => stack).join(" ")' "$1")

code=0
if [ -n "$stacks" ]; then
  # Not in quotes: each word is a stack.
  npx orgtrail plan $stacks --json >"$2" || code=$?
fi
# 2 asks for a review and 3 blocks: the job "verdict" says so.
case $code in 0 | 2 | 3) ;; *) exit "$code" ;; esac
echo success >"$result"
