import { isEveryResource } from "../basic";
import { countValues, FIELDS, fieldTable } from "../fields";
import { MAX_BASIC_SELECTORS, MAX_DATA_RESOURCES, MAX_VALUES } from "../selectors";
import type { SelectorConstraint } from "../problems";
import { recordsManagementEvents } from "../management-events";
import { compareVersions } from "../../kernel";

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

/** The oldest AWS provider that orgtrail supports. */
export const OLDEST_PROVIDER = "5.100.0";

/** Every field is known to the oldest AWS provider that the deployment allows. */
export const knownToProvider: SelectorConstraint = (trail, { minimumProviderVersion = OLDEST_PROVIDER }) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap((selector, index) =>
        [...fieldTable(selector).keys()].flatMap((field) => {
          const since = field === "eventCategory" ? undefined : FIELDS[field].since;
          if (since === undefined || compareVersions(minimumProviderVersion, since) >= 0) return [];
          return [
            {
              path: [index, field],
              problem: {
                what: `needs AWS provider ${since}`,
                received: `provider ${minimumProviderVersion} and newer`,
                allowed: `a range that starts at ${since} or later`,
                remedy: `raise the lowest AWS provider version to ${since}, or remove the field`,
              },
            },
          ];
        }),
      );

/** A trail has selectors: without any, CloudTrail falls back to a default that configuration does not show. */
export const someSelector: SelectorConstraint = ({ selectors }) =>
  selectors.length > 0
    ? []
    : [
        {
          path: [],
          problem: {
            what: "is empty: what the trail records would be up to CloudTrail's default",
            received: [],
            allowed: "at least one selector",
            remedy: "say what to record, for instance with the preset management-all",
          },
        },
      ];

/** At most 500 values over all conditions of all advanced selectors. */
export const valueQuota: SelectorConstraint = (trail) => {
  if (trail.kind === "basic") return [];
  const count = countValues(trail.selectors);
  if (count <= MAX_VALUES) return [];
  return [
    {
      path: [],
      problem: {
        what: `has ${count} values over all conditions, eventCategory and resources.type included`,
        allowed: `at most ${MAX_VALUES} for a trail`,
        remedy:
          "select by how values start (startsWith), leave out conditions or resource types, or move some to another trail",
      },
    },
  ];
};

/** At most 5 basic selectors. */
export const basicSelectorQuota: SelectorConstraint = (trail) =>
  trail.kind === "advanced" || trail.selectors.length <= MAX_BASIC_SELECTORS
    ? []
    : [
        {
          path: [],
          problem: {
            what: `has ${trail.selectors.length} basic selectors`,
            allowed: `at most ${MAX_BASIC_SELECTORS} for a trail`,
            remedy: "join selectors with the same readWriteType, or use advanced selectors",
          },
        },
      ];

/** At most 250 data resources over all basic selectors; what stands for every resource of a type does not count. */
export const dataResourceQuota: SelectorConstraint = (trail) => {
  if (trail.kind === "advanced") return [];
  const values = trail.selectors.flatMap(({ dataResources = [] }) =>
    dataResources.flatMap((each) => each.values),
  );
  const count = values.filter((value) => !isEveryResource(value)).length;
  if (count <= MAX_DATA_RESOURCES) return [];
  return [
    {
      path: [],
      problem: {
        what: `has ${count} data resources`,
        allowed: `at most ${MAX_DATA_RESOURCES} for a trail`,
        remedy:
          'name prefixes that cover more, or all resources (such as "arn:aws:s3"), or use advanced selectors',
      },
    },
  ];
};
