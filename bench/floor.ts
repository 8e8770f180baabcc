/**
 * The floor: the resources of orgtrail in a bare cdktf program, with literal values and loops. It reads no configuration,
 * checks nothing, and has no names, policies or contracts as data. What orgtrail takes beyond it is what these cost.
 *
 *     CDKTF_OUTDIR=out node --import tsx bench/floor.ts reference|<number of teams>
 */
import { App } from "cdktf";
import { logArchiveStack, managementStack, teamStack } from "./floor/stacks";
import { organizationNamed } from "./organization";

const organization = organizationNamed(process.argv[2] ?? "reference");
// As in stacks/app.ts: stack traces and a second round of validations would make the floor slower, not barer.
const app = new App({ stackTraces: false, skipValidation: true });
logArchiveStack(app, organization);
managementStack(app, organization);
for (const team of organization.teams) teamStack(app, team);
app.synth();
