import type { Problem } from "../validation";
import type { PolicyDocument } from "./document";
import { renderPolicy } from "./render";

/** How large AWS lets one kind of policy document be. */
export interface PolicyLimit {
  readonly title: string;
  readonly maximum: number;
  readonly unit: "bytes" | "characters";
  /** How far several statements fill a document, where AWS takes more; a larger statement stands alone. @default maximum */
  readonly filled?: number;
  /** What makes such a document smaller. */
  readonly remedy: string;
}

export const POLICY_LIMITS = {
  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
  bucketPolicy: {
    title: "a bucket policy",
    maximum: 20 * 1024,
    unit: "bytes",
    remedy:
      "list fewer readers (one pattern can name several roles), or let fewer trails deliver to this bucket",
  },
  /** @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
  keyPolicy: {
    title: "a key policy",
    maximum: 32 * 1024,
    unit: "bytes",
    remedy: "list fewer readers (one pattern can name several roles), or let fewer trails use this key",
  },
  /**
   * AWS has taken twice of what it took before 15 May 2026. Policies are filled as before, so that what is deployed stays.
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
   */
  serviceControlPolicy: {
    title: "a service control policy",
    maximum: 10_240,
    filled: 5120,
    unit: "characters",
    remedy: "split it into two policies",
  },
  /** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
  resourceControlPolicy: {
    title: "a resource control policy",
    maximum: 5120,
    unit: "characters",
    remedy: "split it into two policies",
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  inlineRolePolicy: {
    title: "the policies in a role",
    maximum: 10_240,
    unit: "characters",
    remedy: "name fewer accounts, or make a pipeline for each part of them",
  },
  /**
   * A quota that AWS doubles for who asks.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  roleTrust: {
    title: "the trust of a role",
    maximum: 2048,
    unit: "characters",
    remedy: "name fewer environments, branches, subjects or principals",
  },
  /** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  managedPolicy: {
    title: "a managed policy",
    maximum: 6144,
    unit: "characters",
    remedy: "split it into two policies",
  },
} as const satisfies Readonly<Record<string, PolicyLimit>>;

/**
 * How many policies of a type AWS attaches to a root, unit or account, AWS's own that allows everything among them. Those of others,
 * as of AWS Control Tower, count too.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const ATTACHED_POLICIES = { SERVICE_CONTROL_POLICY: 10, RESOURCE_CONTROL_POLICY: 5 } as const;

/** How many policies IAM attaches to a role. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const ATTACHED_TO_ROLE = 10;

const LARGEST_SHOWN = 3;

function sizeOf(text: string, unit: PolicyLimit["unit"]): number {
  if (unit === "bytes") return new TextEncoder().encode(text).length;
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** Why the document is too large, with the statements that take most of the room. */
export function policySizeProblem(document: PolicyDocument, limit: PolicyLimit): Problem | undefined {
  const size = sizeOf(renderPolicy(document), limit.unit);
  if (size <= limit.maximum) return undefined;
  const largest = document.Statement.map((statement) => ({
    sid: statement.Sid,
    size: sizeOf(renderPolicy({ Version: document.Version, Statement: [statement] }), limit.unit),
  }))
    .sort((one, other) => other.size - one.size)
    .slice(0, LARGEST_SHOWN)
    .map(({ sid, size }) => `${sid} ${size}`);
  return {
    what:
      `has ${size} ${limit.unit}, ${size - limit.maximum} over what AWS takes for ${limit.title}; ` +
      `the largest statements are ${largest.join(", ")}`,
    allowed: `at most ${limit.maximum} ${limit.unit}`,
    remedy: limit.remedy,
  };
}
