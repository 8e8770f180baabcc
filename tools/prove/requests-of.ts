import { trailArn } from "../../modules/organization";
import type { AccessRequest } from "../../modules/policy-evaluation";
import type { Subject } from "../../stacks/blueprint";
import type { Configuration } from "../../stacks/config";
import { actorsNamed, isNamed, type Actor } from "./cast";
import { abilityNamed, type Ability, type Step } from "./doings";
import { attachmentOf } from "./kinds";
import { isAskedOf, resourceArns } from "./places";
import { contextsOf, isOfMfa, silentPreset, type RequestPreset } from "./presets";
import type { Row } from "./row";
import { hasSettings } from "./settings";
import { includes } from "./subject";
import type { Keys, Scene } from "./scene";

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
  /** What the request carries, by the names of presets. */
  readonly context: readonly RequestPreset[];
  readonly takes: Ability["takes"];
  readonly asked: readonly Asked[];
}

/** All that a row stands for: each subject, principal, action, resource and context by itself. */
export function requestsOf(
  row: Row,
  configuration: Configuration,
  subjects: readonly Subject[],
): readonly Proof[] {
  const keys = new Map(subjects.flatMap((each) => (each.kind === "log key" ? [[each.team, each]] : [])));
  return scenesOf(row, configuration, subjects).flatMap((scene) => {
    const abilities = abilitiesIn(row, scene.subject);
    return actorsOf(row, scene).flatMap((actor) =>
      abilities.flatMap(({ title, takes, steps }) =>
        contextsAsked(row, actor).flatMap((context) => {
          const asked = steps.map((step) => askedInEach(step, context, row, scene, actor, keys, subjects));
          const [first = []] = asked;
          return first.map((_, index): Proof => {
            const together = asked.flatMap((each) => each[index] ?? []);
            if (together.length < steps.length) {
              throw new Error(`orgtrail: the requests to ${title} carry different things`);
            }
            return { row, subject: scene.subject, actor, context, takes, asked: together };
          });
        }),
      ),
    );
  });
}

/** The scene of each subject that the row is about. */
function scenesOf(row: Row, configuration: Configuration, subjects: readonly Subject[]): readonly Scene[] {
  if (!hasSettings(configuration, row.when)) return [];
  return subjects
    .filter((subject) => row.on.some((set) => includes(set, subject)))
    .filter((subject) => row.team === undefined || subject.team === row.team)
    .filter(({ mends }) => row.rule === undefined || (mends !== undefined && row.rule.includes(mends.rule)))
    .map((subject) => ({ configuration, subject }));
}

function actorsOf({ principal, except = [] }: Row, scene: Scene): readonly Actor[] {
  const excepted = except.map((name) => isNamed(name, scene));
  return principal
    .flatMap((name) => actorsNamed(name, scene))
    .filter((actor) => !excepted.some((isOne) => isOne(actor)));
}

/** Why a row makes no request: by what it says, which the configuration does not have. */
export type IdleBecause = "when" | "on" | "principal" | "resource";

/** Why the row makes no request. */
export function whyIdle(row: Row, configuration: Configuration, subjects: readonly Subject[]): IdleBecause {
  if (!hasSettings(configuration, row.when)) return "when";
  const scenes = scenesOf(row, configuration, subjects);
  if (scenes.length === 0) return "on";
  return scenes.every((each) => actorsOf(row, each).length === 0) ? "principal" : "resource";
}

/** What of a row no request could carry, and of which subject. @returns undefined where each could carry all */
export function silentContext(
  row: Row,
  configuration: Configuration,
  subjects: readonly Subject[],
): { readonly preset: RequestPreset; readonly subject: Subject } | undefined {
  return scenesOf(row, configuration, subjects).flatMap((scene) => {
    const preset = silentPreset(row.context, scene);
    return preset === undefined ? [] : [{ preset, subject: scene.subject }];
  })[0];
}

/** What the row asks for: what people do, or each action of each resource by itself. */
function abilitiesIn({ can, action = [], resource }: Row, { kind }: Subject): readonly Ability[] {
  if (can !== undefined) return [abilityNamed(can)];
  const resources: readonly (string | undefined)[] = resource ?? [undefined];
  return action.flatMap((title) =>
    resources
      .filter((of) => isAskedOf(title, of, kind))
      .map((of) => ({ title, takes: "all", steps: [{ action: title, resource: of, context: [] }] })),
  );
}

/**
 * What is carried by whoever cannot do something: a row that says nothing of MFA is asked with and without, since a denial that
 * MFA lifts is none. Nobody but people of accounts can show a device.
 */
function contextsAsked(row: Row, { principal }: Actor): readonly (readonly RequestPreset[])[] {
  const saysOfMfa =
    row.context.some(isOfMfa) ||
    Object.keys(row.keys).some((key) => key.toLowerCase().startsWith("aws:multifactorauth"));
  const bothWays = row.can !== undefined && row.expect !== "allowed" && "account" in principal && !saysOfMfa;
  return bothWays ? [row.context, [...row.context, "recentMfa"]] : [row.context];
}

/** The requests of a step, in each context that the presets stand for. Keys and the trail are those of the same logs as the bucket. */
function askedInEach(
  step: Step,
  context: readonly RequestPreset[],
  row: Row,
  { configuration, subject: own }: Scene,
  { principal }: Actor,
  keys: ReadonlyMap<Subject["team"], Subject>,
  subjects: readonly Subject[],
): readonly Asked[] {
  const subject = step.to === "key" ? keys.get(own.team) : own;
  if (subject === undefined) throw new Error(`orgtrail: the ${own.name} has no key`);
  const scene = { configuration, subject, principal };
  const isRoleAsking = attachmentOf(subject) === "the role that asks";
  return contextsOf([...step.context, ...context], row.keys, scene).flatMap((carried) => {
    const ofTrail = step.to === "trail";
    const arns = ofTrail
      ? [trailArn(own.trail)]
      : resourceArns(step.resource, { ...scene, context: carried });
    return arns.map((arn) => {
      const other = isRoleAsking ? subjects.find((each) => each.arn === arn) : undefined;
      return {
        request: requestOf(scene, principal, step.action, arn, carried),
        subject: ofTrail ? undefined : subject,
        ...(other && { resource: other }),
      };
    });
  });
}

function requestOf(
  { configuration, subject }: Scene,
  principal: AccessRequest["principal"],
  action: string,
  resource: string,
  context: Keys,
): AccessRequest {
  const management = configuration.accounts.management.id;
  // Of all ARNs, those of buckets alone name no account; `*` stands for none.
  const inArn = resource.split(":")[4] ?? "";
  return {
    ...{ principal, action, resource, context },
    ...(inArn === "" && { resourceAccount: subject.ownerAccount }),
    principalInManagementAccount: "account" in principal && principal.account === management,
    resourceInManagementAccount: (inArn === "" ? subject.ownerAccount : inArn) === management,
  };
}
