import { CIS_CONTROLS } from "./cis";
import type { Control } from "./control";
import { INSIGHTS_CONTROLS } from "./insights";
import type { ProtectedResources } from "./protected-resources";
import { tamperingControls } from "./tampering";
import { watchingControls } from "./watching";

/**
 * Every control, those of CIS first. Those against tampering name what they protect, hence the resources.
 * @see docs/controls.md
 */
export function catalogue(resources: ProtectedResources): readonly Control[] {
  return [
    ...CIS_CONTROLS,
    ...tamperingControls(resources),
    ...watchingControls(resources),
    ...INSIGHTS_CONTROLS,
  ];
}
