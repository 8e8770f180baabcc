import {
  isAttributeHarmless,
  isJsonList,
  isSame,
  saysSame,
  shown,
  type JsonObject,
  type JsonValue,
} from "../../../modules/facts";
import { BUCKET_TAG_KEY, MANAGED_TAG } from "../../../modules/organization";
import type { WholeAside } from "./aside";

/** What Terraform keeps of a resource without a plan of it: that it is not destroyed, is set right, is checked, and comes after others. */
export function safeguardsLifted(
  type: string,
  address: string,
  own: JsonObject,
  asked: JsonObject,
): readonly WholeAside[] {
  const [is, was] = [own, asked].map(({ lifecycle }) => ownBlock(lifecycle));
  const lifted = [
    ...(was?.["prevent_destroy"] === true && is?.["prevent_destroy"] !== true
      ? ["Terraform no longer refuses to destroy it (prevent_destroy)"]
      : []),
    ...ignored(type, is, was).map(
      (name) => `what somebody changes of it in AWS stays so (ignore_changes: ${name})`,
    ),
    ...["precondition", "postcondition"].flatMap((name) => {
      const gone = missing(was?.[name], is?.[name]);
      return gone.map((each) => `a condition of it is not checked (${name} ${shown(each)})`);
    }),
    ...missing(asked["depends_on"], own["depends_on"]).map(
      (before) => `it may be made before ${shown(before)} is there (depends_on)`,
    ),
    ...Object.keys(is ?? {})
      .filter((name) => !KNOWN.includes(name) && !isSame(is?.[name], was?.[name]))
      .map((name) => `it has ${name}, which orgtrail does not know (lifecycle)`),
  ];
  const whole = [address, own["lifecycle"] ?? null, own["depends_on"] ?? null];
  return lifted.map((what) => ({ rule: "safeguard-removed", address, what, whole }));
}

/** What is judged here, and what does nothing until a plan replaces or runs something and says so. */
const KNOWN = [
  ...["prevent_destroy", "ignore_changes", "precondition", "postcondition"],
  ...["action_trigger", "create_before_destroy", "replace_triggered_by"],
];

/** A block, with a list around it or without. */
function ownBlock(value: JsonValue | undefined): JsonObject | undefined {
  return (isJsonList(value) ? value[0] : value) as JsonObject | undefined;
}

/** What is ignored besides, and matters. */
function ignored(type: string, is: JsonObject | undefined, was: JsonObject | undefined): readonly string[] {
  const all = missing(is?.["ignore_changes"], was?.["ignore_changes"]).map(String);
  return all.filter((path) => {
    const name = /^\w+/.exec(path)?.[0] ?? path;
    // By one tag guardrails know a resource, and by another one rules of AWS Config know a bucket.
    const isGuard = path === name || [BUCKET_TAG_KEY, MANAGED_TAG.key].some((key) => path.includes(key));
    return name.startsWith("tags") ? isGuard : !isAttributeHarmless(type, name);
  });
}

/** What one list has, and the other has not. */
function missing(one: JsonValue | undefined, other: JsonValue | undefined): readonly JsonValue[] {
  const [from, among] = [listOf(one), listOf(other)];
  return from.filter((each) => !among.some((same) => saysSame(same, each)));
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (isJsonList(value)) return value;
  return value === undefined || value === null ? [] : [value];
}
