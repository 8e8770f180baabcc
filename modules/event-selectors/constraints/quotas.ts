import { isEveryResource } from "../basic";
import { countValues } from "../fields";
import { MAX_BASIC_SELECTORS, MAX_DATA_RESOURCES, MAX_VALUES } from "../limits";
import type { SelectorConstraint } from "./constraint";

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
