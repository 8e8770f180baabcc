import type { IConstruct } from "constructs";
import { cloudTrailMay } from "./access";
import { blocksOf, textsOf } from "./block";
import { BUCKET_TYPES, Buckets, nameOf } from "./buckets";
import { CHECK_TYPES, checkFacts } from "./checks";
import { isExpression, isOpaque } from "./expression";
import {
  type BucketFacts,
  type DeliveryPlace,
  type Elsewhere,
  type Facts,
  type Flag,
  type KeyFacts,
  type LogGroupFacts,
  type Policy,
  someFlag,
  type TrailFacts,
} from "../facts";
import { LOG_VALIDATION } from "../organization";
import { recordedOf } from "./recorded";
import { PartResources, ResourceFinder, valueOfSetting } from "./references";
import { Resource } from "./resource";
import { SEARCH_TYPES, searchesOf } from "./searches";
import { Tree } from "./tree";
import { policyOf } from "./statements";
import { ALARM, Alarms } from "./alarms";

const KEY = "aws_kms_key";
const POLICY = "aws_kms_key_policy";
const FUNCTION = "aws_lambda_function";

const KEY_TYPES = [KEY, POLICY];

const REPLICATION = "aws_s3_bucket_replication_configuration";

/** The keys of a tree. */
class TreeKeys {
  private readonly finder: ResourceFinder;
  private readonly facts: ReadonlyMap<Resource, KeyFacts>;

  constructor(tree: Tree) {
    // A key has no name that a configuration could know: references lead to it.
    this.finder = new ResourceFinder(tree, KEY, "key_id");
    const parts = new PartResources(tree, this.finder, [POLICY], "key_id");
    this.facts = new Map(
      tree.ofType(KEY).map((key) => [key, keyFacts(tree, key, parts.of(key, POLICY) ?? key)]),
    );
  }

  all(): readonly KeyFacts[] {
    return [...this.facts.values()];
  }

  find(from: Resource, value: string): KeyFacts | "unknown" | undefined {
    const key = this.finder.find(from, value);
    return key === undefined || key === "unknown" ? key : this.facts.get(key);
  }
}

function keyFacts(tree: Tree, key: Resource, owner: Resource | "unknown"): KeyFacts {
  const policy: Policy | undefined =
    owner === "unknown" ? { statements: [], complete: false } : policyOf(tree, owner, "policy");
  const spec = key.text("customer_master_key_spec") ?? "SYMMETRIC_DEFAULT";
  return {
    kind: "key",
    path: key.path,
    symmetric: isExpression(spec) ? "unknown" : spec === "SYMMETRIC_DEFAULT",
    rotated: key.isStrong("enable_key_rotation"),
    ...(policy !== undefined && { policy }),
  };
}

const LOG_GROUP = "aws_cloudwatch_log_group";
const FILTER = "aws_cloudwatch_log_metric_filter";

const LOG_GROUP_TYPES = [LOG_GROUP, FILTER, ALARM];

/** The log groups of a tree, and who watches over them. */
class LogGroups {
  private readonly finder: ResourceFinder;
  private readonly filters = new Map<Resource, Resource[]>();
  /** Those of which only Terraform knows the log group. */
  private readonly unplaced: Resource[] = [];
  private readonly alarms: Alarms;

  constructor(private readonly tree: Tree) {
    this.finder = new ResourceFinder(tree, LOG_GROUP, "name");
    this.alarms = new Alarms(tree);
    for (const filter of tree.ofType(FILTER)) {
      const group = this.finder.find(filter, filter.text("log_group_name") ?? "");
      if (group === "unknown") this.unplaced.push(filter);
      else if (group !== undefined) this.filters.set(group, [...(this.filters.get(group) ?? []), filter]);
    }
  }

  /** The log group to which a trail's attribute leads: an ARN with `:*` after it. */
  find(trail: Resource, arn: string): LogGroupFacts | "unknown" | undefined {
    const group = this.finder.find(trail, arn, (text) => /:log-group:([^:]+)/.exec(text)?.[1] ?? text);
    return group === undefined || group === "unknown" ? group : this.factsOf(group);
  }

  private factsOf(group: Resource): LogGroupFacts {
    return {
      kind: "log-group",
      path: group.path,
      filters: (this.filters.get(group) ?? []).map((filter) => ({
        name: filter.text("name") ?? filter.path,
        watched: this.isWatched(filter),
      })),
      mayHaveMore: this.unplaced.some((filter) => this.tree.shareAccount(filter, group) !== false),
    };
  }

  private isWatched(filter: Resource): Flag {
    if (filter.isDynamic("metric_transformation")) return "unknown";
    return someFlag(
      filter
        .blocks("metric_transformation")
        .map((transformation) => this.alarms.watch(filter, transformation)),
    );
  }
}

const TRAIL = "aws_cloudtrail";

/** The policies of others are read as data sources. */
const TYPES: ReadonlySet<string> = new Set([
  TRAIL,
  ...BUCKET_TYPES,
  ...KEY_TYPES,
  ...LOG_GROUP_TYPES,
  REPLICATION,
  ...CHECK_TYPES,
  ...SEARCH_TYPES,
  FUNCTION,
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
  const copies = copiesOf(tree, buckets, keys);
  return {
    root: root.node.path,
    whole,
    trails,
    validatedHourly: tree
      .ofType(FUNCTION)
      .some((found) => found.made === true && found.text("function_name")?.endsWith(`-${LOG_VALIDATION}`)),
    logBuckets: buckets
      .all()
      .filter(
        (bucket) =>
          targets.has(bucket) ||
          copies.buckets.has(bucket) ||
          cloudTrailMay(bucket.policy, "s3:PutObject").length > 0,
      ),
    logKeys: keys
      .all()
      .filter((key) => targets.has(key) || cloudTrailMay(key.policy, "kms:GenerateDataKey").length > 0),
    copyKeys: [...copies.keys],
    searches: searchesOf(tree),
    checks: checkFacts(tree),
  };
}

/** Where buckets are copied to, and with which keys, as far as these are in the tree. */
function copiesOf(
  tree: Tree,
  buckets: Buckets,
  keys: TreeKeys,
): { readonly buckets: ReadonlySet<BucketFacts>; readonly keys: ReadonlySet<KeyFacts> } {
  const found = { buckets: new Set<BucketFacts>(), keys: new Set<KeyFacts>() };
  for (const replication of tree.ofType(REPLICATION)) {
    for (const { destination } of replication.blocks("rule")) {
      for (const { bucket, encryption_configuration: encryption } of blocksOf(destination)) {
        const copy = buckets.find(replication, String(bucket).replace(/^arn:[^:]+:s3:::/, ""));
        if (copy instanceof Resource) found.buckets.add(buckets.factsOf(copy));
        for (const { replica_kms_key_id: id } of blocksOf(encryption)) {
          const key = keys.find(replication, String(id));
          if (typeof key === "object") found.keys.add(key);
        }
      }
    }
  }
  return found;
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
    recorded: recordedOf(trail, (reference) => {
      const named = buckets.find(trail, reference);
      return named instanceof Resource ? nameOf(named).text : undefined;
    }),
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
  return { kind: "resource", bucket: { ...nameOf(bucket), text: bucket.path }, prefix };
}

/** Whether a text is more than nothing: an expression may turn out to be. */
function isGiven(text = ""): Flag {
  return isOpaque(text) ? "unknown" : text !== "";
}

function orElsewhere<T>(found: T | "unknown" | undefined): T | Elsewhere {
  if (found === undefined) return { kind: "outside" };
  return found === "unknown" ? { kind: "unknown" } : found;
}
