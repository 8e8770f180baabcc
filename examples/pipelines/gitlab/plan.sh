#!/usr/bin/env bash
# Plans the stacks that differ.
#
# Usage: plan.sh <affected.json> <report.json>
set -euo pipefail

mkdir -p "$(dirname "$2")"
stacks=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).matrix.include.map(({ stack }) => stack).join(" ")' "$1")
[ -n "$stacks" ] || exit 0

code=0
# Not in quotes: each word is a stack.
npx orgtrail plan $stacks --json >"$2" || code=$?
# 2 asks for a review and 3 blocks: the job "verdict" says so.
case $code in 0 | 2 | 3) ;; *) exit "$code" ;; esac
