import type { Facts, Flag, TrailFacts } from "../../facts";
import {
  compliant,
  judgeEach,
  isGeneral,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ONLY_PART,
  type Evaluated,
  type Practice,
} from "./practice";

/**
 * Judges what is made once for an organization by its trails of everything: the organization trail, or where there is
 * none, each that records management events. Trails of one use case stand beside them.
 * @param found whether the tree has it: what is not there may be in a stack that is not synthesized
 * @param yes why a trail is compliant with it @param no why one is not without it
 */
function ofGeneralTrails(
  { trails, whole }: Facts,
  found: Flag,
  yes: string,
  no: string,
): readonly Evaluated[] {
  const hasOrganizationTrail = trails.some(({ organization }) => organization === true);
  const stands = (trail: TrailFacts): boolean =>
    hasOrganizationTrail ? trail.organization === true : isGeneral(trail) !== false;
  return judgeEach(trails, (trail) => {
    if (!stands(trail)) {
      return notApplicable("is for one use case: the organization's checks are judged by its main trail");
    }
    if (found === true) return compliant(yes);
    if (!whole) return ONLY_PART;
    return found === "unknown" ? KNOWN_LATER : notCompliant(no);
  });
}

/** Config rules that are about trails: CLOUD_TRAIL_ENABLED, MULTI_REGION_CLOUD_TRAIL_ENABLED, CLOUDTRAIL_…. */
const ABOUT_TRAILS = /^(MULTI_REGION_)?CLOUD_?TRAIL_/;

/** @see https://docs.aws.amazon.com/config/latest/developerguide/security-best-practices-for-CloudTrail.html */
export const configRulesPractice: Practice = {
  id: "config-rules",
  practice: 11,
  title: "AWS Config checks the trails after deployment",
  remedy: "deploy Config rules or a conformance pack that are about CloudTrail",
  check: (facts) => {
    const { configRules: deployed, mayHaveMoreRules } = facts.checks;
    const found = deployed.filter((rule) => ABOUT_TRAILS.test(rule));
    return ofGeneralTrails(
      facts,
      found.length > 0 ? true : mayHaveMoreRules ? "unknown" : false,
      `is checked by ${found.length} Config rules`,
      "is checked by no Config rule",
    );
  },
};

/** @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html */
export const configRemediation: Practice = {
  id: "config-remediation",
  practice: 11,
  title: "AWS Config mends what its rules find",
  remedy: "give a Config rule a remediation",
  check: (facts) =>
    ofGeneralTrails(
      facts,
      facts.checks.remediation,
      "has Config rules with a remediation",
      "has no Config rule with a remediation",
    ),
};

const CIS = "cis-aws-foundations-benchmark";

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html */
export const securityHubPractice: Practice = {
  id: "security-hub",
  practice: 11,
  title: "Security Hub checks the accounts against the CIS benchmark",
  remedy:
    "subscribe to the CIS AWS Foundations Benchmark in Security Hub, or enable it in a configuration policy",
  check: (facts) => {
    const { standards, mayHaveMoreStandards } = facts.checks;
    const standard = standards.find((arn) => arn.includes(CIS));
    return ofGeneralTrails(
      facts,
      standard !== undefined ? true : mayHaveMoreStandards ? "unknown" : false,
      `is checked by ${standard?.split("/").slice(-3).join("/") ?? ""}`,
      "stands in an organization without the CIS benchmark in Security Hub",
    );
  },
};
