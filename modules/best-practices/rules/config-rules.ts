import { ofGeneralTrails } from "./general-trails";
import type { BestPracticeRule } from "./rule";

/** Config rules that are about trails: CLOUD_TRAIL_ENABLED, MULTI_REGION_CLOUD_TRAIL_ENABLED, CLOUDTRAIL_…. */
const ABOUT_TRAILS = /^(MULTI_REGION_)?CLOUD_?TRAIL_/;

/** @see https://docs.aws.amazon.com/config/latest/developerguide/security-best-practices-for-CloudTrail.html */
export const configRules: BestPracticeRule = {
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
