import { recordsManagementEvents } from "../../event-selectors";
import { isExpression } from "../expression";
import { allOf, type Flag } from "../../facts";
import { records } from "../recorded";
import { compliant, each, KNOWN_LATER, notApplicable, notCompliant, type BestPracticeRule } from "./rule";

const TYPES = ["ApiCallRateInsight", "ApiErrorRateInsight"] as const;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html */
export const insights: BestPracticeRule = {
  id: "insights",
  practice: 10,
  title: "CloudTrail Insights looks for unusual rates of calls and errors",
  remedy: "select ApiCallRateInsight and ApiErrorRateInsight in insight_selector",
  check: ({ trails }) =>
    each(trails, ({ insights: selected, recorded }) => {
      // The rate of calls is that of writing ones; errors are those of either.
      const looksAt: Readonly<Record<(typeof TYPES)[number], Flag>> = {
        ApiCallRateInsight: records(recorded, (trail) => recordsManagementEvents(trail).write),
        ApiErrorRateInsight: records(recorded, (trail) => {
          const { read, write } = recordsManagementEvents(trail);
          return read || write;
        }),
      };
      const wanted = TYPES.filter((type) => looksAt[type] !== false);
      if (wanted.length === 0) return notApplicable("records no management events for Insights to look at");
      const has = (type: string): Flag => {
        if (selected === "unknown") return selected;
        return selected.includes(type) || (selected.some(isExpression) ? "unknown" : false);
      };
      const missing = wanted.filter((type) => looksAt[type] === true && has(type) === false);
      if (missing.length > 0) return notCompliant(`lacks ${missing.join(" and ")}`);
      return allOf(wanted.map(has)) === true ? compliant(`has ${wanted.join(" and ")}`) : KNOWN_LATER;
    }),
};
