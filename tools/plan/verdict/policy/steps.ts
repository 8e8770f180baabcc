import { coversPattern, filledIn } from "../../../../modules/kernel";
import type { PolicyStatement } from "../../../../modules/policy";
import { ABILITIES, type Ability, type AbilityName, type Step } from "../../../prove";
import { textsIn } from "./element-texts";
import type { PolicedKind } from "./policed-types";

/** How bad it is when somebody may do it who could not. To send it in the clear, `exposes` whatever is done. */
export type Harm = "destroys" | "decrypts" | "exposes" | "reads" | "uses";

/** One request of those that do something, and what it does. */
export interface HarmStep {
  readonly harm: Harm;
  /** In words, after "may": "delete a log file". */
  readonly title: string;
  readonly step: Step;
  /** The pattern for which the action stands. @default - for none: it is that action */
  readonly pattern?: string;
}

/** All other abilities destroy. */
const READING: readonly AbilityName[] = ["read", "readOwn", "list"];

function harmOf(ability: AbilityName, { to, action }: Step): Harm {
  // Whatever somebody wants with it: what is asked of a key for it is to decrypt.
  if (to === "key" && action === "kms:Decrypt") return "decrypts";
  return READING.includes(ability) ? "reads" : "destroys";
}

const logFile = (action: string): Step => ({ to: "bucket", action: `s3:${action}`, resource: "logFile" });
const bucket = (action: string): Step => ({ to: "bucket", action: `s3:${action}` });
const key = (action: string): Step => ({ to: "key", action: `kms:${action}` });

const doing = (harm: Harm, title: string, ...steps: readonly Step[]): readonly HarmStep[] =>
  steps.map((step) => ({ harm, title, step }));

/** What abilities leave out, since one action of each kind suffices for a table. */
const MORE_STEPS: readonly HarmStep[] = [
  ...doing(
    "destroys",
    ABILITIES.reconfigure.title,
    ...["PutBucketRequestPayment"].map(bucket),
    ...["PutObjectAcl", "PutObjectVersionAcl"].map(logFile),
  ),
  ...doing("destroys", ABILITIES.forge.title, ...["ReplicateTags", "UpdateObjectEncryption"].map(logFile)),
  ...doing(
    "reads",
    ABILITIES.read.title,
    ...["GetObjectVersion", "GetObjectVersionForReplication", "GetObjectTorrent", "InitiateReplication"].map(
      logFile,
    ),
  ),
  ...doing("reads", ABILITIES.list.title, bucket("ListBucketVersions")),
  ...doing(
    "destroys",
    ABILITIES.destroyKey.title,
    ...["DeleteImportedKeyMaterial", "DisableKeyRotation", "UpdatePrimaryRegion"].map(key),
  ),
  // Whoever makes a replica writes its policy, and it decrypts the same.
  ...doing("destroys", ABILITIES.openKey.title, key("ReplicateKey")),
  ...doing("decrypts", ABILITIES.decrypt.title, { ...key("ReEncryptFrom"), context: ["ofALogFile"] }),
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

/** What is asked of other resources than buckets and keys: of a request to them, its action alone counts. */
const asking = (harm: Harm, title: string, ...actions: readonly string[]): readonly HarmStep[] =>
  doing(harm, title, ...actions.map((action): Step => ({ to: "bucket", action })));

/** What is asked of each kind of resource. */
const STEPS: Readonly<Record<PolicedKind, readonly HarmStep[]>> = {
  bucket: stepsTo("bucket"),
  key: stepsTo("key"),
  topic: [
    ...asking("uses", "publish to the topic", "sns:Publish"),
    ...asking("uses", "hear of what is published", "sns:Subscribe"),
    ...asking("destroys", "change or delete the topic", "sns:AddPermission", "sns:DeleteTopic"),
    ...asking("destroys", "change or delete the topic", "sns:RemovePermission", "sns:SetTopicAttributes"),
  ],
  queue: [
    ...asking("uses", "send to the queue", "sqs:SendMessage"),
    ...asking("uses", "take from the queue", "sqs:DeleteMessage", "sqs:ReceiveMessage"),
    ...asking("destroys", "empty, change or delete the queue", "sqs:DeleteQueue", "sqs:PurgeQueue"),
    ...asking("destroys", "empty, change or delete the queue", "sqs:AddPermission", "sqs:RemovePermission"),
    ...asking("destroys", "empty, change or delete the queue", "sqs:SetQueueAttributes"),
  ],
  bus: [
    ...asking("uses", "send events to the bus", "events:PutEvents"),
    ...asking("destroys", "change what listens to the bus", "events:DeleteRule", "events:DisableRule"),
    ...asking("destroys", "change what listens to the bus", "events:PutRule", "events:PutTargets"),
    ...asking("destroys", "change what listens to the bus", "events:RemoveTargets"),
  ],
  role: [
    ...asking("uses", "assume the role", "sts:AssumeRole"),
    ...asking("uses", "assume the role", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"),
  ],
};

const SERVICES: Readonly<Record<PolicedKind, string>> = {
  bucket: "s3",
  key: "kms",
  topic: "sns",
  queue: "sqs",
  bus: "events",
  role: "sts",
};

/** What is asked of the kind of resource, with whatever else the statements name. */
export function stepsFor(kind: PolicedKind, statements: readonly PolicyStatement[]): readonly HarmStep[] {
  const steps = STEPS[kind];
  const patterns = statements.flatMap(({ Action, NotAction }) => [...textsIn(Action), ...textsIn(NotAction)]);
  const others = [...new Set(patterns.map((pattern) => pattern.toLowerCase()))].filter(
    (pattern) =>
      coversPattern(`${SERVICES[kind]}:*`, pattern) &&
      !steps.some(({ step }) => coversPattern(pattern, step.action.toLowerCase())),
  );
  const named = (pattern: string): string =>
    patterns.find((each) => each.toLowerCase() === pattern) ?? pattern;
  return [...steps, ...others.flatMap((pattern) => otherSteps(kind, named(pattern)))];
}

/** What is not known to do harm: that somebody may newly do it is for a person to see. */
function otherSteps(kind: PolicedKind, pattern: string): readonly HarmStep[] {
  const to = kind === "key" ? "key" : "bucket";
  const step: Step = { to, action: filledIn(pattern) };
  const steps = kind === "bucket" ? [step, { ...step, resource: "logFile" }] : [step];
  return doing("uses", `do something else with the ${kind}`, ...steps).map((each) => ({ ...each, pattern }));
}
