import { z } from "zod";
import { describeProblem, type Problem } from "../../modules/validation";
import { ABILITY_NAMES } from "./abilities";
import { CAST_NAMES, namesPrincipal } from "./cast";
import { PRESET_NAMES } from "./contexts";
import {
  hasResource,
  isAskedOf,
  PLACEHOLDERS,
  RESOURCE_PATTERN,
  RESOURCES_ALLOWED,
  unknownPlaceholders,
} from "./places";
import { attachmentOf, SUBJECT_SETS, type SubjectSet } from "./subject";

/** One value, or a list of several: the row then stands for a request of each. */
function oneOrMore<T extends z.ZodType>(
  value: T,
): z.ZodType<readonly z.output<T>[], z.input<T> | z.input<T>[]> {
  return z.union([value.transform((one) => [one]), z.array(value).min(1)]);
}

const nonEmpty = z.string().min(1);
const SETS = Object.keys(SUBJECT_SETS) as [SubjectSet, ...SubjectSet[]];

/** A text that a rule finds no problem in. */
function text(problemOf: (value: string) => Problem | undefined): z.ZodString {
  return z.string().superRefine((value, context) => {
    const problem = problemOf(value);
    if (problem !== undefined) {
      context.addIssue({ code: "custom", message: describeProblem(problem), params: { problem } });
    }
  });
}

const principal = text((value) =>
  namesPrincipal(value)
    ? undefined
    : {
        what: "is nobody known",
        received: value,
        allowed: `${CAST_NAMES.join(", ")}, the ARN of a role, user or root user, or a service such as config.amazonaws.com`,
        remedy: "choose one of them",
      },
);

function placeholderProblem(value: string): Problem | undefined {
  const [unknown] = unknownPlaceholders(value);
  if (unknown === undefined) return undefined;
  return {
    what: "has a placeholder that is not known",
    received: `{${unknown}}`,
    allowed: PLACEHOLDERS.map((name) => `{${name}}`).join(", "),
    remedy: "choose one of them",
  };
}

const resource = text((value) =>
  new RegExp(RESOURCE_PATTERN).test(value)
    ? placeholderProblem(value)
    : {
        what: "is nothing that has a policy",
        received: value,
        allowed: RESOURCES_ALLOWED,
        remedy: "choose one of them",
      },
);

const action = text((value) =>
  /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(value)
    ? undefined
    : {
        what: "is no action",
        received: value,
        allowed: "a service's prefix, a colon and a name, without wildcards, such as s3:GetObject",
        remedy: "name one action, or list several",
      },
);

const keyValue = z.union([text(placeholderProblem), z.number(), z.boolean()]);

