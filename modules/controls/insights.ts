import { INSIGHT_TYPE_NAMES, type InsightType } from "../insights";
import { allOf, fieldIs, renderFilterPattern } from "../event-patterns";
import { DEFAULT_PERIOD_MINUTES, type Control } from "./control";
import type { ControlId } from "./control-ids";

/** The control of each kind of Insights. */
export const INSIGHT_CONTROLS: Readonly<Record<InsightType, ControlId>> = {
  "api-call-rate": "insight-call-rate",
  "api-error-rate": "insight-error-rate",
};

/** CloudTrail tells of the start and of the end of what is unusual: one of them is news. */
function insightControl(
  kind: InsightType,
  words: Pick<Control, "title" | "happened" | "firstStep">,
): Control {
  const type = INSIGHT_TYPE_NAMES[kind];
  return {
    id: INSIGHT_CONTROLS[kind],
    severity: "medium",
    about: "insight",
    ...words,
    patterns: [
      renderFilterPattern(
        allOf(
          fieldIs("eventType", "AwsCloudTrailInsight"),
          fieldIs("insightDetails.insightType", type),
          fieldIs("insightDetails.state", "Start"),
        ),
      ),
    ],
    rule: {
      source: ["aws.cloudtrail"],
      "detail-type": ["AWS Insight via CloudTrail"],
      detail: { insightDetails: { insightType: [type], state: ["Start"] } },
    },
    threshold: 1,
    periodMinutes: DEFAULT_PERIOD_MINUTES,
  };
}

/** What CloudTrail Insights reports. */
export const INSIGHTS_CONTROLS: readonly Control[] = [
  insightControl("api-call-rate", {
    title: "Unusual number of calls",
    happened: "CloudTrail Insights saw unusually many or few calls of a write API.",
    firstStep:
      "See in the Insights event which identities made the calls, and whether a release or a job explains them.",
  }),
  insightControl("api-error-rate", {
    title: "Unusual number of errors",
    happened: "CloudTrail Insights saw unusually many errors of an API.",
    firstStep:
      "See in the Insights event which identities met the errors: refused calls may be an attacker's.",
  }),
];
