import { CIS_CONTROLS } from "./cis";
import { checkControls } from "./checks";
import type { Control } from "./control";
import { identityControls } from "./identities";
import { identityCenterControls } from "./identity-center";
import { INSIGHTS_CONTROLS } from "./insights";
import { logFileControls } from "./log-files";
import type { ProtectedResources } from "./protected-resources";
import { roleControls } from "./roles";
import { searchControls } from "./searching";
import { tamperingControls } from "./tampering";
import { watchingControls } from "./watching";

/**
 * Every control, those of CIS first. Those against tampering name what they protect, hence the resources: a control of which
 * there is nothing to protect is left out.
 * @see docs/controls.md
 */
export function catalogue(resources: ProtectedResources): readonly Control[] {
  return [
    ...CIS_CONTROLS,
    ...tamperingControls(resources),
    ...roleControls(resources),
    ...logFileControls(resources),
    ...watchingControls(resources),
    ...searchControls(resources),
    ...checkControls(resources),
    ...identityControls(),
    ...identityCenterControls(),
    ...INSIGHTS_CONTROLS,
  ];
}
