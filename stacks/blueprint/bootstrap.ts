import { sorted } from "../../modules/kernel";
import { roleArn, type AccountId, type BucketName, type RoleName } from "../../modules/organization";
import type { AccountRolesProps, PipelineRolesProps, StateBucketProps } from "../../modules/pipeline-roles";
import type { Account, Configuration, PipelineSettings } from "../config";
import { stackBlueprint, type StackBlueprint } from "./stack";

/** What stands in an account before the first deployment: an administrator makes it, and no pipeline can change it. */
export interface BootstrapBlueprint extends StackBlueprint {
  /** The bucket for states, in the account that has it. */
  readonly stateBucket?: StateBucketProps;
  /** The roles that the pipeline takes first, in the same account. */
  readonly pipelineRoles?: PipelineRolesProps;
  /** The roles with which Terraform plans and deploys. @default - the configuration has no pipeline */
  readonly accountRoles?: AccountRolesProps;
}

/** Who makes it. */
export interface Administrator {
  /** The account of whoever runs it: there no role is assumed. */
  readonly account: string;
  /** The role that is assumed in every other account. */
  readonly role: RoleName;
}

/** What the organization's management account switches on, once. */
export interface OrganizationBlueprint {
  /** The services that the organization trusts, by their principals. */
  readonly trustedServices: readonly string[];
  /** The types of policies that its root has. */
  readonly policyTypes: readonly string[];
}

/** What Terraform finds switched on in the organization, or stops. */
export function organizationBlueprint({
  accounts,
  configRules,
  guardrails,
  securityHub,
}: Configuration): OrganizationBlueprint {
  const services = [
    "cloudtrail",
    ...(configRules !== undefined && accounts.security !== undefined
      ? ["config", "config-multiaccountsetup"]
      : []),
    ...(securityHub === undefined ? [] : ["securityhub"]),
  ];
  return {
    trustedServices: services.map((service) => `${service}.amazonaws.com`),
    policyTypes: [
      ...(guardrails?.serviceControl === true ? ["SERVICE_CONTROL_POLICY"] : []),
      ...(guardrails?.resourceControl === true ? ["RESOURCE_CONTROL_POLICY"] : []),
    ],
  };
}

/** Where the states of bootstraps begin: a pipeline reaches those below `terraform.state.keyPrefix` alone. */
const KEY_PREFIX = "bootstrap";

/** What stands before the first deployment, account by account: that with the state bucket first. */
export function bootstrapBlueprints(
  configuration: Configuration,
  administrator: Administrator,
): readonly BootstrapBlueprint[] {
  const { pipeline, terraform } = configuration;
  const { account: holder } = terraform.state;
  const others = (pipeline?.accounts ?? []).filter(({ id }) => id !== holder.id);
  return [holder, ...others].map((account) => accountBlueprint(configuration, account, administrator));
}

function accountBlueprint(
  configuration: Configuration,
  { name, id }: Account,
  administrator: Administrator,
): BootstrapBlueprint {
  const { partition, homeRegion, pipeline, terraform } = configuration;
  const { bucket, region, account: holder, kmsKeyArn } = terraform.state;
  const assumed = (account: AccountId): string | undefined =>
    account === administrator.account ? undefined : roleArn(partition, account, administrator.role);
  const [deployRoleArn, stateRoleArn] = [assumed(id), assumed(holder.id)];
  const isHolder = id === holder.id;
  return {
    ...stackBlueprint(
      configuration,
      `bootstrap-${name}`,
      { name, id, ...(deployRoleArn !== undefined && { deployRoleArn }) },
      // A bucket stands in its own Region, and roles in none.
      isHolder ? region : homeRegion,
    ),
    state: {
      bucket,
      region,
      key: `${KEY_PREFIX}/${id}.tfstate`,
      ...(stateRoleArn !== undefined && { roleArn: stateRoleArn }),
    },
    ...(isHolder && {
      stateBucket: { partition, bucketName: bucket, ...(kmsKeyArn !== undefined && { kmsKeyArn }) },
    }),
    ...(pipeline && {
      ...(isHolder && { pipelineRoles: pipelineRoles(configuration, pipeline, holder.id, bucket) }),
      accountRoles: accountRoles(configuration, pipeline, id, holder.id),
    }),
  };
}

