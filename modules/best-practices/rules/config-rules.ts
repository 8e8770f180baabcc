import { ofGeneralTrails } from "./general-trails";
import { compliant, notCompliant, type BestPracticeRule } from "./rule";

/** Config rules that are about trails: CLOUD_TRAIL_ENABLED, MULTI_REGION_CLOUD_TRAIL_ENABLED, CLOUDTRAIL_…. */
const ABOUT_TRAILS = /^(MULTI_REGION_)?CLOUD_?TRAIL_/;

/** @see https://docs.aws.amazon.com/config/latest/developerguide/security-best-practices-for-CloudTrail.html */
export const configRules: BestPracticeRule = {
  id: "config-rules",
  practice: 11,
  title: "AWS Config checks the trails after deployment",
  remedy: "deploy Config rules or a conformance pack that are about CloudTrail",
  check: (facts) => {
    const found = facts.checks.configRules.filter((rule) => ABOUT_TRAILS.test(rule));
    return ofGeneralTrails(facts, found.length > 0, () =>
      found.length > 0
        ? compliant(`is checked by ${found.length} Config rules`)
        : notCompliant("is checked by no Config rule"),
    );
  },
};