const row = z
  .strictObject({
    name: nonEmpty.meta({ description: "What the request shows, as a sentence. Unique in its file." }),
    on: oneOrMore(z.enum(SETS)).meta({
      description:
        "Which buckets, keys, topics, queues, buses, roles or guarded accounts are asked, each by itself.",
    }),
    team: nonEmpty.exactOptional().meta({ description: "Of these, only those of the team." }),
    principal: oneOrMore(principal).meta({
      description: `Who asks: ${CAST_NAMES.join(", ")}; the ARN of a role, user or root user; a service's name.`,
    }),
    except: oneOrMore(principal).exactOptional().meta({ description: "Who of these does not ask." }),
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
          "In place of action and resource: something that people do, with all requests that it takes.",
      }),
    resource: oneOrMore(resource)
      .exactOptional()
      .meta({
        description: `What it is asked of: ${RESOURCES_ALLOWED}. Default: the bucket, key, topic, queue, bus or role itself.`,
      }),
    context: oneOrMore(z.enum(PRESET_NAMES as [(typeof PRESET_NAMES)[number]]))
      .default([])
      .meta({
        description: "What the request carries. Default: TLS of the version asked for, no MFA.",
      }),
    keys: z
      .record(z.string().regex(/^[a-z0-9-]+:.+$/i), keyValue)
      .default({})
      .meta({ description: "Further context keys with their values." }),
    when: z
      .strictObject({
        prefix: z.boolean().exactOptional(),
        memberAccess: z.boolean().exactOptional(),
        destroyProtection: z.boolean().exactOptional(),
        forwarding: z.boolean().exactOptional(),
        minimumTlsVersion: z.enum(["1.2", "1.3"]).exactOptional(),
      })
      .default({})
      .meta({ description: "The row is about configurations with these settings. Default: all." }),
    expect: z.enum(["allowed", "denied", "explicitly denied", "implicitly denied"]).meta({
      description: "The verdict. denied: explicitly, by a statement, or implicitly, since none allows.",
    }),
    why: nonEmpty.meta({ description: "Why it must be so." }),
  })
  .superRefine((value, context) => {
    const { action: actions, can, on, resource: resources } = value;
    const issue = (path: string, problem: Problem): void => {
      context.addIssue({
        code: "custom",
        path: [path],
        message: describeProblem(problem),
        params: { problem },
      });
    };
    if ((actions === undefined) === (can === undefined)) {
      issue(can === undefined ? "action" : "can", {
        what: can === undefined ? "is missing, and so is can" : "stands beside action",
        remedy: "give one of action and can",
      });
    }
    if (can !== undefined && resources !== undefined) {
      issue("resource", { what: "stands beside can, which has its own", remedy: "remove it" });
    }
    const kinds = on.map((set) => SUBJECT_SETS[set].kind);
    if (can !== undefined && kinds.some((kind) => kind !== "log bucket")) {
      issue("on", {
        what: "names more than log buckets, of which alone can speaks",
        remedy: "name log buckets",
      });
    }
    const attachments = kinds.map((kind) => attachmentOf({ kind }));
    const aboutOthers = attachments.some(
      (attachment) => attachment === "the role that asks" || attachment === "the asker's account",
    );
    if (aboutOthers && resources === undefined) {
      issue("resource", {
        what: "is missing: who asks does something with other resources",
        allowed: "stream/NAME, bus, arn:…, *",
        remedy: "add one of them",
      });
    }
    if (attachments.includes("the role that asks")) {
      const other = value.principal.find((name) => name !== "theRole");
      if (other !== undefined) {
        issue("principal", {
          what: "is not the role whose permissions are asked about",
          received: other,
          allowed: "theRole",
          remedy: "correct it, or on",
        });
      }
      if (value.identityPolicy === "nothing") {
        issue("identityPolicy", {
          what: "is that of the role, which is asked about",
          received: "nothing",
          remedy: "remove it",
        });
      }
    }
    const bucketAlone = [undefined];
    const unasked = (actions ?? []).find(
      (name) => !(resources ?? bucketAlone).some((of) => isAskedOf(name, of)),
    );
    if (unasked !== undefined) {
      issue("action", {
        what: `is never asked of ${(resources ?? ["a bucket, key, topic, queue, bus or role"]).join(" or ")}`,
        received: unasked,
        remedy: "add a resource: bucket for what is asked of buckets; logFile or bucket/KEY for objects",
      });
    }
    for (const resource of resources ?? []) {
      const lacking = kinds.find((kind) => !hasResource(kind, resource));
      if (lacking === undefined) continue;
      issue("resource", {
        what: `is nothing of a ${lacking}`,
        received: resource,
        remedy: "correct it, or on",
      });
    }
  });

/** A file of requests and the verdicts expected of them. */
export const requestFile = z
  .strictObject({
    about: nonEmpty.meta({ description: "What the requests of the file are about." }),
    requests: z
      .array(row)
      .min(1)
      .meta({ description: "Each is evaluated by itself; their order is of no matter." }),
  })
  .meta({ title: "orgtrail prove: requests", description: "Requests and the verdicts that they must get." });

/** A row of a request table. */
export type Row = z.output<typeof row>;

/** The JSON Schema of request files, for editors. */
export function requestFileSchema(): object {
  return z.toJSONSchema(requestFile, { io: "input", target: "draft-7" });
}
