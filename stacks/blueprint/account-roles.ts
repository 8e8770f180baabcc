import { sorted } from "../../modules/kernel";
import {
  permissionsBoundaryName,
  pipelineDeployRoleName,
  pipelinePlanRoleName,
  policyArn,
  roleArn,
  RoleName,
  type AccountId,
} from "../../modules/organization";
import type { AccountRolesProps } from "../../modules/pipeline-roles";
import {
  accountRoleTrust,
  deployRolePolicies,
  permissionsBoundaryPolicy,
  planRoleStatements,
  policyDocument,
  searchDestinationArn,
} from "../../modules/policy";
import type { Account, Configuration, PipelineSettings } from "../config";
import { partsOf, roleSubjects, type Owner } from "./parts";
import type { Subject } from "./subject";

/** The roles with which Terraform plans and deploys in an account. */
interface RolesOfAccount {
  /** What the account is called. */
  readonly name: string;
  readonly props: AccountRolesProps;
}

/** The accounts that bootstrap makes ready: that with the state bucket first, and those without a team too, with a pipeline. */
export function bootstrappedAccounts({ pipeline, terraform }: Configuration): readonly Account[] {
  const { account: holder } = terraform.state;
  return [holder, ...(pipeline?.accounts ?? []).filter(({ id }) => id !== holder.id)];
}

/** What `AccountRoles` makes in an account for the pipeline. */
export function pipelineAccountRoles(
  configuration: Configuration,
  { planRole, deployRole, otherDeployRoles }: PipelineSettings,
  account: AccountId,
): AccountRolesProps {
  const roles = { planRole, deployRole: otherDeployRoles[account] ?? deployRole };
  return accountRolesProps(configuration, account, roles);
}

/**
 * What `AccountRoles` makes in each account: by bootstrap, for the pipeline; or else by whoever names both roles, and the boundary by the
 * name that it gives, in each account that is deployed to.
 */
export function accountRolesOf(configuration: Configuration): readonly RolesOfAccount[] {
  const { pipeline } = configuration;
  if (pipeline !== undefined) {
    return bootstrappedAccounts(configuration).map(({ name, id }) => ({
      name,
      props: pipelineAccountRoles(configuration, pipeline, id),
    }));
  }
  const { management, logArchive, security } = configuration.accounts;
  const { replica } = configuration.archive;
  const deployed = [
    // Where it is the log-archive account, that one's own role is meant below.
    ...(replica ? [replica.account] : []),
    management,
    logArchive,
    ...(security ? [security] : []),
    ...configuration.teams.map(({ account }) => account),
  ];
  return [...new Map(deployed.map((account) => [account.id, account])).values()].flatMap(
    (account) => rolesOf(account, configuration) ?? [],
  );
}

function rolesOf(account: Account, configuration: Configuration): RolesOfAccount | undefined {
  const { id, deployRoleArn, planRoleArn, permissionsBoundaryArn } = account;
  const { name, partition } = configuration;
  if (deployRoleArn === undefined || planRoleArn === undefined) return undefined;
  if (permissionsBoundaryArn !== policyArn(partition, id, permissionsBoundaryName(name))) return undefined;
  const named = (arn: string): RoleName => RoleName.of(arn.slice(arn.indexOf(":role/") + ":role/".length));
  const roles = { planRole: named(planRoleArn), deployRole: named(deployRoleArn) };
  return { name: account.name, props: accountRolesProps(configuration, id, roles) };
}

/** What `AccountRoles` makes in an account. The roles that take its roles stand where the states are. */
function accountRolesProps(
  configuration: Configuration,
  account: AccountId,
  roles: Pick<AccountRolesProps, "planRole" | "deployRole">,
): AccountRolesProps {
  const { accounts, analytics, features, monitoring, name, organization, partition, terraform } =
    configuration;
  const functions = functionsCalledIn(account, configuration);
  return {
    names: {
      ...{ partition, name, ...namesIn(account, configuration) },
      ...(account === accounts.logArchive.id && { features }),
      ...(account === accounts.management.id &&
        analytics?.search && { logDestination: searchDestinationArn(analytics.search.place) }),
    },
    ...{ account, pipelineAccount: terraform.state.account.id, ...roles },
    ...(account === accounts.management.id && {
      organization: { id: organization, delegates: delegatesOf(configuration) },
    }),
    ...(monitoring?.security?.eventBusName !== undefined &&
      accounts.security && { eventBusAccount: accounts.security.id }),
    ...(functions.length > 0 && { functions }),
  };
}

