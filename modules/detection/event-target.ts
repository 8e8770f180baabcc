import type { PropertyProblem } from "../validation";

/** Where a rule sends events besides its topic. */
export interface EventTarget {
  /** Names the target in its rule: letters, digits and . - _ */
  readonly id: string;
  /** The ARN of a Lambda function, queue, stream, state machine, event bus or whatever else EventBridge sends to. */
  readonly arn: string;
  /**
   * The role with which EventBridge sends. Streams, state machines and buses of other accounts need one; functions,
   * queues and topics have a policy of their own instead, and take none.
   * @default - none
   */
  readonly roleArn?: string;
}

/** Targets of one rule, its topic among them. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const MAX_TARGETS = 5;

const ARN = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$/;
const FUNCTION = /^(arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+)(?::([\w$-]+))?$/;

/** The function that an ARN names, and its version or alias. */
export function lambdaFunction(
  arn: string,
): { readonly arn: string; readonly qualifier?: string } | undefined {
  const [, name, qualifier] = FUNCTION.exec(arn) ?? [];
  if (name === undefined) return undefined;
  return { arn: name, ...(qualifier !== undefined && { qualifier }) };
}

/** Why EventBridge would refuse the targets. ARNs that are not known yet are passed over. */
export function targetProblems(targets: readonly EventTarget[], others: number): readonly PropertyProblem[] {
  const problems: PropertyProblem[] = [];
  if (targets.length + others > MAX_TARGETS) {
    problems.push({
      property: "targets",
      what: `make ${targets.length + others} targets of a rule, with its topic`,
      allowed: `at most ${MAX_TARGETS}`,
      remedy: "send to one bus or topic, and from there to others",
    });
  }
  targets.forEach(({ id, arn }, index) => {
    if (!/^[.\w-]{1,64}$/.test(id) || targets.findIndex((other) => other.id === id) !== index) {
      problems.push({
        property: `targets[${index}].id`,
        what: "is no id of a target, or another target has it",
        received: id,
        allowed: "1 to 64 letters, digits and . - _, each once",
        remedy: "choose another id",
      });
    }
    if (!arn.includes("${") && !ARN.test(arn)) {
      problems.push({
        property: `targets[${index}].arn`,
        what: "is no ARN",
        received: arn,
        allowed: "arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE",
        remedy: "copy the target's ARN",
      });
    }
  });
  return problems;
}
