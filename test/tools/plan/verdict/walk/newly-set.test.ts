import {
  isAttributeHarmless,
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from "../../../../../modules/facts";
import type { ResourceChange } from "../../../../../tools/plan/change";
import { askedOf } from "../../../../../tools/plan/running/asked";
import { judge } from "../../../../../tools/plan/verdict";
import { everyConfiguration } from "../../../../support/configurations";
import { schemaOf, type Schema, type SchemaPart } from "../../../../support/provider-schema";
import { inTemporaryFolder } from "../../../../support/synthesized";
import { created, planOf, updated } from "../plans";
import { deployedResources } from "./deployed-resources";

jest.setTimeout(300_000);

/** What is newly set, and fine, with the reason. */
const EXCUSES: Readonly<Record<string, RegExp>> = {
  "it is off, or nothing, where it is not set":
    /(?:enabled|force_destroy|force_update|identity_center|transformed_logs|safety_check|multi_region|raw_message_delivery|delete_marker)"?: ?false|(?:alarm period|datapoints_to_alarm|max_session_duration|max_message_size|wait_time_seconds|_in_days): 0$/,
  "it is on where it is not set": / (?:is_enabled|actions_enabled): true$/,
  "it is a name, or a list of what nobody depends on": / advanced_event_selector\.name: /,
  "AWS refuses it beside what is set, or alone":
    /^aws_cloudtrail (?:event_selector|cloud_watch_logs_role_arn): |recording_group\.(?:exclusion_by_resource_types|resource_types)|inline_policy: \[\{"name"|expiration\.date|transition\.date|retention\.years|specified_regions/,
  "AWS knows no such value": /(?:rule state|request_payer|object_lock_enabled|mfa_delete|scope): "other"$/,
  "it is a topic of the account, or a queue that the policies of queues tell of":
    /(?:sns_topic_name|redrive_policy): "other"$/,
  "a key is rotated more often, kept for longer, and a role for a shorter time":
    /deletion_window_in_days: 999999|rotation_period_in_days: 1|max_session_duration: 1$/,
  "the function may run, and no more of it is asked": /reserved_concurrent_executions: (?:1|999999)$/,
  "a message may be longer than the longest": /max_message_size: 999999$/,
  "fewer log files are deleted by the rule, or more of their versions are kept":
    /rule\.(?:filter|prefix)\b|newer_noncurrent_versions/,
  "log files are kept, in another class": /transition: /,
  "a marker is no log file, and zero days are none":
    /expired_object_delete_marker|expiration: \[\{"days":0\}\]/,
  "who may encrypt otherwise, the bucket's policy says": /blocked_encryption_types|bucket_key_enabled/,
};

/** Values of a part. */
function samples({ kind, parts }: SchemaPart): readonly JsonValue[] {
  if (parts !== undefined) {
    return Object.entries(parts).flatMap(([name, part]) => samples(part).map((value) => [{ [name]: value }]));
  }
  const values: Readonly<Record<SchemaPart["kind"], readonly JsonValue[]>> = {
    text: ["other"],
    number: [0, 1, 999_999],
    boolean: [true, false],
    texts: [["other"]],
    map: [{ other: "other" }],
    other: [],
  };
  return values[kind];
}

interface NewlySet {
  readonly path: string;
  readonly value: JsonValue;
  readonly after: JsonObject;
}

/** Each part that is not set, with each of its values. */
function newlySet(values: JsonObject, schema: Schema): readonly NewlySet[] {
  return Object.entries(schema).flatMap(([name, part]): readonly NewlySet[] => {
    const set = values[name];
    if (set === undefined)
      return samples(part).map((value) => ({ path: name, value, after: { ...values, [name]: value } }));
    const { parts } = part;
    if (parts === undefined) return [];
    const blocks = isJsonList(set) ? set : [set];
    return blocks.flatMap((block, index) =>
      newlySet(isJsonObject(block) ? block : {}, parts).map(({ path, value, after }) => {
        const others = blocks.map((each, i) => (i === index ? after : each));
        return {
          path: `${name}.${path}`,
          value,
          after: { ...values, [name]: isJsonList(set) ? others : after },
        };
      }),
    );
  });
}

/** What is not set, and fine once it is: where it changes, and in something new alone. */
function fineWhereSet(): Readonly<Record<"changed" | "made", readonly string[]>> {
  const [changed, made, seen] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const [, configuration] of everyConfiguration()) {
    const all = deployedResources(configuration);
    const stacks = [...new Set(all.map(({ stack }) => stack))];
    const asked = inTemporaryFolder((folder) => askedOf(configuration, stacks, folder, "deploy"));
    for (const { stack, account, region, type, address, values } of all) {
      const beside = all.filter((other) => other.stack === stack && other.address !== address);
      const unchanged = new Map(beside.map((other) => [other.address, other]));
      for (const { path, value, after } of newlySet(values, schemaOf(type))) {
        if (isAttributeHarmless(type, path)) continue;
        const kind = `${type} ${path}: ${JSON.stringify(value)}`;
        if (seen.has(kind)) continue;
        seen.add(kind);
        const resources = asked.get(stack)?.resources ?? new Map<never, never>();
        const isFine = (change: ResourceChange): boolean => {
          const plan = planOf({ stack, account, region, unchanged, changes: [{ ...change, address }] });
          return judge({ ...plan, asked: resources }, configuration, "2026-03-31").length === 0;
        };
        if (isFine(updated(type, values, after))) changed.add(kind);
        else if (isFine(created(type, after))) made.add(kind);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(500);
  return { changed: [...changed], made: [...made] };
}

test("nothing that is newly set is fine, but what is excused", () => {
  const [{ changed, made }, excuses] = [fineWhereSet(), Object.values(EXCUSES)];
  expect(changed.filter((kind) => !excuses.some((excuse) => excuse.test(kind)))).toEqual([]);
  expect(excuses.filter((excuse) => !changed.some((kind) => excuse.test(kind)))).toEqual([]);
  // To make something with what it has anyway is no change.
  expect(made.filter((kind) => !/: (?:false|0)$/.test(kind))).toEqual([]);
  expect(made).not.toContain("aws_lambda_function reserved_concurrent_executions: 0");
});
