import { blocksOf, flagOf, textsOf, type Flag, type Resource } from "./resource";
import { Finder } from "./references";
import type { Tree } from "./tree";
import type { BucketFacts } from "./facts";
import { statementsOf } from "./statements";

/** The resources that say more of a bucket. */
const PARTS = [
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_versioning",
  "aws_s3_bucket_object_lock_configuration",
] as const;

type PartType = (typeof PARTS)[number];

export const BUCKET_TYPES = ["aws_s3_bucket", ...PARTS] as const;

/** The buckets of a tree, each read when it is asked for. */
export class Buckets {
  private readonly finder: Finder;
  private readonly parts = new Map<Resource, Partial<Record<PartType, Resource>>>();
  private readonly facts = new Map<Resource, BucketFacts>();

  constructor(private readonly tree: Tree) {
    this.finder = new Finder(tree, "aws_s3_bucket", "bucket");
    for (const part of tree.ofType(...PARTS)) {
      const bucket = this.finder.find(part, part.text("bucket") ?? "");
      if (bucket === undefined || bucket === "unknown") continue;
      this.parts.set(bucket, { ...this.parts.get(bucket), [part.type]: part });
    }
  }

  /** All of them. */
  all(): readonly BucketFacts[] {
    return this.tree.ofType("aws_s3_bucket").map((bucket) => this.factsOf(bucket));
  }

  /** The bucket that a value of a resource names. */
  find(from: Resource, value: string): BucketFacts | "unknown" | undefined {
    const bucket = this.finder.find(from, value);
    return bucket === undefined || bucket === "unknown" ? bucket : this.factsOf(bucket);
  }

  private factsOf(bucket: Resource): BucketFacts {
    const known = this.facts.get(bucket);
    if (known !== undefined) return known;
    const facts = bucketFacts(this.tree, bucket, this.parts.get(bucket) ?? {});
    this.facts.set(bucket, facts);
    return facts;
  }
}

function bucketFacts(
  tree: Tree,
  bucket: Resource,
  parts: Readonly<Partial<Record<PartType, Resource>>>,
): BucketFacts {
  const policy = parts.aws_s3_bucket_policy ?? bucket;
  const statements = statementsOf(tree, policy, "policy");
  const versioning = parts.aws_s3_bucket_versioning?.blocks("versioning_configuration")[0] ?? {};
  const [rule = {}] = parts.aws_s3_bucket_object_lock_configuration?.blocks("rule") ?? [];
  const account = tree.accountOf(bucket);
  const [retention = {}] = blocksOf(rule["default_retention"]);
  const [lockMode] = textsOf(retention["mode"]);
  return {
    kind: "bucket",
    path: bucket.path,
    ...(account !== undefined && { account }),
    ...(statements !== undefined && { policy: statements }),
    publicAccessBlocked: allBlocked(parts.aws_s3_bucket_public_access_block),
    versioned: enabled(versioning["status"]),
    mfaDelete: enabled(versioning["mfa_delete"]),
    ...(lockMode !== undefined && { lockMode }),
  };
}

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function allBlocked(block: Resource | undefined): Flag {
  const flags = BLOCKS.map((name) => block?.flag(name, false) ?? false);
  if (flags.includes(false)) return false;
  return flags.includes("unknown") ? "unknown" : true;
}

function enabled(status: unknown): Flag {
  return flagOf(
    status === "Enabled" ? true : status === "Suspended" || status === "Disabled" ? false : status,
    false,
  );
}
