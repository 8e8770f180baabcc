import { homeRegionProblem } from "../organization";
import { selectorProblems } from "../event-selectors";
import { ofProperty, type PropertyProblem } from "../validation";
import type { Recorded } from "../trail";
import type { OrganizationTrailProps } from "./props";

/** All for which AWS would refuse the organization trail, or for which it would be less than complete. */
export function organizationTrailProblems(
  props: OrganizationTrailProps,
  { asked, trail, logBuckets }: Recorded,
): readonly PropertyProblem[] {
  const { identity, insights, minimumProviderVersion } = props;
  return [
    ...ofProperty("identity.homeRegion", homeRegionProblem(identity.partition, identity.homeRegion)),
    ...selectorProblems(trail, {
      asked,
      partition: identity.partition,
      managementEvents: "required",
      ...(props.basicSelectors !== undefined && { property: "basicSelectors" }),
      ...(logBuckets !== undefined && { logBuckets }),
      ...(insights !== undefined && { insights }),
      ...(minimumProviderVersion !== undefined && { minimumProviderVersion }),
    }),
  ];
}
