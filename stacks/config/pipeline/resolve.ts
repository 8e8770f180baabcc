import type { Pipeline } from "../../../modules/policy";
import type { SoundFiles } from "../draft";
import { accountNamed, type Account } from "../organization/resolve";
import type { RoleName } from "../../../modules/organization";
import { certain } from "../names/names";

/** Who takes the roles with which Terraform plans and deploys, and where these stand. */
export interface PipelineSettings {
  readonly pipeline: Pipeline;
  readonly provider: "create" | "existing";
  readonly planRole: RoleName;
  readonly deployRole: RoleName;
  /** The deploy roles of accounts in which it has another name, by the account's id. */
  readonly otherDeployRoles: Readonly<Record<string, RoleName>>;
  /** Every account of the organization, those without a team too: a team is added without an administrator. */
  readonly accounts: readonly Account[];
}

/** What the files say of it. @returns undefined where they say nothing */
export function pipelineSettings(files: SoundFiles): PipelineSettings | undefined {
  const { pipeline: given, organization } = files.organization;
  if (given === undefined) return undefined;
  const deployRole = certain(organization.deployRole);
  const named = [...files.names.accounts.values()];
  return {
    pipeline: given,
    provider: given.kind === "principals" ? "existing" : given.provider,
    planRole: certain(organization.planRole),
    deployRole,
    otherDeployRoles: Object.fromEntries(
      named.flatMap(({ id, deployRole: own }) =>
        id === undefined || own === undefined || own === deployRole ? [] : [[id, own]],
      ),
    ),
    accounts: named.map(({ name }) => accountNamed(files, name)),
  };
}
