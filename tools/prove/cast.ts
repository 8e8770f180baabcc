import { AccountId, roleArn, type Partition } from "../../modules/organization";
import {
  accountRoot,
  anonymous,
  federated,
  iamUser,
  roleSession,
  servicePrincipal,
} from "../../modules/policy-evaluation";
import type { RequestPrincipal } from "../../modules/policy-evaluation";
import type { Configuration } from "../../stacks/config";
import { attachmentOf, isRole, type Attachment, type Subject } from "./subject";

/** Who makes a request. */
export interface Actor {
  /** As a person reads it: "administrator (arn:aws:iam::222222222222:role/AnyAdministrator)". */
  readonly title: string;
  readonly principal: RequestPrincipal;
}

/** Accounts that requests come from and that the configuration does not know. */
export interface Outsiders {
  /** Two member accounts of the organization. */
  readonly member: AccountId;
  readonly otherMember: AccountId;
  /** An account of another organization. */
  readonly stranger: AccountId;
}

const OTHER_ORGANIZATION = "o-elsewhere00";

/** Accounts that are none of the configuration's. */
export function outsidersOf(configuration: Configuration): Outsiders {
  const { management, logArchive, security } = configuration.accounts;
  const known = new Set<string>(
    [management, logArchive, security, ...configuration.teams.map(({ account }) => account)].flatMap(
      (account) => (account === undefined ? [] : [account.id]),
    ),
  );
  const free = Array.from({ length: known.size + 3 }, (_, index) => String(900_000_000_001 + index))
    .filter((id) => !known.has(id))
    .map((id) => AccountId.of(id));
  const [member, otherMember, stranger] = free;
  if (member === undefined || otherMember === undefined || stranger === undefined) {
    throw new Error("orgtrail: no account ids are left");
  }
  return { member, otherMember, stranger };
}

/** What roles are called that no configuration names. Their own policies allow them everything. */
const ADMINISTRATOR = "AnyAdministrator";
const SINGLE_SIGN_ON = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef";

const GUARDRAILS: readonly Attachment[] = ["the asker's account", "the resource's account"];

const SERVICE_LINKED_ROLE = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

/** In whose name principals are looked up. */
interface Scene {
  readonly configuration: Configuration;
  readonly subject: Subject;
  readonly outsiders: Outsiders;
}

type Casting = (scene: Scene) => readonly RequestPrincipal[];

