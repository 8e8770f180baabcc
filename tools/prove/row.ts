import { z } from "zod";
import { REMEDIABLE_RULE_IDS } from "../../modules/config-rules";
import { ABILITY_NAMES } from "./doings";
import { CAST_NAMES } from "./cast";
import { RESOURCES_ALLOWED } from "./places";
import { PRESET_NAMES } from "./presets";
import { action, asker, contextKeys, exception, nonEmpty, oneOrMore, resource } from "./row-values";
import { settingsShape } from "./settings";
import { SUBJECT_SETS, type SubjectSet } from "./subject";

const SETS = Object.keys(SUBJECT_SETS) as [SubjectSet, ...SubjectSet[]];

/** What a row says, whose values are each right by themselves. */
export const rowShape = z.strictObject({
  name: nonEmpty.meta({ description: "What the request shows, as a sentence. Unique in its file." }),
  on: oneOrMore(z.enum(SETS)).meta({
    description:
      "Which buckets, keys, topics, queues, buses, roles or guarded accounts are asked, each by itself.",
  }),
  team: nonEmpty.exactOptional().meta({ description: "Of these, only those of the team." }),
  rule: oneOrMore(z.enum(REMEDIABLE_RULE_IDS as [string, ...string[]]))
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
  context: oneOrMore(z.enum(PRESET_NAMES as [(typeof PRESET_NAMES)[number]]))
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
export type Row = z.output<typeof rowShape>;