function pipelineRoles(
  { partition, name, terraform }: Configuration,
  { pipeline, provider, planRole, deployRole, otherDeployRoles, accounts }: PipelineSettings,
  account: AccountId,
  bucket: BucketName,
): PipelineRolesProps {
  const { keyPrefix, kmsKeyArn, roleArn: stateRole } = terraform.state;
  return {
    ...{ partition, account, name, pipeline, provider, planRole, deployRole, otherDeployRoles },
    state: {
      ...{ bucket, keyPrefix },
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      ...(stateRole !== undefined && { roleArn: stateRole }),
    },
    accounts: accounts.map(({ id }) => id),
  };
}

function accountRoles(
  configuration: Configuration,
  { planRole, deployRole, otherDeployRoles }: PipelineSettings,
  account: AccountId,
  pipelineAccount: AccountId,
): AccountRolesProps {
  const { accounts, archive, monitoring, name, organization, partition } = configuration;
  const functions = functionsCalledIn(account, configuration);
  return {
    names: { partition, name, ...namesIn(account, configuration) },
    ...{ account, pipelineAccount, planRole },
    deployRole: otherDeployRoles[account] ?? deployRole,
    ...(account === accounts.management.id && {
      organization: { id: organization, delegates: delegatesOf(configuration) },
    }),
    eventBus: account === accounts.security?.id && monitoring?.security?.eventBusName !== undefined,
    ...(functions.length > 0 && { functions }),
    logValidation: account === accounts.logArchive.id && archive.validation !== undefined,
  };
}

/** The names in an account. The log archive validates the logs of all. */
function namesIn(
  account: AccountId,
  { accounts, archive, configRules, monitoring, teams, trail }: Configuration,
): Required<Pick<AccountRolesProps["names"], "trails" | "buckets" | "logGroups">> {
  const isArchive = account === accounts.logArchive.id;
  const own = teams.filter((team) => team.account.id === account);
  const organization = account === accounts.management.id ? [trail.identity.name] : [];
  const organizationGroup =
    account === accounts.management.id ? (monitoring?.management.logGroup?.name ?? []) : [];
  const logs = [archive.bucketName, archive.accessLogs.bucketName, configRules?.recorders?.bucketName];
  const ofTeams = teams.filter(
    ({ destination: { kind }, account: { id } }) =>
      id === account || (isArchive && (kind === "central" || archive.validation !== undefined)),
  );
  return {
    trails: sorted([...organization, ...own.map(({ identity }) => identity.name)]),
    buckets: sorted([
      ...(isArchive ? logs : []),
      ...ofTeams.flatMap(({ destination }) => [
        destination.bucketName,
        destination.kind === "own" ? destination.accessLogs.bucketName : undefined,
      ]),
    ]),
    logGroups: sorted([organizationGroup, ...own.map(({ watch }) => watch?.logGroup?.name ?? [])].flat()),
  };
}

/** The functions that rules of the account call. */
function functionsCalledIn(account: AccountId, { monitoring, teams }: Configuration): readonly string[] {
  const watches = [
    monitoring?.management,
    monitoring?.logArchive,
    monitoring?.security?.watch,
    ...teams.map(({ watch }) => watch),
  ];
  return sorted(
    watches
      .filter((watch) => watch?.place.account === account)
      .flatMap((watch) => watch?.detection?.targets ?? [])
      .map(({ arn }) => arn)
      .filter((arn) => arn.split(":")[2] === "lambda"),
  );
}

/** The accounts that may administer a service for the organization. */
function delegatesOf({ accounts, trail, configRules, securityHub }: Configuration): readonly AccountId[] {
  const checks = configRules !== undefined || securityHub !== undefined;
  return sorted([trail.delegatedAdministrator, checks ? accounts.security?.id : undefined]);
}
