import type { AccountId, Partition, Region } from "../organization";
import type { Problem } from "../validation";

/** Where a rule sends events besides its topic. */
export interface EventTarget {
  /** Names the target in its rule: 1 to 64 letters, digits and . - _, but not `topic` or `permission`. */
  readonly id: string;
  /**
   * The ARN of a Lambda function, queue, stream, state machine, event bus or whatever else EventBridge sends to. An event
   * bus may be of any account and Region. All else is of the rules' Region; and of their account, but for functions,
   * queues, topics, data streams and REST APIs.
   */
  readonly arn: string;
  /**
   * The role of the rules' account with which EventBridge sends. Streams, state machines and all that is of another account
   * need one; functions, queues and topics of the rules' account have a policy of their own instead, and take none.
   * @default - none
   */
  readonly roleArn?: string;
}

/** Where the rules stand that send. */
export interface RulePlace {
  readonly partition: Partition;
  readonly region: Region;
  readonly account: AccountId;
}

/** Targets of one rule, its topic among them. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const MAX_TARGETS = 5;

/** What is called in their place what orgtrail makes beside targets: the topic of a rule, a function's permission. */
const TOPIC_ID = "topic";
const PERMISSION_ID = "permission";

/**
 * Services whose resources EventBridge reaches in another account, event buses apart: with a role, in the same Region.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
const CROSS_ACCOUNT_SERVICES = ["execute-api", "kinesis", "lambda", "sns", "sqs"];

const ARN = /^arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(.+)$/;
const FUNCTION = /^(arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+)(?::([\w$-]+))?$/;

/** The function that an ARN names, and its version or alias. */
export function lambdaFunction(
  arn: string,
): { readonly arn: string; readonly qualifier?: string } | undefined {
  const [, name, qualifier] = FUNCTION.exec(arn) ?? [];
  if (name === undefined) return undefined;
  return { arn: name, ...(qualifier !== undefined && { qualifier }) };
}

/** Whether the ARN is of the rules' account and Region, so that a policy beside the rules can name it. */
export function isOfPlace({ partition, region, account }: RulePlace, arn: string): boolean {
  return (
    arn.startsWith(`arn:${partition}:`) && arn.split(":").slice(3, 5).join(":") === `${region}:${account}`
  );
}

/** What is wrong with targets. */
export interface TargetProblem extends Problem {
  /** Where: nowhere in particular, or in one target by its place and key. */
  readonly path: readonly [] | readonly [number, keyof EventTarget];
}

/**
 * Why EventBridge or Terraform would refuse the targets. ARNs that are not known yet are passed over, and so are places
 * without a target.
 * @param topics whether the rules have topics, which are a target each
 */
export function targetProblems(
  place: RulePlace,
  targets: readonly (EventTarget | undefined)[],
  topics: boolean,
): readonly TargetProblem[] {
  const count = targets.length + (topics ? 1 : 0);
  const all: readonly TargetProblem[] =
    count <= MAX_TARGETS
      ? []
      : [
          {
            path: [],
            what: `make ${count} targets of a rule, with its topic`,
            allowed: `at most ${MAX_TARGETS}`,
            remedy: "send to one bus or topic, and from there to others",
          },
        ];
  return [
    ...all,
    ...targets.flatMap((target, index) => {
      if (target === undefined) return [];
      const before = targets.slice(0, index);
      const arn = arnProblem(place, target) ?? functionProblem(place, target, before);
      return [
        ...of(index, "id", idProblem(target, before, topics)),
        ...of(index, "arn", arn),
        // Of a target that is not reached, the role does not matter.
        ...of(index, "roleArn", arn === undefined ? roleProblem(place, target) : undefined),
      ];
    }),
  ];
}

function of(index: number, key: keyof EventTarget, problem: Problem | undefined): readonly TargetProblem[] {
  return problem === undefined ? [] : [{ ...problem, path: [index, key] }];
}

type Earlier = readonly (EventTarget | undefined)[];

