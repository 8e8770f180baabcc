import { isSame } from "../attributes";
import { JUDGED_ATTRIBUTES } from "../judged-attributes";
import type { VerdictRule } from "../verdict";

/** What orgtrail makes and no attribute of which decides anything, or of which a rule asks more than attributes. */
const OTHERS = [
  "aws_cloudtrail_organization_delegated_admin_account",
  "aws_cloudwatch_dashboard",
  "aws_cloudwatch_query_definition",
];

/** A resource of a type that no rule knows. */
export const typeNotJudged: VerdictRule = {
  id: "type-not-judged",
  verdict: "review",
  title: "A resource changes of a type that orgtrail does not make",
  why: "A grant on a key, a replication of a bucket or a command that Terraform runs can open, copy or stop the audit log as well, and no rule looks into it.",
  judge: ({ type, action, before, after }) => {
    const isKnown = Object.hasOwn(JUDGED_ATTRIBUTES, type) || OTHERS.includes(type);
    // What is forgotten is told by another rule.
    if (isKnown || action === "forget" || isSame(before, after)) return [];
    return [{ what: `no rule knows what ${type} does` }];
  },
};
