#!/usr/bin/env bash
# Makes one comment of the reports of a pull request, on standard output, and ends with 1 where the pull request must not
# be merged. GitHub Actions and GitLab CI run it alike.
#
# Usage: CHECK=<result> PLAN=<result> verdict.sh <folder>
#   CHECK, PLAN  how the jobs of these names ended: success, failure, cancelled or skipped
#   <folder>     holds affected/affected.json, and one report-*/report.json for each job that planned
set -euo pipefail

artifacts=$1
affected=$artifacts/affected/affected.json

say() { printf '%s\n' "$@"; }

# What is not planned has no report of orgtrail's, whose first line the comment is found by.
not_planned() { say '<!-- orgtrail plan -->' "### $1" '' "$2"; }

if [ "$CHECK" != success ]; then
  not_planned 'Not planned' 'The configuration has faults, a request got another verdict than expected, or it is not known which stacks differ. The job `check` says what is wrong.'
  exit 1
fi

removed=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).stacks.filter(({ change }) => change === "removed").map(({ stack }) => `- \`${stack}\``).join("\n")' "$affected")
planned=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).matrix.include.length' "$affected")

code=0
if [ "$planned" = 0 ]; then
  not_planned 'Nothing to plan' 'The Terraform of no stack that is there differs from that of the base.'
elif [ "$PLAN" = skipped ]; then
  not_planned 'Not planned' "Stacks differ: $planned. This pull request comes from a fork or from Dependabot, which get no credentials. Who may write to this repository reads the code, and pushes the branch here to have it planned."
  exit 1
else
  report=$(npx orgtrail plan --from "$artifacts"/report-*/report.json --markdown -) || code=$?
  if [ -n "$report" ]; then say "$report"; else not_planned 'Not planned' 'No job could plan.'; fi
fi

if [ -n "$removed" ]; then
  say '' '### Removed' '' 'Nothing makes these stacks any more. What they deployed stays, until somebody destroys it:' '' "$removed"
fi

case $PLAN in
  success | skipped) ;;
  *)
    say '' 'Not every stack was planned: the jobs `plan` say why.'
    exit 1
    ;;
esac
case $code in
  # 2 asks for a review: whoever approves the pull request gives it.
  0 | 2) ;;
  *) exit 1 ;;
esac
