import { dnsSuffix } from "../../modules/organization";
import { accountOf, type Actor } from "./actors";
import type { Circumstances, Keys } from "./circumstances";

/** The words in braces that a table may use in resources and keys. */
export const PLACEHOLDERS = [
  "prefix",
  "organization",
  "member",
  "otherMember",
  "stranger",
  "management",
  "trailAccount",
  "owner",
  "caller",
  "sourceAccount",
  "day",
  "partition",
  "region",
  "logGroup",
  "logRole",
  "name",
  "trailName",
  "logBucket",
  "configBucket",
  "runbook",
  "namePrefix",
  "bus",
  "dnsSuffix",
] as const;

type Placeholder = (typeof PLACEHOLDERS)[number];

/** Braces in the text that hold no placeholder. */
export function unknownPlaceholders(text: string): readonly string[] {
  const known: readonly string[] = PLACEHOLDERS;
  return [...text.matchAll(/\{([^{}]*)(?:\}|(?=\{))/g)].flatMap(([, name = ""]) =>
    known.includes(name) ? [] : [name],
  );
}

/**
 * The text with its placeholders replaced. The schema has let known ones through only.
 * @param context what the request carries besides: it says for which account a service acts
 */
export function filled(text: string, circumstances: Circumstances, actor: Actor, context: Keys = {}): string {
  const { configuration, subject, outsiders } = circumstances;
  const values: Readonly<Record<Placeholder, string>> = {
    prefix: subject.prefix === undefined ? "" : `${subject.prefix}/`,
    organization: configuration.organization,
    member: outsiders.member,
    otherMember: outsiders.otherMember,
    stranger: outsiders.stranger,
    management: configuration.accounts.management.id,
    trailAccount: subject.trail.account,
    owner: subject.ownerAccount,
    caller: accountOf(actor) ?? "anonymous",
    sourceAccount: String(context["aws:SourceAccount"] ?? "nobody"),
    day: `${subject.region}/2026/01/31`,
    partition: configuration.partition,
    region: subject.region,
    logGroup: subject.watch?.logGroup ?? "",
    logRole: subject.mends?.logRole ?? "no-such-role",
    name: configuration.name,
    trailName: subject.trail.name,
    logBucket: subject.logBuckets[0] ?? "",
    configBucket: configuration.configRules?.recorders?.bucketName ?? "no-such-bucket",
    runbook: subject.mends?.runbook ?? "NoSuchRunbook",
    namePrefix: subject.watch?.place.namePrefix ?? "no-such-prefix-",
    bus: subject.watch?.eventBusArn ?? "no-such-bus",
    dnsSuffix: dnsSuffix(configuration.partition),
  };
  return text.replace(/\{([^{}]*)\}/g, (_, name: string) => values[name as Placeholder]);
}
