import { join } from "node:path";
import type { RoleName } from "../../modules/organization";
import { bootstrapBlueprints, organizationBlueprint, type BootstrapBlueprint } from "../../stacks/blueprint";
import { buildBootstrap } from "../../stacks/app";
import type { Configuration } from "../../stacks/config";
import { caller, type AwsSettings } from "../aws";
import { onFile, readText } from "../files";
import { inParallel } from "../terraform";
import {
  accountFindings,
  type AccountFindings,
  type Prerequisite,
  type SettingsOf,
  type Switches,
} from "./findings";
import { organizationFindings } from "./organization";
import type { BootstrapJson } from "./resources";
import { serviceRoleFindings } from "./service-roles";

/** What was found of all that must stand before the first deployment. */
export interface Survey {
  readonly organization: Switches;
  /** Roles that services of AWS have of their own, and that orgtrail's resources need. */
  readonly serviceRoles: Switches;
  /** That with the state bucket first. */
  readonly accounts: readonly SurveyedAccount[];
}

/** An account, and the folder with the Terraform JSON of what stands there. */
export interface SurveyedAccount extends AccountFindings {
  readonly blueprint: BootstrapBlueprint;
  readonly folder: string;
}

/** How many accounts are asked at once: AWS throttles IAM by account, and STS by caller. */
const AT_ONCE = 8;

/**
 * Asks AWS, and changes nothing.
 * @param role the role that is assumed in accounts other than the caller's
 * @param folder gets the Terraform JSON of each account
 * @throws ValidationError when a construct refuses a value
 * @throws an error of AWS when nobody is signed in
 */
export async function survey(configuration: Configuration, role: RoleName, folder: string): Promise<Survey> {
  const { homeRegion, partition, terraform } = configuration;
  const account = accountIn(await caller({ region: homeRegion }));
  const settingsOf: SettingsOf = (id, region): AwsSettings => ({
    region,
    ...(id !== account && { role: `arn:${partition}:iam::${id}:role/${role}` }),
  });
  const blueprints = bootstrapBlueprints(configuration, { account, role });
  onFile(folder, () => {
    buildBootstrap(blueprints, folder).synth();
  });
  const organization = await organizationFindings(
    configuration,
    organizationBlueprint(configuration),
    settingsOf,
  );
  const serviceRoles = await serviceRoleFindings(configuration, settingsOf);
  const accounts = await inParallel(blueprints, AT_ONCE, async (blueprint) => {
    const stack = join(folder, "stacks", blueprint.name);
    const json = JSON.parse(readText(join(stack, "cdk.tf.json"))) as BootstrapJson;
    const found = await accountFindings(blueprint, json, partition, settingsOf, terraform.state.account.id);
    return { blueprint, folder: stack, ...found };
  });
  return { organization, serviceRoles, accounts };
}

/** The account in `arn:aws:sts::111111111111:assumed-role/Administrator/me`. */
function accountIn(arn: string): string {
  return arn.split(":")[4] ?? "";
}

/** All findings, the organization's first. */
export function findingsOf({ organization, serviceRoles, accounts }: Survey): readonly Prerequisite[] {
  const inAccounts = accounts.flatMap(({ findings }) => findings);
  return [...organization.findings, ...serviceRoles.findings, ...inAccounts];
}
