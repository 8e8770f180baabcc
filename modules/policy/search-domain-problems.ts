import type { Partition } from "../organization";
import type { Problem } from "../validation";
import { principalPatternProblem } from "./readers";

/** What a domain within a VPC has. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html#vpc-architecture */
export const MAX_DOMAIN_SUBNETS = 3;
/** The least disk of an instance, in GiB. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html#ebsresource */
export const MIN_VOLUME_GB = 10;
/** What OpenSearch takes of an identity provider. @see https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_SAMLOptionsInput.html */
export const SAML_LIMITS = { minutes: 1440, key: 256, entityId: [8, 512], metadata: 1_048_576 } as const;

/**
 * Why OpenSearch would not know somebody as that role: it is told of roles by their whole ARNs, which the one who asks has.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html#fgac-mapping
 */
export function searchRoleProblem(partition: Partition, arn: string): Problem | undefined {
  const problem = principalPatternProblem(partition, arn);
  if (problem !== undefined) return problem;
  return /[*?]|:user\//.test(arn)
    ? {
        what: "is not the ARN of one role, by which OpenSearch knows who asks",
        received: arn,
        allowed: `arn:${partition}:iam::ACCOUNT:role/NAME, without * and ?`,
        remedy: "write the whole ARN of the role",
      }
    : undefined;
}

/** A block of IPv4 addresses: OpenSearch has no others in a VPC. */
const CIDR = /^(?:\d{1,3}\.){3}\d{1,3}\/(?:\d|[12]\d|3[0-2])$/;

/** Why the text is no block of addresses, or one of all. */
export function searchCidrProblem(received: string): Problem | undefined {
  const [bits = 0, ...bytes] = received.split(/[./]/).map(Number).reverse();
  const isBlock = CIDR.test(received) && bytes.every((byte) => byte <= 255);
  const address = bytes.reduceRight((number, byte) => number * 256 + byte, 0);
  const isWhole = address % 2 ** (32 - bits) === 0;
  if (isBlock && bits > 0 && isWhole) return undefined;
  const not = isBlock ? "begins before its address" : "is no block of IPv4 addresses";
  return {
    what: isBlock && bits === 0 ? "is every address there is" : not,
    received,
    allowed: "addresses of those who search, such as 10.0.0.0/16",
    remedy: "write the block from which OpenSearch is reached",
  };
}
