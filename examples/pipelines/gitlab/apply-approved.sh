#!/usr/bin/env bash
# Plans a stack with the role that deploys, and applies that plan if it is the one in approved.json.
#
# Usage: apply-approved.sh <stack>
set -euo pipefail

fingerprint() { node -p 'JSON.parse(fs.readFileSync(process.argv[1])).stacks[0].fingerprint' "$1"; }

code=0
npx orgtrail plan "$1" --access deploy --out plans --json >report.json || code=$?
case $code in 0 | 2) ;; *) exit "$code" ;; esac
if [ "$(fingerprint report.json)" != "$(fingerprint approved.json)" ]; then
  echo "What $1 has in AWS has changed since the plan was approved: run the pipeline again, and approve the new plan." >&2
  exit 1
fi
terraform -chdir="plans/$1" init -input=false
terraform -chdir="plans/$1" apply -input=false plan.tfplan