/** The names in an account. In the log archive, the logs of all are validated and asked. */
function namesIn(
  account: AccountId,
  { accounts, analytics, archive, configRules, features, monitoring, teams, trail }: Configuration,
): Required<Pick<AccountRolesProps["names"], "trails" | "buckets" | "logGroups">> {
  const isArchive = account === accounts.logArchive.id;
  const readsAll = features.length > 0;
  const own = teams.filter((team) => team.account.id === account);
  const organization = account === accounts.management.id ? [trail.identity.name] : [];
  const organizationGroup =
    account === accounts.management.id ? (monitoring?.management.logGroup?.name ?? []) : [];
  const logs = [
    archive.bucketName,
    archive.accessLogs.bucketName,
    configRules?.recorders?.bucketName,
    analytics?.athena?.resultsBucketName,
  ];
  const ofTeams = teams.filter(
    ({ destination: { kind }, account: { id } }) =>
      id === account || (isArchive && (kind === "central" || readsAll)),
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

/**
 * The policies of the roles with which Terraform plans and deploys, and the boundary of all others, in each account. Accounts whose
 * policies differ in nothing but the account's id stand under the first of them: exchange the two ids everywhere, and what is asked
 * of one is what is asked of the other. Accounts that policies of others name are none of these.
 */
export function accountRoleSubjects(configuration: Configuration, owner: Owner): readonly Subject[] {
  const { management, logArchive, security } = configuration.accounts;
  const special: readonly string[] = [management.id, logArchive.id, ...(security ? [security.id] : [])];
  const alike = new Map<string, [RolesOfAccount, ...RolesOfAccount[]]>();
  for (const roles of accountRolesOf(configuration)) {
    const { account } = roles.props;
    const text = JSON.stringify(subjectsOf(roles, [], configuration, owner).map(({ document }) => document));
    const shape = special.includes(account) ? account : text.replaceAll(account, "ACCOUNT");
    const found = alike.get(shape);
    if (found === undefined) alike.set(shape, [roles]);
    else found.push(roles);
  }
  return [...alike.values()].flatMap(([first, ...others]) => subjectsOf(first, others, configuration, owner));
}

function subjectsOf(
  { name, props }: RolesOfAccount,
  others: readonly RolesOfAccount[],
  { homeRegion: region }: Configuration,
  owner: Owner,
): readonly Subject[] {
  const { names, account, pipelineAccount } = props;
  const { partition } = names;
  const where = `in ${name}${others.length === 0 ? "" : ` and ${others.length} like it`}`;
  const [planRole, deployRole] = [props.planRole, props.deployRole].map((role) =>
    roleArn(partition, account, role),
  ) as [string, string];
  const { inline, managed } = deployRolePolicies({ ...props, pipelineRoles: [planRole, deployRole] });
  const parts = { ...partsOf(owner, { account, region }), bootstrapped: true, terraform: props };
  const trustOf = (role: RoleName) =>
    accountRoleTrust(partition, [roleArn(partition, pipelineAccount, role)]);
  return [
    ...roleSubjects(parts, { partition, account }, `plan role ${where}`, "plan role", {
      roleName: props.planRole,
      trust: trustOf(pipelinePlanRoleName(names.name)),
      permissions: policyDocument(planRoleStatements(names, account)),
    }),
    ...roleSubjects(parts, { partition, account }, `deploy role ${where}`, "deploy role", {
      roleName: props.deployRole,
      trust: trustOf(pipelineDeployRoleName(names.name)),
      permissions: policyDocument(...[inline, ...managed].map(({ Statement }) => Statement)),
    }),
    {
      ...parts,
      name: `permissions boundary ${where}`,
      kind: "permissions boundary",
      arn: policyArn(partition, account, permissionsBoundaryName(names.name)),
      document: permissionsBoundaryPolicy(props),
    },
  ];
}
