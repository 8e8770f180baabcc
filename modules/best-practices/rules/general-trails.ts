import type { Facts, TrailFacts } from "../../facts";
import type { Flag } from "../../facts";
import {
  compliant,
  each,
  isGeneral,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ONLY_PART,
  type Judged,
} from "./rule";

/**
 * Judges what is made once for an organization by its trails of everything: the organization trail, or where there is
 * none, each that records management events. Trails of one use case stand beside them.
 * @param found whether the tree has it: what is not there may be in a stack that is not synthesized
 * @param yes why a trail is compliant with it @param no why one is not without it
 */
export function ofGeneralTrails(
  { trails, whole }: Facts,
  found: Flag,
  yes: string,
  no: string,
): readonly Judged[] {
  const hasOrganizationTrail = trails.some(({ organization }) => organization === true);
  const stands = (trail: TrailFacts): boolean =>
    hasOrganizationTrail ? trail.organization === true : isGeneral(trail) !== false;
  return each(trails, (trail) => {
    if (!stands(trail)) {
      return notApplicable("is for one use case: the organization's checks are judged by its main trail");
    }
    if (found === true) return compliant(yes);
    if (!whole) return ONLY_PART;
    return found === "unknown" ? KNOWN_LATER : notCompliant(no);
  });
}
