import { regionProblem } from "../organization";
import { selectorProblems } from "../event-selectors";
import { ofProperty, type PropertyProblem } from "../validation";
import type { Recorded } from "../trail";
import type { TeamTrailProps } from "./props";

/** All for which AWS would refuse the trail. */
export function teamTrailProblems(
  props: TeamTrailProps,
  { asked, trail, logBuckets }: Recorded,
): readonly PropertyProblem[] {
  const { identity, minimumProviderVersion } = props;
  return [
    ...ofProperty("identity.homeRegion", regionProblem(identity.partition, identity.homeRegion)),
    ...selectorProblems(trail, {
      asked,
      partition: identity.partition,
      ...(props.basicSelectors !== undefined && { property: "basicSelectors" }),
      ...(logBuckets !== undefined && { logBuckets }),
      ...(minimumProviderVersion !== undefined && { minimumProviderVersion }),
    }),
  ];
}
