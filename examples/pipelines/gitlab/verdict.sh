#!/usr/bin/env bash
# Makes one note of the merge request of the report, and fails where it must not be merged.
set -euo pipefail

# Jobs before this one have succeeded, or it would not run; without a role, none has planned.
plan=success
[ -n "${ORGTRAIL_PLAN_ROLE:-}" ] || plan=skipped

code=0
CHECK=success PLAN=$plan bash examples/pipelines/verdict.sh . >comment.md || code=$?
cat comment.md
if [ -n "${ORGTRAIL_COMMENT_TOKEN:-}" ]; then
  node examples/pipelines/gitlab/comment.cjs comment.md
fi
exit "$code"
