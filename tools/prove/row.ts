import * as z from "zod";
import type { Problem } from "../../modules/validation";
import type { SubjectKind } from "../../stacks/blueprint";
import { ABILITY_NAMES } from "./doings";
import { CAST_NAMES } from "./cast";
import { attachmentOf } from "./kinds";
import { isAskedOf, placeAt, RESOURCES_ALLOWED } from "./places";
import { REQUEST_PRESETS } from "./presets";
import {
  action,
  addProblem,
  asker,
  contextKeys,
  exception,
  nonEmpty,
  oneOrMore,
  resource,
  ruleKinds,
} from "./row-values";
import { settingsShape } from "./settings";
import { SUBJECT_SETS, type SubjectSet } from "./subject";

const SETS = Object.keys(SUBJECT_SETS) as [SubjectSet, ...SubjectSet[]];

const shape = z.strictObject({
  name: nonEmpty.meta({ description: "What the request shows, as a sentence. Unique in its file." }),
  on: oneOrMore(z.enum(SETS)).meta({
    description:
      "Which buckets, keys, topics, queues, buses, roles or guarded accounts are asked, each by itself.",
  }),
  team: nonEmpty.exactOptional().meta({ description: "Of these, only those of the team." }),
  rule: ruleKinds
    .exactOptional()
    .meta({ description: "Of remediation roles, only those that mend what rules of the kinds find." }),
  principal: oneOrMore(asker, "names nobody").meta({
    description: `Who asks: ${CAST_NAMES.join(", ")}; the ARN of a role, user or root user; a service's name.`,
  }),
  except: oneOrMore(exception, "names nobody")
    .exactOptional()
    .meta({ description: "Who of these does not ask. An ARN may have wildcards." }),
  identityPolicy: z.enum(["everything", "nothing"]).default("everything").meta({
    description:
      "What the principal's own policies allow. Default: everything, so that only the policies under test stand in its way.",
  }),
  action: oneOrMore(action).exactOptional().meta({ description: "What is asked, such as s3:GetObject." }),
  can: z
    .enum(ABILITY_NAMES as [(typeof ABILITY_NAMES)[number]])
    .exactOptional()
    .meta({
      description:
        "In place of action and resource: something that people do, with all requests that it takes. Who cannot do it is asked with and without recent MFA, unless context says which.",
    }),
  resource: oneOrMore(resource)
    .exactOptional()
    .meta({
      description: `What it is asked of: ${RESOURCES_ALLOWED}. Default: the bucket, key, topic, queue, bus or role itself.`,
    }),
  context: oneOrMore(z.enum(REQUEST_PRESETS as [(typeof REQUEST_PRESETS)[number]]))
    .default([])
    .meta({
      description: "What the request carries. Default: TLS of the version asked for, no MFA.",
    }),
  keys: contextKeys.default({}).meta({ description: "Further context keys with their values." }),
  when: z
    .strictObject(settingsShape)
    .default({})
    .meta({ description: "The row is about configurations with these settings. Default: all." }),
  expect: z.enum(["allowed", "denied", "explicitly denied", "implicitly denied"]).meta({
    description: "The verdict. denied: explicitly, by a statement, or implicitly, since none allows.",
  }),
  why: nonEmpty.meta({ description: "Why it must be so." }),
});

/** A row of a request table. */
export type Row = z.output<typeof shape>;

/** A row, of which all that is wrong is told: of each value, and, where these are right by themselves, of all together. */
export const tableRow = shape.superRefine((row, context) => {
  const check = (isWrong: boolean, key: keyof Row, problem: Problem): void => {
    if (isWrong) addProblem(context, [key], problem);
  };
  const { action, can, resource, principal, identityPolicy, rule } = row;
  const kinds = row.on.flatMap((set) => SUBJECT_SETS[set].kind);
  const attachments = kinds.map((kind) => attachmentOf({ kind }));
  const isAboutPermissions = attachments.includes("the role that asks");
  const isAboutOthers = isAboutPermissions || attachments.includes("the asker's account");
  check((action === undefined) === (can === undefined), can === undefined ? "action" : "can", {
    what: can === undefined ? "is missing, and so is can" : "stands beside action",
    remedy: "give one of action and can",
  });
  check(can !== undefined && resource !== undefined, "resource", {
    what: "stands beside can, which has its own",
    remedy: "remove it",
  });
  check(can !== undefined && kinds.some((kind) => kind !== "log bucket"), "on", {
    what: "names more than log buckets, of which alone can speaks",
    remedy: "name log buckets",
  });
  check(isAboutOthers && resource === undefined, "resource", {
    what: "is missing: who asks does something with other resources",
    allowed: "stream/NAME, bus, arn:…, *",
    remedy: "add one of them",
  });
  const other = principal.find((name) => name !== "theRole");
  check(isAboutPermissions && other !== undefined, "principal", {
    what: "is not the role whose permissions are asked about",
    received: other,
    allowed: "theRole",
    remedy: "correct it, or on",
  });
  check(isAboutPermissions && identityPolicy !== "everything", "identityPolicy", {
    what: "is that of the role, which is asked about",
    received: identityPolicy,
    remedy: "remove it",
  });
  check(rule !== undefined && kinds.some((kind) => !kind.startsWith("remediation role")), "rule", {
    what: "is about remediation roles, and on names others",
    received: rule,
    remedy: "remove it, or correct on",
  });
  // Every action is asked of something, and everything that is named is asked something: else the row proves less than it says.
  const actions = action ?? [];
  const isAsked = (one: string, kind: SubjectKind): boolean =>
    (resource ?? [undefined]).some((each) => isAskedOf(one, each, kind));
  const unasked = actions.find((one) => !kinds.some((kind) => isAsked(one, kind)));
  const silent = kinds.find((kind) => !actions.some((one) => isAsked(one, kind)));
  const remedy =
    resource?.join() === "*"
      ? "name the resource of which AWS asks for it, such as its ARN: * is for actions of none. For all resources at once, write a statement"
      : "correct the action, on or the resource: bucket for what is asked of buckets; logFile or bucket/KEY for objects";
  check(unasked !== undefined, "action", {
    what: `is never asked of ${someOf(resource ?? kinds.map((kind) => `a ${kind}`))}`,
    received: unasked,
    remedy,
  });
  check(unasked === undefined && actions.length > 0 && silent !== undefined, "on", {
    what: `has a ${silent ?? ""}, which none of the actions is asked of`,
    received: actions,
    remedy,
  });
  const [foreign] = (resource ?? []).flatMap((received) =>
    kinds.flatMap((kind) => (placeAt(received)?.isOf({ kind }) === true ? [] : [{ received, kind }])),
  );
  check(foreign !== undefined, "resource", {
    what: `is nothing of a ${foreign?.kind ?? ""}`,
    received: foreign?.received,
    remedy: "correct it, or on",
  });
});

function someOf(names: readonly string[]): string {
  const [first = "", second, ...others] = names;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} or ${second}` : `${first} or ${names.length - 1} others`;
}
