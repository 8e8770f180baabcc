import { bucketArn } from "../../../modules/organization";
import {
  at,
  blocksAt,
  isKnown,
  isNothing,
  saysSame,
  shown,
  shownChange,
  textAt,
} from "../../../modules/facts";
import type { Configuration } from "../../../stacks/config";
import { sidesOf, type JsonObject } from "../change";
import { coversObjects, scopeOf } from "./lifecycle";
import type { Judges } from "./verdict";

const TYPE = "aws_s3_bucket_replication_configuration";

/** What is judged of the second copy with more than one attribute. */
export const REPLICATION: Judges = {
  "replication-weakened": (change) => {
    const sides = change.type === TYPE ? sidesOf(change) : undefined;
    if (sides === undefined) return [];
    const after = rulesOf(sides.after);
    return rulesOf(sides.before).flatMap((was) => {
      const others = after.filter(
        (rule) => rule.bucket === was.bucket && coversObjects(rule.objects, was.objects),
      );
      const [is, ...more] = others;
      if (is === undefined) return [`log files are no longer copied to ${shown(was.bucket)}, or fewer are`];
      // Of several rules of one destination, S3 follows that of the highest priority.
      return [is, ...more].flatMap((rule) => weaknesses(was.rule, rule.rule));
    });
  },

  "access-widened": ({ type, action, before, after }, { configuration }) => {
    if (type !== TYPE || action === "destroy" || action === "forget") return [];
    const known = [...(action === "create" ? [] : rulesOf(before)), ...namedBy(configuration)];
    return rulesOf(after)
      .filter(({ bucket }) => isKnown(bucket) && !known.some((one) => one.bucket === bucket))
      .map(
        ({ bucket }) =>
          `log files are newly copied to ${shown(bucket)}, which the configuration does not name`,
      );
  },
};

/** A rule by which S3 copies. */
interface Rule {
  readonly bucket: string;
  readonly objects: ReturnType<typeof scopeOf>;
  readonly rule: JsonObject;
}

/** The rules that are on. */
function rulesOf(replication: JsonObject | undefined): readonly Rule[] {
  return blocksAt(replication, "rule")
    .filter((rule) => at(rule, "status") === "Enabled")
    .map((rule) => ({
      bucket: textAt(rule, "destination", "bucket") ?? "a bucket",
      objects: scopeOf(rule),
      rule,
    }));
}

/** Where the configuration has the second copy. */
function namedBy({ archive: { replica }, partition }: Configuration): readonly Pick<Rule, "bucket">[] {
  return replica === undefined ? [] : [{ bucket: bucketArn(partition, replica.bucketName) }];
}

/** What has to stay on, by its path, and what is so without it. */
const SWITCHES = [
  [
    ["source_selection_criteria", "sse_kms_encrypted_objects"],
    "log files that a key encrypts are not copied",
  ],
  [["destination", "replication_time"], "nothing says within which time log files are copied"],
  [["destination", "metrics"], "nothing tells whether log files are copied"],
] as const;

/** What is to stay as it was, where it was set. Alarms know the rule by its id. */
const KEPT = [
  ["id"],
  ["destination", "access_control_translation"],
  ["destination", "account"],
  ["destination", "encryption_configuration"],
  ["destination", "metrics", "event_threshold"],
  ["destination", "replication_time", "time"],
] as const;

/** What orgtrail does not set: what is copied besides, and where copies are kept. */
const ADDED = [
  ["destination", "storage_class"],
  ["existing_object_replication"],
  ["source_selection_criteria", "replica_modifications"],
] as const;

const MARKERS = ["delete_marker_replication", "status"] as const;

function weaknesses(was: JsonObject, is: JsonObject): readonly string[] {
  const changed = (paths: readonly (readonly string[])[], of: JsonObject): readonly string[] =>
    paths.flatMap((path) => {
      const [before, after] = [was, is].map((rule) => at(rule, ...path));
      if (isNothing(at(of, ...path)) || saysSame(before, after)) return [];
      return [`the copies are made otherwise (${path.join(".")}: ${shownChange(before, after)})`];
    });
  return [
    ...SWITCHES.flatMap(([path, says]) =>
      at(was, ...path, "status") === "Enabled" && at(is, ...path, "status") !== "Enabled" ? [says] : [],
    ),
    ...(at(was, ...MARKERS) !== "Enabled" && at(is, ...MARKERS) !== at(was, ...MARKERS)
      ? ["what is deleted in the log bucket may be hidden in the copy, too"]
      : []),
    ...changed(KEPT, was),
    ...changed(ADDED, is),
  ];
}
