#!/usr/bin/env bash
# Makes one comment of the reports of a pull request, on standard output, and ends with 1 where the pull request must not
# be merged. GitHub Actions and GitLab CI run it alike.
#
# Usage: CHECK=<result> PLAN=<result> verdict.sh <folder>
#   CHECK, PLAN  how the jobs of these names ended: success, failure, cancelled or skipped
#   <folder>     holds affected/affected.json, and one report-*/report.json for each job that planned
set -euo pipefail
shopt -s nullglob

artifacts=$1
affected=$artifacts/affected/affected.json

# What is not planned has no report of orgtrail's, whose first line the comment is found by.
not_planned() {
  printf '%s\n' '<!-- orgtrail plan -->' '### Not planned' '' "$1"
  exit 1
}

if [ "$CHECK" != success ]; then
  not_planned 'The configuration has faults, a request got another verdict than expected, or it is not known which stacks differ. The job `check` says what is wrong.'
fi

planned=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).matrix.include.length' "$affected")
if [ "$PLAN" = skipped ] && [ "$planned" != 0 ]; then
  not_planned "Stacks differ: $planned. This pull request comes from a fork or from Dependabot, which get no credentials. Who may write to this repository reads the code, and pushes the branch here to have it planned."
fi

reports=()
for file in "$artifacts"/report-*/report.json; do
  # A job that planned nothing leaves an empty one: its stacks are told as those without a report.
  if [ -s "$file" ]; then reports+=("$file"); fi
done
from=()
[ ${#reports[@]} = 0 ] || from=(--from "${reports[@]}")

code=0
report=$(npx orgtrail plan "${from[@]}" --expect "$affected" --markdown -) || code=$?
[ -n "$report" ] || not_planned 'The reports of the jobs `plan` cannot be read. The job `verdict` says why.'
printf '%s\n' "$report"

case $PLAN in
  success | skipped) ;;
  *)
    echo "Not every job \`plan\` has succeeded: it says why." >&2
    exit 1
    ;;
esac
case $code in
  # 2 asks for a review: whoever approves the pull request gives it.
  0 | 2) ;;
  *) exit 1 ;;
esac
