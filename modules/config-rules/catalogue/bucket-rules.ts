import type { TrailIdentity } from "../../organization";
import type { Remediation } from "../config-rule";
import type { ConfigRuleDraft, ConfigRuleKind } from "../kind";
import { blockPublicAccess, enableVersioning, NO_RUNBOOK, RUNBOOKS, useKey } from "../remediation";
import type { ConfigRuleBucket, ConfigRuleScope } from "../scope";
import { taggedDrafts } from "../tagged-drafts";

type BucketRule = Omit<ConfigRuleKind, "trigger" | "reach" | "drafts"> & {
  /** @default "change" */
  readonly trigger?: ConfigRuleKind["trigger"];
  /** The rule's parameters for a bucket, or why the bucket has no such rule. @default - no parameters */
  readonly of?: (bucket: ConfigRuleBucket) => Readonly<Record<string, string>> | { readonly omitted: string };
  readonly remediation?: (
    partition: TrailIdentity["partition"],
    bucket: ConfigRuleBucket,
  ) => Remediation | undefined;
  /** Whether what mends one bucket is wrong for another, so that no rule of several is mended. @default false */
  readonly mendsOne?: boolean;
};

/** A rule of each bucket, or of all with one tag: it evaluates these alone, and so nothing in accounts that do not have them. */
function bucketRule({
  of = () => ({}),
  remediation,
  mendsOne = false,
  trigger = "change",
  ...kind
}: BucketRule): ConfigRuleKind {
  const draftOf = (bucket: ConfigRuleBucket, { trail, taggedBuckets }: ConfigRuleScope): ConfigRuleDraft => {
    const { subject, owner, name, region } = bucket;
    const parameters = of(bucket);
    if (isOmitted(parameters)) return { subject, omitted: parameters.omitted };
    const isMended = owner === "logArchive" && !(mendsOne && taggedBuckets !== undefined);
    const mended = isMended ? remediation?.(trail.partition, bucket) : undefined;
    return {
      subject,
      owner,
      // Rules of the organization stand in the home Region alone.
      ...(region !== trail.homeRegion && { reach: "owner" as const }),
      parameters,
      resource: { type: "AWS::S3::Bucket", id: name },
      ...(mended && { remediation: mended }),
    };
  };
  return {
    ...kind,
    trigger,
    reach: "organization",
    drafts: (scope) => {
      const { buckets, trail, archiveRegion = trail.homeRegion, taggedBuckets: tagged } = scope;
      const drafts = buckets.map((bucket) => {
        const { subject, owner, region } = bucket;
        const rulesRegion = owner === "logArchive" ? archiveRegion : trail.homeRegion;
        const elsewhere = `the bucket is in ${region}, and the rules are in ${rulesRegion}`;
        const isThere = region === rulesRegion;
        return { bucket, isThere, draft: isThere ? draftOf(bucket, scope) : { subject, omitted: elsewhere } };
      });
      if (tagged === undefined) return drafts.map(({ draft }) => draft);
      const regions = new Set([trail.homeRegion, archiveRegion]);
      return [
        ...[...regions].flatMap((region) => {
          const there = drafts.filter(({ bucket, isThere }) => isThere && bucket.region === region);
          return there.length === 0 ? [] : taggedDrafts(tagged, there);
        }),
        ...drafts.flatMap(({ draft, isThere }) => (isThere ? [] : [draft])),
      ];
    },
  };
}

function isOmitted(
  parameters: Readonly<Record<string, string>> | { readonly omitted: string },
): parameters is { readonly omitted: string } {
  return "omitted" in parameters;
}

const ONE_POLICY = "its runbook rewrites the bucket's policy, which Terraform alone owns";

