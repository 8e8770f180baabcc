import {
  bucketArn,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  roleArn,
  type AccountId,
  type RoleName,
} from "../../modules/organization";
import type { AccountRolesProps, PipelineRolesProps, StateBucketProps } from "../../modules/pipeline-roles";
import {
  BOOTSTRAP_STATES,
  pipelineRolePolicy,
  pipelineTrust,
  rolesTaken,
  stateBucketPolicy,
} from "../../modules/policy";
import type { Account, Configuration, PipelineSettings } from "../config";
import { bootstrappedAccounts, pipelineAccountRoles } from "./account-roles";
import { partsOf, roleSubjects, type Owner } from "./parts";
import { stackBlueprint, type StackBlueprint } from "./stack";
import type { Subject } from "./subject";

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

/** What stands before the first deployment, account by account: that with the state bucket first. */
export function bootstrapBlueprints(
  configuration: Configuration,
  administrator: Administrator,
): readonly BootstrapBlueprint[] {
  return bootstrappedAccounts(configuration).map((account) =>
    accountBlueprint(configuration, account, administrator),
  );
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
      key: `${BOOTSTRAP_STATES}/${id}.tfstate`,
      ...(stateRoleArn !== undefined && { roleArn: stateRoleArn }),
    },
    ...(isHolder && {
      stateBucket: { partition, bucketName: bucket, ...(kmsKeyArn !== undefined && { kmsKeyArn }) },
    }),
    ...(pipeline && {
      ...(isHolder && { pipelineRoles: pipelineRoles(configuration, pipeline) }),
      accountRoles: pipelineAccountRoles(configuration, pipeline, id),
    }),
  };
}

function pipelineRoles(
  { partition, name, terraform }: Configuration,
  { pipeline, provider, planRole, deployRole, otherDeployRoles, accounts }: PipelineSettings,
): PipelineRolesProps {
  const { account, bucket, keyPrefix, kmsKeyArn, roleArn: stateRole } = terraform.state;
  return {
    ...{ partition, account: account.id, name, pipeline, provider, planRole, deployRole, otherDeployRoles },
    state: {
      ...{ bucket, keyPrefix },
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      ...(stateRole !== undefined && { roleArn: stateRole }),
    },
    accounts: accounts.map(({ id }) => id),
  };
}

/** The policies of what stands in the account of the states alone: their bucket, and the roles that the pipeline takes first. */
export function bootstrapSubjects(configuration: Configuration, owner: Owner): readonly Subject[] {
  const { partition, pipeline, terraform } = configuration;
  const { account, bucket, region } = terraform.state;
  const parts = { ...partsOf(owner, { account: account.id, region }), bootstrapped: true };
  const stateBucket: Subject = {
    ...parts,
    name: "state bucket",
    kind: "state bucket",
    arn: bucketArn(partition, bucket),
    document: stateBucketPolicy(partition, bucket),
  };
  if (pipeline === undefined) return [stateBucket];
  const props = pipelineRoles(configuration, pipeline);
  const roles = (["plan", "deploy"] as const).flatMap((purpose) =>
    roleSubjects(parts, props, `pipeline's role to ${purpose}`, `pipeline ${purpose} role`, {
      roleName: (purpose === "plan" ? pipelinePlanRoleName : pipelineDeployRoleName)(props.name),
      trust: pipelineTrust(props.pipeline, purpose, props),
      permissions: pipelineRolePolicy(partition, purpose, rolesTaken(props, purpose), props.state),
    }),
  );
  return [stateBucket, ...roles];
}
