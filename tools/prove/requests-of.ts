import type { AccessRequest } from "../../modules/policy-evaluation";
import type { Configuration } from "../../stacks/config";
import { ABILITIES, type Ability, type Step } from "./abilities";
import { actorsNamed, guardedRoleArns, isNamed, outsidersOf, type Actor } from "./cast";
import { contextsOf, type Circumstances, type Keys } from "./contexts";
import { filled, isAskedOf, resourceArn, trailOf } from "./places";
import type { Row } from "./request-schema";
import { attachmentOf, includes, type Subject } from "./subject";

/** One request, and whose policies answer it. */
export interface Asked {
  readonly request: AccessRequest;
  /** Whose policy is asked about: the resource's, a role's, an account's. @default - a trail, which has no policy */
  readonly subject: Subject | undefined;
  /** Where it is asked what a role may do: the resource, if its policy has a say too. @default - it has none */
  readonly resource?: Subject;
}

/** One request of a table, or the several that something takes that people do, with the verdict expected. */
export interface Proof {
  readonly row: Row;
  readonly subject: Subject;
  readonly actor: Actor;
  /** What is asked, in words: "s3:PutObject on arn:aws:s3:::logs/x". */
  readonly title: string;
  readonly takes: Ability["takes"];
  readonly asked: readonly Asked[];
}

/** The key of each team's logs; under no team that of the organization's. */
type KeysByTeam = ReadonlyMap<Subject["team"], Subject>;

/** All that a row stands for: each subject, principal, action, resource and context by itself. */
export function requestsOf(
  row: Row,
  configuration: Configuration,
  subjects: readonly Subject[],
): readonly Proof[] {
  if (!isAbout(row, configuration)) return [];
  const outsiders = outsidersOf(configuration);
  const keys: KeysByTeam = new Map(
    subjects.filter(({ kind }) => kind === "log key").map((subject) => [subject.team, subject]),
  );
  return subjects
    .filter((subject) => row.on.some((set) => includes(set, subject)))
    .filter((subject) => row.team === undefined || subject.team === row.team)
    .flatMap((subject) => {
      const circumstances = { configuration, subject, outsiders };
      return actorsOf(row, circumstances).flatMap((actor) =>
        row.can === undefined
          ? plainProofs(row, circumstances, actor, subjects)
          : [abilityProof(row, ABILITIES[row.can], circumstances, actor, keys)],
      );
    });
}

function isAbout({ when }: Row, { archive, terraform, monitoring }: Configuration): boolean {
  const forwarding = monitoring?.security !== undefined;
  return (
    (when.forwarding ?? forwarding) === forwarding &&
    (when.prefix ?? archive.prefix !== undefined) === (archive.prefix !== undefined) &&
    (when.memberAccess ?? archive.memberAccess) === archive.memberAccess &&
    (when.destroyProtection ?? terraform.destroyProtection) === terraform.destroyProtection &&
    (when.minimumTlsVersion ?? archive.minimumTlsVersion) === archive.minimumTlsVersion
  );
}

function actorsOf({ principal, except = [] }: Row, circumstances: Circumstances): readonly Actor[] {
  const excepted = except.map((name) => isNamed(name, circumstances));
  return principal
    .flatMap((name) => actorsNamed(name, circumstances))
    .filter((actor) => !excepted.some((isOne) => isOne(actor)));
}

function plainProofs(
  row: Row,
  circumstances: Circumstances,
  actor: Actor,
  subjects: readonly Subject[],
): readonly Proof[] {
  const { subject } = circumstances;
  return (row.action ?? []).flatMap((action) =>
    (row.resource ?? [undefined])
      .filter((resource) => isAskedOf(action, resource))
      .flatMap((resource): readonly (string | undefined)[] =>
        resource === "guardedRole" ? guardedRoleArns(circumstances) : [resource],
      )
      .flatMap((resource) =>
        contextsOf(row.context, circumstances).map((context): Proof => {
          const arn = resourceArn(resource, circumstances, actor);
          const keys = { ...context, ...ownKeys(row.keys, circumstances, actor) };
          const request = requestOf(circumstances, actor, action, arn, keys);
          const title = `${action} on ${arn}`;
          const other = subjects.find((each) => each.arn === arn);
          const both = other !== undefined && attachmentOf(subject) === "the role that asks";
          const asked = { request, subject, ...(both && { resource: other }) };
          return { row, subject, actor, title, takes: "all", asked: [asked] };
        }),
      ),
  );
}

function abilityProof(
  row: Row,
  ability: Ability,
  circumstances: Circumstances,
  actor: Actor,
  keys: KeysByTeam,
): Proof {
  const { subject } = circumstances;
  const asked = ability.steps.map((step) => askedOf(row, step, circumstances, actor, keys));
  return { row, subject, actor, title: ability.title, takes: ability.takes, asked };
}

/** Keys and the trail are those of the same logs as the bucket. */
function askedOf(
  row: Row,
  step: Step,
  { configuration, subject: bucket, outsiders }: Circumstances,
  actor: Actor,
  keys: KeysByTeam,
): Asked {
  const subject = step.to === "key" ? (keys.get(bucket.team) ?? bucket) : bucket;
  const circumstances = { configuration, subject, outsiders };
  const arn = step.to === "trail" ? trailOf(circumstances) : resourceArn(step.resource, circumstances, actor);
  const own = ownKeys({ ...step.keys, ...row.keys }, circumstances, actor);
  const [context = {}] = contextsOf([...(step.context ?? []), ...row.context], circumstances);
  const request = requestOf(circumstances, actor, step.action, arn, { ...context, ...own });
  return { request, subject: step.to === "trail" ? undefined : subject };
}

function ownKeys(keys: Row["keys"], circumstances: Circumstances, actor: Actor): Keys {
  return Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [
      key,
      typeof value === "string" ? filled(value, circumstances, actor) : value,
    ]),
  );
}

function requestOf(
  { configuration, subject }: Circumstances,
  { principal }: Actor,
  action: string,
  resource: string,
  context: Keys,
): AccessRequest {
  const management = configuration.accounts.management.id;
  // Of all ARNs, those of buckets alone name no account.
  const inArn = resource.split(":")[4] ?? "";
  return {
    principal,
    action,
    resource,
    context,
    ...(inArn === "" && { resourceAccount: subject.ownerAccount }),
    principalInManagementAccount: "account" in principal && principal.account === management,
    resourceInManagementAccount: (inArn === "" ? subject.ownerAccount : inArn) === management,
  };
}
