#!/usr/bin/env bash
# Makes one note of the merge request of the report, and fails where it must not be merged.
set -euo pipefail

# GitLab tells a job nothing of those before it: what they left does.
check=failure
if [ -s affected/affected.json ]; then check=success; fi
plan=skipped
if [ -n "${ORGTRAIL_PLAN_ROLE:-}" ]; then
  plan=failure
  if [ -f report-0/result ]; then plan=$(cat report-0/result); fi
fi

code=0
# The report is made by the merge request's code, which has no business with the token.
env -u ORGTRAIL_COMMENT_TOKEN CHECK="$check" PLAN="$plan" bash examples/pipelines/verdict.sh . >comment.md || code=$?
cat comment.md
if [ -n "${ORGTRAIL_COMMENT_TOKEN:-}" ]; then
  node examples/pipelines/gitlab/comment.cjs comment.md
fi
exit "$code"