function idProblem({ id }: EventTarget, before: Earlier, topics: boolean): Problem | undefined {
  const problem = (what: string, allowed: string): Problem => ({
    what,
    received: id,
    allowed,
    remedy: "choose another id",
  });
  if (!/^[.\w-]{1,64}$/.test(id)) return problem("is no id of a target", "1 to 64 letters, digits and . - _");
  if (id === PERMISSION_ID || (topics && id === TOPIC_ID)) {
    return problem("is an id that orgtrail keeps for its own", `all but ${TOPIC_ID} and ${PERMISSION_ID}`);
  }
  const first = before.findIndex((other) => other?.id === id);
  return first === -1 ? undefined : problem(`is the id of targets[${first}] too`, "each id once");
}

function arnProblem(place: RulePlace, { arn }: EventTarget): Problem | undefined {
  if (isUnknown(arn)) return undefined;
  const [, partition, service = "", region = "", account, resource = ""] = ARN.exec(arn) ?? [];
  const problem = (what: string, allowed: string, remedy: string): Problem => ({
    what,
    received: arn,
    allowed,
    remedy,
  });
  if (partition === undefined) {
    return problem("is no ARN", "arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE", "copy the target's ARN");
  }
  if (partition !== place.partition) {
    return problem(`is of partition ${partition}`, `ARNs of partition ${place.partition}`, "correct the ARN");
  }
  if (service === "events" && resource.startsWith("event-bus/")) return undefined;
  // EventBridge takes no FIFO topic, and a FIFO queue with a message group alone.
  if (["sns", "sqs"].includes(service) && resource.endsWith(".fifo")) {
    return problem(
      "is FIFO, and rules give events no order",
      "standard queues and topics",
      "take a standard one",
    );
  }
  if (region !== "" && region !== place.region) {
    return problem(
      `is of Region ${region}, and rules reach nothing but event buses in other Regions`,
      `targets in ${place.region}`,
      `take one in ${place.region}, or send to an event bus in ${region} and from there on`,
    );
  }
  if (account !== undefined && account !== place.account && !CROSS_ACCOUNT_SERVICES.includes(service)) {
    return problem(
      `is of account ${account}, where rules reach no ${service}`,
      `targets in account ${place.account}; elsewhere event buses, functions, queues, topics, data streams and REST APIs`,
      `take one in account ${place.account}, or send to an event bus in ${account} and from there on`,
    );
  }
  return undefined;
}

/** Two targets would put two permissions of one name into the function's policy. */
function functionProblem(place: RulePlace, { arn }: EventTarget, before: Earlier): Problem | undefined {
  const first = before.findIndex((other) => other?.arn === arn);
  if (first === -1 || !isOfPlace(place, arn) || lambdaFunction(arn) === undefined) return undefined;
  return {
    what: `is the function of targets[${first}] too`,
    received: arn,
    allowed: "each function once",
    remedy: "remove one of the two",
  };
}

function roleProblem(place: RulePlace, { arn, roleArn }: EventTarget): Problem | undefined {
  if (roleArn !== undefined) {
    const beginning = `arn:${place.partition}:iam::${place.account}:role/`;
    if (isUnknown(roleArn) || roleArn.startsWith(beginning)) return undefined;
    return {
      what: "is no role of the rules' account",
      received: roleArn,
      allowed: `roles that begin ${beginning}`,
      remedy: "take a role of that account",
    };
  }
  if (isUnknown(arn)) return undefined;
  const [, , service = "", , account = place.account] = ARN.exec(arn) ?? [];
  if (account === place.account || !CROSS_ACCOUNT_SERVICES.includes(service)) return undefined;
  return {
    what: `is missing, and the target is of account ${account}`,
    allowed: `a role of account ${place.account} with which EventBridge sends there`,
    remedy: "add it, and let the role in by the target's own policy",
  };
}

/** Known when Terraform applies. */
function isUnknown(arn: string): boolean {
  return arn.includes("${");
}
