import { roleArn, type AccountId, type BucketName, type RoleName } from "../../modules/organization";
import type { AccountRolesProps, PipelineRolesProps, StateBucketProps } from "../../modules/pipeline-roles";
import type { Account, Configuration, PipelineSettings } from "../config";
import { accountRolesProps } from "./account-roles";
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
      accountRoles: accountRolesProps(configuration, id, {
        planRole: pipeline.planRole,
        deployRole: pipeline.otherDeployRoles[id] ?? pipeline.deployRole,
      }),
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