/** The principals that tables name, and whom they stand for, given the resource that is asked for. */
const CAST = {
  cloudTrail: () => [servicePrincipal("cloudtrail.amazonaws.com")],
  s3AccessLogging: () => [servicePrincipal("logging.s3.amazonaws.com")],
  cloudWatchLogs: (scene) => logsIn(scene, scene.subject.region),
  cloudWatchLogsOfAnotherRegion: (scene) => logsIn(scene, `${scene.subject.region.slice(0, -1)}9`),
  // The role whose trust or permissions are asked about.
  theRole: ({ subject, configuration }) =>
    isRole(subject) || attachmentOf(subject) === "the role that asks"
      ? sessionsOf([subject.arn], configuration)
      : [],
  // The roles with which rules of all accounts send to the bus.
  forwardingRoles: ({ subject, configuration }) =>
    subject.watch === undefined ? [] : sessionsOf(forwardingRolesOf(configuration), configuration),
  // Whom service control policies let through in the account that they are over.
  exemptRole: (scene) =>
    scene.subject.holder === undefined
      ? []
      : rolesThere(scene, scene.configuration.guardrails?.names.exempt ?? []),
  // Guardrails bind no such role; elsewhere they are roles like others.
  serviceLinkedRole: (scene) =>
    GUARDRAILS.includes(attachmentOf(scene.subject))
      ? [role(scene, scene.subject.ownerAccount, SERVICE_LINKED_ROLE)]
      : [],
  administrator: (scene) => [role(scene, scene.subject.ownerAccount, ADMINISTRATOR)],
  singleSignOn: (scene) => [role(scene, scene.subject.ownerAccount, SINGLE_SIGN_ON)],
  serviceRole: (scene) => [role(scene, scene.subject.ownerAccount, "service-role/s3-replication")],
  iamUser: (scene) => [user(scene, scene.subject.ownerAccount, "any-administrator")],
  rootUser: (scene) => [root(scene, scene.subject.ownerAccount)],
  // An administrator of another account is excepted from denials, which lets it do nothing.
  deployRole: ({ subject, configuration }) =>
    sessionsOf(
      subject.administrators.filter((arn) => accountsIn([arn]).includes(subject.ownerAccount)),
      configuration,
    ),
  auditReader: ({ subject, configuration }) => sessionsOf(subject.readers, configuration),
  auditReaderFromOutside: ({ subject, configuration }) =>
    sessionsOf(
      subject.readers.filter((arn) => !accountsIn([arn]).includes(subject.ownerAccount)),
      configuration,
    ),
  namesakeOfDeployRole: ({ subject, configuration, outsiders }) =>
    sessionsOf(inAccount(subject.administrators, outsiders.member), configuration),
  namesakeOfAuditReader: ({ subject, configuration, outsiders }) =>
    sessionsOf(inAccount(subject.readers, outsiders.member), configuration),
  colleagueOfAuditReader: (scene) =>
    accountsIn(scene.subject.readers).map((account) => role(scene, account, ADMINISTRATOR)),
  managementAdministrator: (scene) => [
    role(scene, scene.configuration.accounts.management.id, ADMINISTRATOR),
  ],
  managementRootUser: (scene) => [root(scene, scene.configuration.accounts.management.id)],
  delegatedAdministrator: (scene) => {
    const { delegatedAdministrator } = scene.configuration.trail;
    return delegatedAdministrator === undefined ? [] : [role(scene, delegatedAdministrator, ADMINISTRATOR)];
  },
  trailAccountAdministrator: (scene) => [role(scene, scene.subject.trail.account, ADMINISTRATOR)],
  member: (scene) => [role(scene, scene.outsiders.member, ADMINISTRATOR)],
  memberRootUser: (scene) => [root(scene, scene.outsiders.member)],
  stranger: ({ configuration, outsiders }) => [
    roleSession({
      partition: configuration.partition,
      account: outsiders.stranger,
      organization: OTHER_ORGANIZATION,
      role: ADMINISTRATOR,
    }),
  ],
  federatedUser: ({ subject, configuration }) => [
    federated(`arn:${configuration.partition}:iam::${subject.ownerAccount}:saml-provider/Example`),
    federated("accounts.google.com"),
  ],
  anonymous: () => [anonymous()],
} as const satisfies Readonly<Record<string, Casting>>;

export type CastName = keyof typeof CAST | "everybody";

/** The names that a table can give a principal. */
export const CAST_NAMES: readonly CastName[] = ["everybody", ...(Object.keys(CAST) as (keyof typeof CAST)[])];

function isCastName(name: string): name is keyof typeof CAST {
  return Object.hasOwn(CAST, name);
}

const IAM_PRINCIPAL = /^arn:[a-z-]+:iam::(\d{12}):(?:(root)|(role|user)\/(.+))$/;
const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;

/** Whether a table can name a principal so: by its name here, an IAM ARN or the name of a service. */
export function namesPrincipal(name: string): boolean {
  return name === "everybody" || isCastName(name) || IAM_PRINCIPAL.test(name) || SERVICE.test(name);
}

/**
 * Those whom the name stands for: nobody where the configuration has no such principal, several where a
 * configuration names several.
 */
export function actorsNamed(name: string, scene: Scene): readonly Actor[] {
  if (name === "everybody") {
    const all = Object.keys(CAST)
      .flatMap((other) => actorsNamed(other, scene))
      // Who is federated has no credentials yet, and can ask for nothing but a role's.
      .filter(({ principal }) => principal.kind !== "federated");
    return all.filter((actor, index) => all.findIndex((other) => arnOf(other) === arnOf(actor)) === index);
  }
  const principals = isCastName(name)
    ? CAST[name](scene)
    : IAM_PRINCIPAL.test(name)
      ? sessionsOf([name], scene.configuration)
      : [servicePrincipal(name)];
  return principals.map((principal) => {
    const arn = arnOf({ principal });
    return { title: arn === name || principal.kind === "anonymous" ? name : `${name} (${arn})`, principal };
  });
}

/** A test for those whom the name stands for. Readers and administrators may be patterns of ARNs. */
export function isNamed(name: string, scene: Scene): (actor: Actor) => boolean {
  const arns = new Set(actorsNamed(name, scene).map(arnOf));
  const { readers, administrators } = scene.subject;
  const patterns = name === "auditReader" ? readers : name === "deployRole" ? administrators : [name];
  return (actor) => {
    const arn = arnOf(actor);
    return arns.has(arn) || patterns.some((pattern) => matches(pattern, arn));
  };
}

