import { regionProblem } from "../organization";
import { selectorProblems } from "../event-selectors";
import { ofProperty, type PropertyProblem } from "../validation";
import type { TeamTrailProps } from "./props";

/** All for which AWS would refuse the trail. */
export function teamTrailProblems(props: TeamTrailProps): readonly PropertyProblem[] {
  const { identity, selectors, minimumProviderVersion } = props;
  return [
    ...ofProperty("identity.homeRegion", regionProblem(identity.partition, identity.homeRegion)),
    ...selectorProblems(
      { kind: "advanced", selectors },
      {
        partition: identity.partition,
        ...(minimumProviderVersion !== undefined && { minimumProviderVersion }),
      },
    ),
  ];
}
