import { ABILITIES, type Ability, type AbilityName, type Step } from "../../../prove";
import type { PolicedKind } from "./policed-types";

/** How bad it is when somebody may do it who could not. */
export type Harm = "destroys" | "decrypts" | "reads" | "uses";

/** One request of those that do something, and what it does. */
export interface HarmStep {
  readonly harm: Harm;
  /** In words, after "may": "delete a log file". */
  readonly title: string;
  readonly step: Step;
}

/** All other abilities destroy. */
const READING: readonly AbilityName[] = ["read", "readOwn", "list"];

function harmOf(ability: AbilityName, { to, action }: Step): Harm {
  // Whatever somebody wants with it: what is asked of a key for it is to decrypt.
  if (to === "key" && action === "kms:Decrypt") return "decrypts";
  return READING.includes(ability) ? "reads" : "destroys";
}

/** What abilities leave out, since one action of each kind suffices for a table. */
const MORE_STEPS: readonly HarmStep[] = [
  ...["PutBucketRequestPayment", "PutObjectAcl"].map((action) => ({
    harm: "destroys" as const,
    title: ABILITIES.reconfigure.title,
    step: {
      to: "bucket" as const,
      action: `s3:${action}`,
      ...(action === "PutObjectAcl" && { resource: "logFile" }),
    },
  })),
  {
    harm: "reads",
    title: ABILITIES.read.title,
    step: { to: "bucket", action: "s3:GetObjectVersion", resource: "logFile" },
  },
  {
    harm: "destroys",
    title: ABILITIES.destroyKey.title,
    step: { to: "key", action: "kms:DisableKeyRotation" },
  },
  {
    harm: "decrypts",
    title: ABILITIES.decrypt.title,
    step: { to: "key", action: "kms:ReEncryptFrom", context: ["ofALogFile"] },
  },
];

function stepsTo(to: Step["to"]): readonly HarmStep[] {
  const abilities = Object.entries(ABILITIES) as readonly (readonly [AbilityName, Ability])[];
  const steps = abilities.flatMap(([name, { title, steps: all }]) =>
    all.map((step): HarmStep => ({ harm: harmOf(name, step), title, step })),
  );
  return [...steps, ...MORE_STEPS]
    .filter(({ step }) => step.to === to)
    .map((each) => (each.harm === "decrypts" ? { ...each, title: "decrypt log files" } : each));
}

const using = (title: string, ...actions: readonly string[]): readonly HarmStep[] =>
  actions.map((action) => ({ harm: "uses", title, step: { to: "bucket", action } }));

/** What is asked of each kind of resource. */
export const STEPS: Readonly<Record<PolicedKind, readonly HarmStep[]>> = {
  bucket: stepsTo("bucket"),
  key: stepsTo("key"),
  topic: [
    ...using("publish to the topic", "sns:Publish"),
    ...using("hear of what is published", "sns:Subscribe"),
    ...using("change or delete the topic", "sns:AddPermission", "sns:DeleteTopic", "sns:RemovePermission"),
    ...using("change or delete the topic", "sns:SetTopicAttributes"),
  ],
  queue: [
    ...using("send to the queue", "sqs:SendMessage"),
    ...using("read or empty the queue", "sqs:DeleteMessage", "sqs:PurgeQueue", "sqs:ReceiveMessage"),
    ...using("change or delete the queue", "sqs:DeleteQueue", "sqs:SetQueueAttributes"),
  ],
  bus: [
    ...using("send events to the bus", "events:PutEvents"),
    ...using("change what listens to the bus", "events:DeleteRule", "events:DisableRule", "events:PutRule"),
    ...using("change what listens to the bus", "events:PutTargets", "events:RemoveTargets"),
  ],
  role: using("assume the role", "sts:AssumeRole"),
};
