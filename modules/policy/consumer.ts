import type { AccountId, ConsumerName, Partition, RoleName } from "../organization";
import type { Problem } from "../validation";
import { principalPatternProblem } from "./readers";

/** How somebody hears of new log files. */
export type ConsumerNotification =
  /** A queue, which they read with their role. */
  | { readonly kind: "sqs"; readonly queueName: string }
  /** A topic, to which their account subscribes. */
  | { readonly kind: "sns"; readonly topicName: string }
  /** A bus of their account, in whatever Region, whose policy lets the account of the bucket put events. */
  | {
      readonly kind: "eventbridge";
      readonly eventBusArn: string;
      /** The rule that sends to the bus. */
      readonly ruleName: string;
      /** The role with which it sends. */
      readonly busRoleName: RoleName;
    };

/** Somebody to whom log files are handed on: who they are, and what they read. */
export interface Consumer {
  readonly name: ConsumerName;
  readonly account: AccountId;
  /** The ARN, or a pattern of ARNs, of their role in that account. @default - whomever the account lets */
  readonly principal?: string;
  /** What they say when they take the role, which they were told for this organization alone. @default - nothing */
  readonly externalId?: string;
  /** The role that they take, in the account of the bucket. */
  readonly roleName: RoleName;
  /** What the keys of their log files begin with, each up to a slash: at least one. */
  readonly folders: readonly string[];
  /** @default - they look for themselves */
  readonly notify?: ConsumerNotification;
}

/** A problem, and where in the list of consumers it stands. */
export interface ConsumerProblem extends Problem {
  readonly path: readonly (string | number)[];
}

/** So many notifications a bucket has at most. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
export const MAX_NOTIFICATIONS = 100;

const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/** Why STS would refuse what a consumer says. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function externalIdProblem(externalId: string): Problem | undefined {
  if (EXTERNAL_ID.test(externalId)) return undefined;
  return {
    what: "is no external id that STS takes",
    received: externalId,
    allowed: "2 to 1224 letters, digits and _ + = , . @ : / -",
    remedy: "copy what the consumer shows, or make a long random one and tell it to the consumer alone",
  };
}

/** Why rules cannot send to the bus, or it is not the consumer's. */
export function consumerBusProblem(
  arn: string,
  partition: Partition,
  account: AccountId,
): Problem | undefined {
  const [whole, of, owner] =
    /^arn:([a-z-]+):events:[a-z0-9-]+:(\d{12}):event-bus\/[\w./-]{1,256}$/.exec(arn) ?? [];
  if (whole !== undefined && of === partition && owner === account) return undefined;
  return {
    what: whole === undefined ? "is not the ARN of an event bus" : "is a bus of somebody else",
    received: arn,
    allowed: `arn:${partition}:events:REGION:${account}:event-bus/NAME`,
    remedy: "copy the ARN of a bus in the consumer's account",
  };
}

/** Why the principal is not in the consumer's account. */
function principalProblem(principal: string, partition: Partition, account: AccountId): Problem | undefined {
  const problem = principalPatternProblem(partition, principal);
  if (problem !== undefined || principal.split(":")[4] === account) return problem;
  return {
    what: "is of another account",
    received: principal,
    allowed: `roles and users of account ${account}`,
    remedy: "correct the one or the other",
  };
}

/** Why these cannot all be consumers of one bucket. */
export function consumerProblems(
  partition: Partition,
  consumers: readonly Consumer[],
): readonly ConsumerProblem[] {
  const told = consumers.flatMap(({ name, folders, notify }, index) =>
    notify === undefined || notify.kind === "eventbridge"
      ? []
      : folders.map((folder) => ({ name, folder, index })),
  );
  return [
    ...consumers.flatMap((consumer, index) =>
      ownProblems(partition, consumer).map(({ path, ...problem }) => ({
        ...problem,
        path: [index, ...path],
      })),
    ),
    ...consumers.flatMap(({ name }, index) =>
      consumers.findIndex((other) => other.name === name) === index
        ? []
        : [
            {
              path: [index, "name"],
              what: "is the name of another consumer",
              received: name,
              remedy: "choose another name",
            },
          ],
    ),
    ...told.flatMap((one, place) => {
      const other = told
        .slice(0, place)
        .find(({ folder, index }) => index !== one.index && overlap(folder, one.folder));
      return other === undefined ? [] : [overlapProblem(one, other)];
    }),
    ...(told.length > MAX_NOTIFICATIONS
      ? [
          {
            path: [],
            what: `take ${told.length} notifications of the bucket, one for each account`,
            allowed: `at most ${MAX_NOTIFICATIONS}`,
            remedy: "leave out accounts, so that one notification tells of all, or tell by eventbridge",
          },
        ]
      : []),
  ];
}

function ownProblems(
  partition: Partition,
  { account, principal, externalId, folders, notify }: Consumer,
): readonly ConsumerProblem[] {
  const at = (
    problem: Problem | undefined,
    ...path: readonly (string | number)[]
  ): readonly ConsumerProblem[] => (problem === undefined ? [] : [{ ...problem, path }]);
  return [
    ...at(principal === undefined ? undefined : principalProblem(principal, partition, account), "principal"),
    ...at(externalId === undefined ? undefined : externalIdProblem(externalId), "externalId"),
    ...(folders.length === 0
      ? [
          {
            path: ["folders"],
            what: "is empty",
            received: folders,
            allowed: "one or more",
            remedy: "name the folders that are read",
          },
        ]
      : []),
    ...folders.flatMap((folder, index) => at(folderProblem(folder), "folders", index)),
    ...at(
      notify?.kind === "eventbridge" ? consumerBusProblem(notify.eventBusArn, partition, account) : undefined,
      ...["notify", "eventBusArn"],
    ),
  ];
}

/** In a policy, `*` and `?` would stand for others' folders. */
function folderProblem(folder: string): Problem | undefined {
  if (/^([A-Za-z0-9!_.'()-]+\/)+$/.test(folder) && folder.length <= 1024) return undefined;
  return {
    what: "is no folder",
    received: folder,
    allowed: "letters, digits and ! - _ . ' ( ), and a slash after each part: AWSLogs/o-a1b2c3d4e5/",
    remedy: "correct it",
  };
}

function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** A folder of whose files S3 tells a consumer. */
interface Told {
  readonly name: string;
  readonly folder: string;
  readonly index: number;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
function overlapProblem({ index, folder }: Told, other: Told): ConsumerProblem {
  return {
    path: [index, "notify"],
    what: `tells of files in ${folder}, of which ${other.name} is told already, and S3 tells one of each file`,
    remedy:
      "hand on different accounts, tell all but one by eventbridge, or have both subscribe to one topic of a consumer of yours",
  };
}
