import type { JsonObject, JsonValue } from "../../change";
import { at, isKnown, shown } from "../attributes";
import type { VerdictRule } from "../verdict";

/** What a new resource must have: where, and which value. */
interface Expected {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

const yes = (...names: readonly string[]): readonly Expected[] =>
  names.map((name) => ({ path: [name], value: true }));

const EXPECTED: Readonly<Record<string, readonly Expected[]>> = {
  aws_cloudtrail: yes("enable_logging", "enable_log_file_validation"),
  aws_kms_key: yes("is_enabled", "enable_key_rotation"),
  aws_s3_bucket: [{ path: ["force_destroy"], value: false }],
  aws_s3_bucket_versioning: [{ path: ["versioning_configuration", "status"], value: "Enabled" }],
  aws_s3_bucket_public_access_block: yes(
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
  ),
  aws_s3_bucket_ownership_controls: [{ path: ["rule", "object_ownership"], value: "BucketOwnerEnforced" }],
  aws_cloudwatch_metric_alarm: yes("actions_enabled"),
};

/** Something new lacks what orgtrail gives all of its kind. */
export const weakFromTheStart: VerdictRule = {
  id: "weak-from-the-start",
  verdict: "review",
  title: "Something new is weaker than what orgtrail makes",
  why: "It protects less than the others of its kind, and nothing warns of it again.",
  judge: ({ type, action, after }, { configuration }) => {
    if (action !== "create" || after === undefined || !Object.hasOwn(EXPECTED, type)) return [];
    return (EXPECTED[type] ?? [])
      .filter(({ path, value }) => differs(after, path, value))
      .filter(({ path }) => path[0] !== "force_destroy" || configuration.terraform.destroyProtection)
      .map(({ path, value }) => ({
        what: `${path.join(".")} is ${shown(at(after, ...path))}; orgtrail sets ${shown(value)}`,
      }));
  },
};

/** An attribute that the plan does not tell has the provider's default, which is judged by nobody. */
function differs(after: JsonObject, path: readonly string[], value: JsonValue): boolean {
  const found = at(after, ...path);
  const said = typeof found === "boolean" || typeof found === "string";
  return said && isKnown(found) && found !== value;
}
