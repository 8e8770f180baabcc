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
      if (selected === "unknown" || recorded.kind === "unknown") return KNOWN_LATER;
      // The rate of calls is that of writing ones; errors are those of either.
      const { read, write } = recorded.management;
      const wanted = TYPES.filter((type) => write || (read && type === "ApiErrorRateInsight"));
      if (wanted.length === 0) return notApplicable("records no management events for Insights to look at");
      const missing = wanted.filter((type) => !selected.includes(type));
      return missing.length === 0
        ? compliant(`has ${wanted.join(" and ")}`)
        : notCompliant(`lacks ${missing.join(" and ")}`);
    }),
};
