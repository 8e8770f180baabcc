import { homeRegionProblem } from "../organization";
import { selectorProblems } from "../event-selectors";
import { ofProperty, type PropertyProblem } from "../validation";
import type { OrganizationTrailProps } from "./props";

/** All for which AWS would refuse the organization trail, or for which it would be less than complete. */
export function organizationTrailProblems(props: OrganizationTrailProps): readonly PropertyProblem[] {
  const { identity, selectors, insights, minimumProviderVersion } = props;
  return [
    ...ofProperty("identity.homeRegion", homeRegionProblem(identity.partition, identity.homeRegion)),
    ...selectorProblems(
      { kind: "advanced", selectors },
      {
        partition: identity.partition,
        managementEvents: "required",
        ...(insights !== undefined && { insights }),
        ...(minimumProviderVersion !== undefined && { minimumProviderVersion }),
      },
    ),
  ];
}
