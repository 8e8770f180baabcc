import type { Facts, TrailFacts } from "../facts";
import { each, isGeneral, notApplicable, ONLY_PART, type Judged, type Judgement } from "./rule";

/**
 * Judges what is made once for an organization by its trails of everything: the organization trail, or where there is
 * none, each that records management events. Trails of one use case stand beside them.
 * @param found whether the tree has it: what is not there may be in a stack that is not synthesized
 */
export function ofGeneralTrails(
  { trails, whole }: Facts,
  found: boolean,
  judge: (trail: TrailFacts) => Judgement,
): readonly Judged[] {
  const hasOrganizationTrail = trails.some(({ organization }) => organization === true);
  return each(trails, (trail) => {
    const stands = hasOrganizationTrail ? trail.organization === true : isGeneral(trail);
    if (!stands)
      return notApplicable("is for one use case: the organization's checks are judged by its main trail");
    return found || whole ? judge(trail) : ONLY_PART;
  });
}
