import { nobodyProblem, type Partition } from "../organization";
import type { Problem } from "../validation";

const ROLE = /^arn:([a-z-]+):iam::(\d{12}|\*):role\/([\w+=,.@/*?-]+)$/;

/** Why guardrails cannot let the role through: it is none, or the pattern is that of any role. */
export function guardrailRoleProblem(partition: Partition, arn: string): Problem | undefined {
  const [, of, , name = ""] = ROLE.exec(arn) ?? [];
  if (of === undefined) {
    return {
      what: "is not the ARN of an IAM role",
      received: arn,
      allowed: "arn:PARTITION:iam::ACCOUNT:role/NAME, with * for any account, and * and ? in the name",
      remedy: "write the whole ARN; of a role session, the ARN of its role",
    };
  }
  if (of !== partition) {
    return {
      what: `is of partition ${of}`,
      received: arn,
      allowed: `ARNs of partition ${partition}`,
      remedy: "correct the ARN",
    };
  }
  if (/^[*?/]*$/.test(name)) {
    return {
      what: "lets every role through",
      received: arn,
      allowed: "a name, or a pattern with a part of the name in it",
      remedy: "name the roles that break the glass",
    };
  }
  return nobodyProblem(arn, name);
}
