import type { Selection } from "../../modules/policy-proofs";
import DOINGS from "./doings.json";
import { serviceOf, type Thing } from "./kinds";
import type { RequestPreset } from "./presets";
import type { StatementSelection } from "./statement-file";

/** How bad it is when somebody may do it who could not. To send it in the clear, `exposes` whatever is done. */
export type Harm = "destroys" | "decrypts" | "exposes" | "reads" | "uses";

/** Actions without their service: of the objects of a bucket, and of the thing itself. */
interface Actions {
  readonly objects?: readonly string[];
  readonly itself?: readonly string[];
}

/** Something that people and services do, as `doings.json` has it. */
interface Doing extends Actions {
  readonly of: Thing;
  /** In words, after "may": "delete a log file". */
  readonly title: string;
  /** @default - no policy is judged by it */
  readonly harm?: Harm;
  /** Whether it takes all of the actions, or any suffices. @default "any" */
  readonly takes?: "all" | "any";
  /** The object that is asked for. @default "logFile" */
  readonly object?: string;
  readonly context?: readonly RequestPreset[];
  /** Whether it takes the key, too. @default false */
  readonly throughKey?: boolean;
  /** Actions that come to the same, and that whoever does it needs not. @default - none */
  readonly also?: Actions;
}

export type AbilityName = keyof typeof DOINGS.can;

/** What a table may ask with `can`, by name. */
export const ABILITY_NAMES = Object.keys(DOINGS.can) as readonly AbilityName[];

/** One request of those that it takes to do something with logs. */
export interface Step {
  /** What the request is put to: the key of the log bucket, or the trail, which has no policy of its own. @default - the bucket itself */
  readonly to?: Thing;
  readonly action: string;
  /** @default - the bucket, key or trail itself */
  readonly resource: string | undefined;
  readonly context: readonly RequestPreset[];
}

/** Something that people do with logs. */
export interface Ability {
  readonly title: string;
  readonly takes: "all" | "any";
  readonly steps: readonly Step[];
}

export function abilityNamed(name: AbilityName): Ability {
  const doing = DOINGS.can[name] as Doing;
  const { of: to, title, takes = "any", object = "logFile", context = [] } = doing;
  const steps = (names: readonly string[] = [], resource?: string): readonly Step[] =>
    names.map((each) => ({ to, action: `${serviceOf(to) ?? ""}:${each}`, resource, context }));
  const ofKey: Step = {
    ...{ to: "key", action: "kms:Decrypt", resource: undefined },
    context: ["viaS3", "ofALogFile"],
  };
  return {
    ...{ title, takes },
    steps: [
      ...steps(doing.objects, object),
      ...steps(doing.itself),
      ...(doing.throughKey === true ? [ofKey] : []),
    ],
  };
}

/** What is done with a resource of the kind. Of a request for a bucket's objects, S3 knows nothing of the bucket, and the other way round. */
export function doingsWith(
  kind: Thing,
  arn: string,
): readonly { readonly title: string; readonly harm: Harm; readonly requests: readonly Selection[] }[] {
  const all: readonly Doing[] = [Object.values(DOINGS.can), DOINGS.others].flat() as Doing[];
  return all.flatMap(({ of, title, harm, objects = [], itself = [], also = {} }) => {
    const on = (suffix: string, ...names: readonly string[]): readonly Selection[] => {
      const Action = names.map((name) => `${serviceOf(kind) ?? ""}:${name}`);
      return names.length === 0 ? [] : [{ Action, ...(kind === "bucket" && { Resource: arn + suffix }) }];
    };
    const requests = [
      ...on("/*", ...objects, ...(also.objects ?? [])),
      ...on("", ...itself, ...(also.itself ?? [])),
    ];
    return of === kind && harm !== undefined ? [{ title, harm, requests }] : [];
  });
}

/** What people of an account might do to what it has of the audit log. */
export const DOINGS_OF_ACCOUNTS: readonly {
  readonly title: string;
  readonly requests: StatementSelection;
}[] = DOINGS.accounts;
