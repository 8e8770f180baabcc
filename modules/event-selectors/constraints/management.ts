import { recordsManagementEvents } from "../management-events";
import type { SelectorConstraint } from "./constraint";

/**
 * The organization trail records management events. CloudTrail records them by default, but stops as soon as a trail has
 * advanced selectors without a Management one.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export const recordsManagement: SelectorConstraint = (trail, { managementEvents = "optional" }) => {
  const { read, write } = recordsManagementEvents(trail);
  if (managementEvents === "optional" || read || write) return [];
  return [
    {
      path: [],
      problem: {
        what: "selects no management events, so the trail would stop recording them",
        allowed: "at least one selector of management events",
        remedy:
          trail.kind === "advanced"
            ? "add the preset management-all"
            : "set includeManagementEvents of a selector to true",
      },
    },
  ];
};

/**
 * Insights have the management events that they analyse: writes for the call rate, reads or writes for the error rate.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html
 */
export const insightsHaveEvents: SelectorConstraint = (trail, { insights = [] }) => {
  const { read, write } = recordsManagementEvents(trail);
  return insights
    .filter((insight) => (insight === "api-call-rate" ? !write : !read && !write))
    .map((insight) => {
      const needed = insight === "api-call-rate" ? "write management events" : "management events";
      return {
        path: [],
        problem: {
          what: `records no ${needed}, which the Insight ${insight} analyses`,
          allowed: `selectors of ${needed}`,
          remedy: `add the preset management-${insight === "api-call-rate" ? "write" : "all"}, or remove the Insight`,
        },
      };
    });
};
