#!/usr/bin/env bash
# Plans a stack for who approves its deployment. A blocked plan fails, and never gets to them.
#
# Usage: plan-for-approval.sh <stack>
set -euo pipefail

code=0
npx orgtrail plan "$1" --json >approved.json || code=$?
npx orgtrail plan --from approved.json || true
case $code in 0 | 2) ;; *) exit "$code" ;; esac
