import { sorted } from "../kernel";
import type { AccountId, OrganizationId, Partition } from "../organization";
import { nobodyProblem, rootArn } from "../organization";
import type { Problem } from "../validation";
import type { OneOrMore, PolicyConditions, PolicyPrincipal, PolicyStatement } from "./document";
import { viaS3 } from "./key-use";

/** Lets every account of the organization read its own logs in the bucket. */
export interface MemberAccess {
  readonly organization: OrganizationId;
}

const PRINCIPAL = /^arn:([a-z-]+):iam::(\d{12}):(role|user)\/([\w+=,.@/*?-]+)$/;

/** The form of the ARNs that name people and roles. */
export const PRINCIPAL_PATTERN_ALLOWED =
  "arn:PARTITION:iam::ACCOUNT:role/NAME or …:user/NAME, with * and ? in the name where one pattern is to match several";

/** Why the text names no IAM role or user of the partition. */
export function principalPatternProblem(partition: Partition, arn: string): Problem | undefined {
  const match = PRINCIPAL.exec(arn);
  if (match === null) {
    return {
      what: "is not the ARN of an IAM role or user",
      received: arn,
      allowed: PRINCIPAL_PATTERN_ALLOWED,
      remedy: "write the whole ARN; of a role session, the ARN of its role",
    };
  }
  if (match[1] !== partition) {
    return {
      what: `is of partition ${match[1]}`,
      received: arn,
      allowed: `ARNs of partition ${partition}`,
      remedy: "correct the ARN",
    };
  }
  return nobodyProblem(arn, match[4] ?? "");
}

/** The account in the ARN of a role or user. */
function accountOf(arn: string): AccountId {
  return (PRINCIPAL.exec(arn)?.[2] ?? "") as AccountId;
}

/**
 * The principals as policies name them: their accounts, pinned to their ARNs by a condition. A role named
 * directly must exist when the policy is set, and is lost from the policy when it is made anew; an account with
 * a condition has neither trouble and takes patterns. The readers need an identity policy of their own too.
 */
export function pinnedPrincipals(
  partition: Partition,
  arns: readonly string[],
): { readonly Principal: PolicyPrincipal; readonly Condition: PolicyConditions } {
  return {
    Principal: { AWS: sorted(arns.map((arn) => rootArn(partition, accountOf(arn)))) },
    Condition: { ArnLike: { "aws:PrincipalArn": sorted(arns) } },
  };
}

/** Lets the principals use a key, as its policy says it: through S3 alone, unless other conditions say otherwise. For nobody there is no statement. */
export function principalsUseKey(
  sid: string,
  partition: Partition,
  arns: readonly string[],
  actions: OneOrMore,
  conditions: PolicyConditions = viaS3(partition),
): readonly PolicyStatement[] {
  if (arns.length === 0) return [];
  const { Principal, Condition } = pinnedPrincipals(partition, arns);
  return [
    {
      Sid: sid,
      Effect: "Allow",
      Principal,
      Action: actions,
      Resource: "*",
      Condition: { ...Condition, ...conditions },
    },
  ];
}
