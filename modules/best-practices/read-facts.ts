import type { IConstruct } from "constructs";
import { cloudTrailMay } from "./access";
import { textsOf } from "./block";
import { BUCKET_TYPES, Buckets } from "./buckets";
import { CHECK_TYPES, checkFacts } from "./checks";
import { isExpression, isOpaque } from "./expression";
import type { BucketFacts, Elsewhere, Facts, Flag, KeyFacts, DeliveryPlace, TrailFacts } from "../facts";
import { KEY_TYPES, TreeKeys } from "./keys";
import { LOG_GROUP_TYPES, LogGroups } from "./log-groups";
import { recordedOf } from "./recorded";
import { valueOfSetting } from "./references";
import { Resource } from "./resource";
import { Tree } from "./tree";

const TRAIL = "aws_cloudtrail";

/** The policies of others are read as data sources. */
const TYPES: ReadonlySet<string> = new Set([
  TRAIL,
  ...BUCKET_TYPES,
  ...KEY_TYPES,
  ...LOG_GROUP_TYPES,
  ...CHECK_TYPES,
  "aws_iam_policy_document",
]);

/** Reads a tree once. @param whole whether all of the organization is in it */
export function readFacts(root: IConstruct, whole: boolean): Facts {
  const tree = new Tree(root, TYPES);
  const buckets = new Buckets(tree);
  const keys = new TreeKeys(tree);
  const logGroups = new LogGroups(tree);
  const trails = tree.ofType(TRAIL).map((trail) => trailFacts(tree, trail, { buckets, keys, logGroups }));
  const targets = new Set<BucketFacts | KeyFacts | Elsewhere | undefined>(
    trails.flatMap(({ bucket, key }) => [bucket, key]),
  );
  return {
    root: root.node.path,
    whole,
    trails,
    logBuckets: buckets
      .all()
      .filter((bucket) => targets.has(bucket) || cloudTrailMay(bucket.policy, "s3:PutObject").length > 0),
    logKeys: keys
      .all()
      .filter((key) => targets.has(key) || cloudTrailMay(key.policy, "kms:GenerateDataKey").length > 0),
    checks: checkFacts(tree),
  };
}

interface Found {
  readonly buckets: Buckets;
  readonly keys: TreeKeys;
  readonly logGroups: LogGroups;
}

function trailFacts(tree: Tree, trail: Resource, { buckets, keys, logGroups }: Found): TrailFacts {
  const account = tree.accountOf(trail);
  const bucket = buckets.find(trail, trail.text("s3_bucket_name") ?? "");
  const key = trail.text("kms_key_id");
  const logGroup = trail.text("cloud_watch_logs_group_arn");
  return {
    path: trail.path,
    made: trail.made,
    ...(account !== undefined && { account }),
    provider: JSON.stringify([trail.stack.node.path, trail.text("provider") ?? ""]),
    organization: trail.isStrong("is_organization_trail"),
    multiRegion: trail.isStrong("is_multi_region_trail"),
    logging: trail.isStrong("enable_logging"),
    globalServiceEvents: trail.isStrong("include_global_service_events"),
    validation: trail.isStrong("enable_log_file_validation"),
    bucket: orElsewhere(bucket instanceof Resource ? buckets.factsOf(bucket) : bucket),
    place: placeOf(tree, trail, bucket),
    ...(key !== undefined && key !== "" && { key: orElsewhere(keys.find(trail, key)) }),
    recorded: recordedOf(trail),
    insights: trail.isDynamic("insight_selector")
      ? "unknown"
      : trail.blocks("insight_selector").flatMap(({ insight_type: type }) => textsOf(type)),
    ...(logGroup !== undefined &&
      logGroup !== "" && { logGroup: orElsewhere(logGroups.find(trail, logGroup)) }),
    hasLogRole: isGiven(trail.text("cloud_watch_logs_role_arn")),
  };
}

function placeOf(tree: Tree, trail: Resource, bucket: Resource | "unknown" | undefined): DeliveryPlace {
  const prefix = valueOfSetting(tree, trail, trail.attribute("s3_key_prefix"));
  if (!(bucket instanceof Resource)) {
    return { kind: "name", bucket: valueOfSetting(tree, trail, trail.attribute("s3_bucket_name")), prefix };
  }
  const name = bucket.text("bucket");
  return {
    kind: "resource",
    // Terraform names a bucket that has no name, as no other is named.
    bucket: { text: bucket.path, known: name === undefined || !isExpression(name) },
    prefix,
  };
}

/** Whether a text is more than nothing: an expression may turn out to be. */
function isGiven(text = ""): Flag {
  return isOpaque(text) ? "unknown" : text !== "";
}

function orElsewhere<T>(found: T | "unknown" | undefined): T | Elsewhere {
  if (found === undefined) return { kind: "outside" };
  return found === "unknown" ? { kind: "unknown" } : found;
}
