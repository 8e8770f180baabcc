import { sorted } from "../../kernel";
import { bucketArn, monitoringNamePrefix, type AccountId, type BucketName } from "../../organization";
import { allow } from "../allowance";
import type { PolicyStatement } from "../document";
import * as Change from "../guardrail-actions";
import { guardedBuckets, guardedPrefix, type NameFamilies } from "../guardrail-names";
import { logsViaS3 } from "../key-use";

/** What nobody else changes. */
export interface Guarded {
  readonly what: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** ARNs, or patterns of ARNs, of the roles that do it besides. @default - nobody does but those who are exempt */
  readonly except?: readonly string[];
}

/** What policies say of a feature, by the families of names. */
export interface FeaturePolicies {
  /** What the plan role reads. @default - no more than of an organization without it */
  readonly plans?: readonly PolicyStatement[];
  /** What the deploy role makes and changes. @default - the same */
  readonly deploys?: readonly PolicyStatement[];
  /** Services that take its roles. @default - the same */
  readonly services?: readonly string[];
  /** The most that its roles may do. @default - the same */
  readonly bounds?: readonly PolicyStatement[];
  /** ARNs of roles that write into buckets of logs, as nobody else does. @default - the same */
  readonly writers?: readonly string[];
  /** Services of AWS that use keys of it by a grant, as `kms:ViaService` has them. @default - none */
  readonly grantsThrough?: readonly string[];
  /** What service control policies protect. @default - the same */
  readonly guards?: readonly Guarded[];
  /** Actions, on what has no name, that nobody else does in the account that keeps the logs. @default - none */
  readonly accountActions?: readonly string[];
  /** ARNs of buckets, of no logs, whose settings nobody else changes and which stay inside the organization. @default - the same */
  readonly buckets?: readonly string[];
}

/** @param account where the feature is on */
export type PoliciesOf = (names: NameFamilies, account: AccountId) => FeaturePolicies;

/** Log files in whatever bucket, known by their keys: the boundary has no room for each bucket by name. */
export function anyLogFile({ partition }: NameFamilies): string {
  return `arn:${partition}:s3:::*AWSLogs/*`;
}

/** The bucket of a feature; where several have one, one pattern for all: accounts have room for few policies. */
export function ownBucket(
  { partition, name, features = [] }: NameFamilies,
  account: AccountId,
  own: BucketName,
): string {
  const several = features.includes("athena") && features.includes("search");
  return several
    ? `arn:${partition}:s3:::${monitoringNamePrefix(name)}${account}-*`
    : bucketArn(partition, own);
}

/** All functions of orgtrail. */
export function functionsOf(names: NameFamilies): string {
  return `arn:${names.partition}:lambda:*:*:function:${guardedPrefix(names)}*`;
}

export function changeFunctions(names: NameFamilies): PolicyStatement {
  return allow(
    names.features?.includes("validation") === true ? "LogValidation" : "Functions",
    Change.CHANGE_FUNCTION_ACTIONS,
    functionsOf(names),
  );
}

/** Finds log files, as all do that read them. */
export function findLogs(names: NameFamilies): PolicyStatement {
  return allow("ListLogs", ["s3:GetBucketLocation", "s3:ListBucket"], sorted(guardedBuckets(names)));
}

/** Decrypts log files through S3, as all do that read them. */
export function decryptLogs({ partition }: NameFamilies): PolicyStatement {
  return allow("DecryptLogs", ["kms:Decrypt"], `arn:${partition}:kms:*:*:key/*`, logsViaS3(partition));
}