/** Rules about the buckets of logs and of access logs. */
export const BUCKET_RULES: readonly ConfigRuleKind[] = [
  bucketRule({
    id: "bucket-tls",
    identifier: "S3_BUCKET_SSL_REQUESTS_ONLY",
    title: "the bucket's policy refuses plain HTTP",
    standards: { cis14: "2.1.2", cis30To50: "2.1.1", cis60To70: "3.1.1", securityHub: "S3.5" },
    mending: { unsuitable: ONE_POLICY },
  }),
  bucketRule({
    id: "bucket-versioning",
    identifier: "S3_BUCKET_VERSIONING_ENABLED",
    title: "the bucket keeps versions",
    standards: { securityHub: "S3.14" },
    mending: { runbook: RUNBOOKS.enableVersioning },
    // Of a log bucket nobody can switch versions off: MFA delete takes root, and Object Lock refuses.
    remediation: (partition, { holds, name }) =>
      holds === "access-logs" ? enableVersioning(partition, name) : undefined,
  }),
  bucketRule({
    id: "bucket-mfa-delete",
    identifier: "S3_BUCKET_MFA_DELETE_ENABLED",
    title: "deleting a version takes the root user's MFA device",
    standards: { cis14: "2.1.3", cis30To50: "2.1.2", cis60To70: "3.1.2", securityHub: "S3.20" },
    mending: { unsuitable: "the root user alone can enable it" },
    of: (bucket) => {
      if (bucket.holds === "access-logs") return { omitted: "S3 has no MFA delete where old logs expire" };
      return bucket.immutability.kind === "mfa-delete"
        ? {}
        : { omitted: "Object Lock keeps the logs, with a lifecycle, which excludes MFA delete" };
    },
  }),
  bucketRule({
    id: "bucket-default-lock",
    identifier: "S3_BUCKET_DEFAULT_LOCK_ENABLED",
    title: "the bucket locks each log file, in the mode of the configuration",
    mending: NO_RUNBOOK,
    of: (bucket) => {
      if (bucket.holds === "access-logs") {
        return { omitted: "S3 delivers access logs to no bucket with a default lock" };
      }
      return bucket.immutability.kind === "object-lock"
        ? { mode: bucket.immutability.mode.toUpperCase() }
        : { omitted: "MFA delete keeps the logs, not Object Lock" };
    },
  }),
  bucketRule({
    id: "bucket-access-logging",
    identifier: "S3_BUCKET_LOGGING_ENABLED",
    title: "the bucket's server access logs go to the access-log bucket",
    standards: { securityHub: "S3.9" },
    mending: { unsuitable: "its runbook grants access by ACL, which buckets without ACLs refuse" },
    of: (bucket) =>
      bucket.holds === "logs"
        ? { targetBucket: bucket.accessLogBucket, targetPrefix: `${bucket.name}/` }
        : { omitted: "a bucket of access logs that logs its own access writes logs about writing logs" },
  }),
  bucketRule({
    id: "bucket-public-access",
    identifier: "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
    title: "the bucket has all four settings of Block Public Access",
    standards: { securityHub: "S3.8" },
    mending: { runbook: RUNBOOKS.blockPublicAccess },
    remediation: (partition, { name }) => blockPublicAccess(partition, name),
  }),
  bucketRule({
    id: "bucket-public-read",
    identifier: "S3_BUCKET_PUBLIC_READ_PROHIBITED",
    title: "nobody reads the bucket anonymously",
    trigger: "change and periodic",
    standards: { securityHub: "S3.2" },
    mending: { unsuitable: "bucket-public-access has the runbook" },
  }),
  bucketRule({
    id: "bucket-public-write",
    identifier: "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    title: "nobody writes to the bucket anonymously",
    trigger: "change and periodic",
    standards: { securityHub: "S3.3" },
    mending: { unsuitable: "bucket-public-access has the runbook" },
  }),
  bucketRule({
    id: "bucket-kms",
    identifier: "S3_DEFAULT_ENCRYPTION_KMS",
    title: "the bucket encrypts with its own KMS key",
    standards: { cis14: "2.1.1" },
    mending: { runbook: RUNBOOKS.useKey },
    mendsOne: true,
    remediation: (partition, bucket) =>
      bucket.holds === "logs" && bucket.keyArn !== undefined && bucket.keyIsMended !== false
        ? useKey(partition, bucket.name, bucket.keyArn)
        : undefined,
    of: (bucket) => {
      if (bucket.holds === "access-logs") {
        return { omitted: "S3 delivers access logs to no bucket that encrypts with KMS" };
      }
      return bucket.keyArn === undefined ? {} : { kmsKeyArns: bucket.keyArn };
    },
  }),
  bucketRule({
    id: "bucket-encryption",
    identifier: "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
    title: "the bucket encrypts what it gets",
    standards: { cis14: "2.1.1" },
    mending: { unsuitable: "S3 encrypts every bucket since 2023" },
    of: ({ holds }) => (holds === "access-logs" ? {} : { omitted: "bucket-kms asks for more" }),
  }),
];
