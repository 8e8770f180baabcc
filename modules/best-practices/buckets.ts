import { hasWildcard, matchesWildcards } from "../kernel";
import { THIS_BUCKET } from "./access";
import { blocksOf, isDynamic, textsOf, type Block } from "./block";
import { isExpression } from "./expression";
import {
  everyFlag,
  flagOf,
  PUBLIC_ACCESS_BLOCKS,
  type BucketFacts,
  type Flag,
  type Policy,
  type Value,
} from "../facts";
import { ResourceFinder, PartResources } from "./references";
import type { Resource } from "./resource";
import { policyOf } from "./statements";
import type { Tree } from "./tree";

const BUCKET = "aws_s3_bucket";
const POLICY = "aws_s3_bucket_policy";
const PUBLIC_ACCESS = "aws_s3_bucket_public_access_block";
const VERSIONING = "aws_s3_bucket_versioning";
const LOCK = "aws_s3_bucket_object_lock_configuration";

/** The resources that say more of a bucket. */
const PARTS = [POLICY, PUBLIC_ACCESS, VERSIONING, LOCK];

export const BUCKET_TYPES = [BUCKET, ...PARTS];

/** The buckets of a tree, each read when it is asked for. */
export class Buckets {
  private readonly finder: ResourceFinder;
  private readonly parts: PartResources;
  private readonly facts = new Map<Resource, BucketFacts>();

  constructor(private readonly tree: Tree) {
    this.finder = new ResourceFinder(tree, BUCKET, "bucket");
    this.parts = new PartResources(tree, this.finder, PARTS, "bucket");
  }

  /** All of them. */
  all(): readonly BucketFacts[] {
    return this.tree.ofType(BUCKET).map((bucket) => this.factsOf(bucket));
  }

  /** The bucket that a value of a resource names. */
  find(from: Resource, value: string): Resource | "unknown" | undefined {
    return this.finder.find(from, value);
  }

  factsOf(bucket: Resource): BucketFacts {
    const known = this.facts.get(bucket);
    if (known !== undefined) return known;
    const facts = this.read(bucket);
    this.facts.set(bucket, facts);
    return facts;
  }

  private read(bucket: Resource): BucketFacts {
    const account = this.tree.accountOf(bucket);
    const policy = this.policyOf(bucket);
    const versioning = this.settings(bucket, VERSIONING, "versioning_configuration", "versioning");
    return {
      kind: "bucket",
      path: bucket.path,
      name: nameOf(bucket),
      ...(account !== undefined && { account }),
      ...(policy !== undefined && { policy }),
      publicAccessBlocked: this.publicAccessBlocked(bucket),
      // The bucket's own block says `enabled`, the resource `status`.
      versioned: enabled(versioning, "status", "enabled"),
      mfaDelete: enabled(versioning, "mfa_delete"),
      ...lockOf(this.settings(bucket, LOCK, "rule", "object_lock_configuration")),
    };
  }

  /** The block in which a part says more, or else that in the bucket itself. @returns `"unknown"` when Terraform makes it */
  private settings(
    bucket: Resource,
    type: string,
    partBlock: string,
    bucketBlock: string,
  ): Block | "unknown" {
    const part = this.parts.of(bucket, type);
    if (part === "unknown") return part;
    const [owner, block] = part === undefined ? [bucket, bucketBlock] : [part, partBlock];
    return owner.isDynamic(block) ? "unknown" : (owner.blocks(block)[0] ?? {});
  }

  private policyOf(bucket: Resource): Policy | undefined {
    const part = this.parts.of(bucket, POLICY);
    if (part === "unknown") return { statements: [], complete: false };
    const owner = part ?? bucket;
    const policy = policyOf(this.tree, owner, "policy");
    return (
      policy && {
        ...policy,
        statements: policy.statements.map((statement) => ({
          ...statement,
          resources: statement.resources.map((resource) => this.ownArn(owner, bucket, resource)),
        })),
      }
    );
  }

  /** A resource of a bucket's policy, in which the bucket's own ARN is written as `this-bucket`. */
  private ownArn(policy: Resource, bucket: Resource, resource: string): string {
    const [, arn = "", reference = "", key = ""] = /^(arn:[^:]+:s3:::)?([^/]*)(\/.*)?$/s.exec(resource) ?? [];
    if (arn === "" && !reference.startsWith("${")) return resource;
    const name = bucket.text("bucket") ?? "";
    if (hasWildcard(reference) && !isExpression(reference)) {
      // Whether the pattern is about the bucket is as open as the bucket's name.
      if (isExpression(name)) return `${name}${key}`;
      const wide = key === "" && reference.endsWith("*") ? "*" : "";
      return matchesWildcards(reference, name) ? `${THIS_BUCKET}${wide}${key}` : resource;
    }
    return this.finder.find(policy, reference) === bucket ? `${THIS_BUCKET}${key}` : resource;
  }

  private publicAccessBlocked(bucket: Resource): Flag {
    const block = this.parts.of(bucket, PUBLIC_ACCESS);
    if (block === "unknown") return block;
    return everyFlag(PUBLIC_ACCESS_BLOCKS.map((name) => block?.isStrong(name) ?? false));
  }
}

/** The name of a bucket, which Terraform makes where there is none: as no other is named. */
export function nameOf(bucket: Resource): Value {
  const name = bucket.text("bucket");
  return name === undefined || isExpression(name)
    ? { text: bucket.path, known: name === undefined }
    : { text: name, known: true };
}

function enabled(block: Block | "unknown", ...names: readonly string[]): Flag {
  if (block === "unknown") return block;
  const status = names.map((name) => block[name]).find((value) => value !== undefined);
  if (status === "Enabled") return true;
  return status === "Suspended" || status === "Disabled" ? false : flagOf(status, false);
}

function lockOf(block: Block | "unknown"): Pick<BucketFacts, "locked" | "lockMode"> {
  if (block === "unknown" || isDynamic(block, "rule") || isDynamic(block, "default_retention")) {
    return { locked: "unknown" };
  }
  // The block of the bucket has the rule in it, that of the resource is the rule.
  const [rule = block] = blocksOf(block["rule"]);
  if (isDynamic(rule, "default_retention")) return { locked: "unknown" };
  const [retention = {}] = blocksOf(rule["default_retention"]);
  const [lockMode] = textsOf(retention["mode"]);
  if (lockMode === undefined) return { locked: false };
  return isExpression(lockMode) ? { locked: "unknown" } : { locked: true, lockMode };
}