/** Whether the ARN is one of the pattern, in which `*` and `?` are wildcards. */
function matches(pattern: string, arn: string): boolean {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${text}$`).test(arn);
}

/** The ARN of whoever it is; a service's name. */
export function arnOf({ principal }: Pick<Actor, "principal">): string {
  switch (principal.kind) {
    case "account root":
      return `arn:${principal.partition}:iam::${principal.account}:root`;
    case "IAM user":
      return `arn:${principal.partition}:iam::${principal.account}:user/${principal.user}`;
    case "role session":
      return `arn:${principal.partition}:iam::${principal.account}:role/${principal.role}`;
    case "service":
      return principal.service;
    case "federated":
      return principal.provider;
    default:
      return principal.kind;
  }
}

/** The account of whoever it is, where there is one. */
export function accountOf({ principal }: Pick<Actor, "principal">): string | undefined {
  return "account" in principal ? principal.account : undefined;
}

interface Membership {
  readonly partition: Partition;
  readonly account: string;
  readonly organization: string;
}

function membership({ configuration }: Pick<Scene, "configuration">, account: string): Membership {
  return { partition: configuration.partition, account, organization: configuration.organization };
}

function role(scene: Scene, account: string, name: string): RequestPrincipal {
  return roleSession({ ...membership(scene, account), role: name });
}

function user(scene: Scene, account: string, name: string): RequestPrincipal {
  return iamUser({ ...membership(scene, account), user: name });
}

function root(scene: Scene, account: string): RequestPrincipal {
  return accountRoot(membership(scene, account));
}

/** Sessions of those whom the ARNs name; where an ARN is a pattern, of one whom it matches. */
function sessionsOf(arns: readonly string[], configuration: Configuration): readonly RequestPrincipal[] {
  return arns.flatMap((arn): readonly RequestPrincipal[] => {
    const [, account, isRoot, kind, pattern] = IAM_PRINCIPAL.exec(arn) ?? [];
    if (account === undefined) return [];
    const member = membership({ configuration }, account);
    if (isRoot !== undefined) return [accountRoot(member)];
    const name = (pattern ?? "").replaceAll("*", "Example").replaceAll("?", "x");
    return [kind === "user" ? iamUser({ ...member, user: name }) : roleSession({ ...member, role: name })];
  });
}

/** The roles in the subject's account that patterns of ARNs name, in which `*` may stand for the account. */
function rolesThere({ subject, configuration }: Scene, arns: readonly string[]): readonly RequestPrincipal[] {
  const there = arns
    .map((arn) => arn.replace(":iam::*:", `:iam::${subject.ownerAccount}:`))
    .filter((arn) => accountsIn([arn]).includes(subject.ownerAccount));
  return sessionsOf(there, configuration);
}

/** The ARNs of the roles of people that guardrails protect: those that are let through, and the plan role. */
export function guardedRoleArns(scene: Scene): readonly string[] {
  const { exempt = [], roles = [] } = scene.configuration.guardrails?.names ?? {};
  return rolesThere(scene, [...exempt, ...roles]).map((principal) => arnOf({ principal }));
}

/** CloudWatch Logs, which has a name in each Region, for what belongs to monitoring. */
function logsIn({ subject, configuration }: Scene, region: string): readonly RequestPrincipal[] {
  const suffix = configuration.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return subject.watch === undefined ? [] : [servicePrincipal(`logs.${region}.${suffix}`)];
}

function forwardingRolesOf({ partition, monitoring, teams }: Configuration): readonly string[] {
  const watches = [monitoring?.management, monitoring?.logArchive, ...teams.map(({ watch }) => watch)];
  return watches.flatMap((watch) => {
    const role = watch?.detection?.forwarding?.roleName;
    return watch === undefined || role === undefined ? [] : [roleArn(partition, watch.place.account, role)];
  });
}

/** The accounts in the ARNs, each once. */
function accountsIn(arns: readonly string[]): readonly string[] {
  return [...new Set(arns.flatMap((arn) => IAM_PRINCIPAL.exec(arn)?.[1] ?? []))];
}

/** The ARNs, all of them in another account. */
function inAccount(arns: readonly string[], account: AccountId): readonly string[] {
  return arns.map((arn) => arn.replace(/:iam::\d{12}:/, `:iam::${account}:`));
}
