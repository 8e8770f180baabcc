import { consumerProblems, type ConsumerProblem } from "../../../modules/policy";
import type { OutcomeCheck } from "../configuration";
import type { Check, Draft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import type { Problem } from "../../../modules/validation";
import { consumerAccount, resolveConsumer } from "./resolve";
import { consumer as consumerSchema, type ConsumerFile } from "./schema";

const CONSUMERS: ConfigPath = ["archive", "consumers"];

/** A consumer whose entry the schema takes, and where it stands. */
interface Written {
  readonly index: number;
  readonly value: ConsumerFile;
}

/** Each consumer is somebody, who takes its role alone, and hears of files that no other is told of. */
export const soundConsumers: Check = (draft) => {
  const written = (draft.organization.value.archive?.consumers ?? []).flatMap((value, index) => {
    // One that the schema refuses has its faults reported already.
    const parsed = consumerSchema.safeParse(value);
    return parsed.success ? [{ index, value: parsed.data }] : [];
  });
  const { file } = draft.organization;
  const incomplete = written.flatMap((each) => incompleteness(each, draft));
  const complete = written.filter(({ index }) => !incomplete.some(({ path }) => path[0] === index));
  return [...incomplete, ...together(complete, draft), ...replaced(written, draft)].map(
    ({ path, ...problem }) => file.fault([...CONSUMERS, ...path], problem),
  );
};

/** A bucket has one configuration of notifications: whoever else is told by that of an existing bucket is told no more. */
function replaced(
  written: readonly Written[],
  { organization: { value } }: Draft,
): readonly ConsumerProblem[] {
  const { existingBucket, replacesBucketSettings } = value.archive ?? {};
  const [first] = written.filter(({ value: { notify } }) => notify !== undefined);
  if (existingBucket !== true || replacesBucketSettings === true || first === undefined) return [];
  return [
    {
      path: [first.index, "notify"],
      what: "replaces the notifications that an existing bucket may have, of which S3 keeps one configuration: whoever is told by them is told no more",
      received: first.value.notify,
      remedy:
        "see whom it tells (aws s3api get-bucket-notification-configuration), make those who need it consumers, and set archive.replacesBucketSettings: true; or leave notify out",
    },
  ];
}

/** What of one consumer says too little, or what contradicts itself. */
function incompleteness(
  { index, value }: Written,
  { names, organization: { isRefused } }: Draft,
): readonly ConsumerProblem[] {
  const { account, role, externalId, notify, eventBusArn, accounts, prefix } = value;
  const at = (path: ConfigPath, problem: Problem): ConsumerProblem => ({
    path: [index, ...path],
    ...problem,
  });
  if (account === undefined && role === undefined)
    return [
      at([], {
        what: "says of nobody who takes the role",
        allowed: "account, or role",
        remedy: "write the account from which the consumer reads, or the ARN of its role",
      }),
    ];
  const own = [...names.accounts.values()].map(({ id }) => id);
  // An account that the schema refuses may be this one.
  const isKnown =
    own.some((id) => id === undefined || id === consumerAccount(value)) ||
    ["management", "logArchive", "security", "members"].some((name) =>
      isRefused("organization", "accounts", name),
    );
  return [
    ...(externalId === undefined && !isKnown
      ? [
          at([], {
            what: `names no external id, and account ${consumerAccount(value)} is none of organization.accounts: whoever else it serves could have it read these logs`,
            remedy: "write externalId as the consumer shows it, or list the account in organization.accounts",
          }),
        ]
      : []),
    ...(notify === "eventbridge" && eventBusArn === undefined
      ? [
          at(["notify"], {
            what: "names no event bus",
            remedy: "write eventBusArn, the ARN of the consumer's bus",
          }),
        ]
      : []),
    ...(notify !== "eventbridge" && eventBusArn !== undefined
      ? [
          at(["eventBusArn"], {
            what: "is told of nothing",
            received: eventBusArn,
            remedy: "write notify: eventbridge, or leave it out",
          }),
        ]
      : []),
    ...(accounts !== undefined && prefix !== undefined
      ? [
          at(["prefix"], {
            what: "stands beside accounts: each says which files are handed on",
            received: prefix,
            remedy: "leave one of them out",
          }),
        ]
      : []),
  ];
}

/** What AWS refuses of them, or of all of them together. */
function together(written: readonly Written[], { organization }: Draft): readonly ConsumerProblem[] {
  const { organization: own, archive } = organization.value;
  if (own?.name === undefined || own.id === undefined) return [];
  const { name, id, partition = "aws" } = own;
  const consumers = written.map(({ value }) => resolveConsumer({ name, id, prefix: archive?.prefix }, value));
  return consumerProblems(partition, consumers).map(({ path: [index, ...path], ...problem }) => {
    const at = typeof index === "number" ? written[index] : undefined;
    return { ...problem, path: at === undefined ? [] : [at.index, ...keyOf(path, at.value)] };
  });
}

/** The keys of a file that say what is wrong in a consumer. */
function keyOf([part, ...rest]: ConfigPath, { accounts, prefix }: ConsumerFile): ConfigPath {
  switch (part) {
    case "principal":
      return ["role"];
    case "folders":
      return accounts === undefined ? (prefix === undefined ? [] : ["prefix"]) : ["accounts", ...rest];
    case "notify":
      return rest.length === 0 ? [part] : rest;
    default:
      return part === undefined ? [] : [part];
  }
}

/** Somebody hears where a consumer is behind. */
export const consumersAreHeard: OutcomeCheck = (
  { archive, monitoring },
  { organization: { file } },
): readonly Fault[] =>
  archive.handOn?.consumers.some(({ notify }) => notify !== undefined && notify.kind !== "sns") !== true ||
  monitoring?.logArchive !== undefined
    ? []
    : [
        file.fault(CONSUMERS, {
          what: "ring alarms that nobody hears, where one is behind or cannot be told",
          remedy: "add monitoring with rules, and those who are told in monitoring.notify",
        }),
      ];
