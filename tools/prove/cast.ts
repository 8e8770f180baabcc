import { dnsSuffix, roleArn } from "../../modules/organization";
import {
  anonymous,
  federated,
  roleSession,
  servicePrincipal,
  type RequestPrincipal,
} from "../../modules/policy-evaluation";
import type { Configuration } from "../../stacks/config";
import {
  accountsIn,
  inAccount,
  movedTo,
  outsideAccount,
  role,
  rolesThere,
  root,
  sessionsOf,
  user,
} from "./actors";
import type { Circumstances } from "./circumstances";
import { anotherRegion, OTHER_ORGANIZATION } from "../../stacks/blueprint";
import { attachmentOf, isRole, type Attachment } from "./kinds";

/** What roles are called that no configuration names. Their own policies allow them everything. */
const ADMINISTRATOR = "AnyAdministrator";
const SINGLE_SIGN_ON = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef";

const GUARDRAILS: readonly Attachment[] = ["the asker's account", "the resource's account"];

const SERVICE_LINKED_ROLE = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

type Casting = (scene: Circumstances) => readonly RequestPrincipal[];

/** The principals that tables name, and whom they stand for, given the resource that is asked for. */
const CAST = {
  cloudTrail: () => [servicePrincipal("cloudtrail.amazonaws.com")],
  s3AccessLogging: () => [servicePrincipal("logging.s3.amazonaws.com")],
  cloudWatchLogs: (scene) => logsIn(scene, scene.subject.region),
  cloudWatchLogsOfAnotherRegion: (scene) => logsIn(scene, anotherRegion(scene.subject.region)),
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
  // The roles with which AWS Config's remediation restores settings of a bucket.
  bucketMender: ({ subject, configuration }) => sessionsOf(subject.menders ?? [], configuration),
  // Guardrails bind no such role, and AWS Config records with it; elsewhere they are roles like others.
  serviceLinkedRole: (scene) =>
    scene.subject.kind === "config bucket" || GUARDRAILS.includes(attachmentOf(scene.subject))
      ? [role(scene, scene.subject.ownerAccount, SERVICE_LINKED_ROLE)]
      : [],
  administrator: (scene) => [role(scene, scene.subject.ownerAccount, ADMINISTRATOR)],
  singleSignOn: (scene) => [role(scene, scene.subject.ownerAccount, SINGLE_SIGN_ON)],
  serviceRole: (scene) => [role(scene, scene.subject.ownerAccount, "service-role/s3-replication")],
  iamUser: (scene) => [user(scene, scene.subject.ownerAccount, "any-administrator")],
  rootUser: (scene) => [root(scene, scene.subject.ownerAccount)],
  // An administrator of another account is excepted from denials, which lets it do nothing.
  deployRole: ({ subject, configuration }) =>
    sessionsOf(inAccount(subject.administrators, subject.ownerAccount), configuration),
  auditReader: ({ subject, configuration }) => sessionsOf(subject.readers, configuration),
  auditReaderFromOutside: ({ subject, configuration }) =>
    sessionsOf(outsideAccount(subject.readers, subject.ownerAccount), configuration),
  namesakeOfDeployRole: ({ subject, configuration, outsiders }) =>
    sessionsOf(movedTo(outsiders.member, subject.administrators), configuration),
  namesakeOfAuditReader: ({ subject, configuration, outsiders }) =>
    sessionsOf(movedTo(outsiders.member, subject.readers), configuration),
  namesakeOfBucketMender: ({ subject, configuration, outsiders }) =>
    sessionsOf(movedTo(outsiders.member, subject.menders ?? []), configuration),
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

/** A name of the cast that stands for somebody. */
export type CastMember = keyof typeof CAST;

export type CastName = CastMember | "everybody";

/** The names that stand for somebody. */
export const CAST_MEMBERS = Object.keys(CAST) as readonly CastMember[];

/** The names that a table can give a principal. */
export const CAST_NAMES: readonly CastName[] = ["everybody", ...CAST_MEMBERS];

/** Whether the name stands for somebody. */
export function isCastMember(name: string): name is CastMember {
  return Object.hasOwn(CAST, name);
}

/** Those whom the name stands for. */
export function principalsCast(name: CastMember, scene: Circumstances): readonly RequestPrincipal[] {
  return CAST[name](scene);
}

/** CloudWatch Logs, which has a name in each Region, for what belongs to monitoring. */
function logsIn({ subject, configuration }: Circumstances, region: string): readonly RequestPrincipal[] {
  const suffix = dnsSuffix(configuration.partition);
  return subject.watch === undefined ? [] : [servicePrincipal(`logs.${region}.${suffix}`)];
}

function forwardingRolesOf({ partition, monitoring, teams }: Configuration): readonly string[] {
  const watches = [monitoring?.management, monitoring?.logArchive, ...teams.map(({ watch }) => watch)];
  return watches.flatMap((watch) => {
    const name = watch?.detection?.forwarding?.roleName;
    return watch === undefined || name === undefined ? [] : [roleArn(partition, watch.place.account, name)];
  });
}
