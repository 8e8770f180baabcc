import fc from "fast-check";
import { attributesOf, JUDGED_RESOURCES } from "../../../../modules/facts";
import {
  type JsonObject,
  type JsonValue,
  type ResourceChange,
  SENSITIVE,
  UNKNOWN,
} from "../../../../tools/plan/change";
import { judge, verdictOf } from "../../../../tools/plan/verdict";
import { POLICED_TYPES } from "../../../../tools/plan/verdict/policy/policed-types";
import { referenceConfiguration } from "../../../support/configurations";
import { planOf } from "./plans";
import { ROWS } from "./tables";

const configuration = referenceConfiguration();
const TODAY = "2026-03-31";

const TYPES = [
  ...Object.keys(JUDGED_RESOURCES),
  ...POLICED_TYPES,
  "aws_cloudtrail_organization_delegated_admin_account",
  "aws_config_config_rule",
  "aws_s3_bucket_acl",
  "constructor",
];

/** All that is judged in resources of the type. */
function judgedNames(type: string): readonly string[] {
  return attributesOf(type, "blocked", "review", "policy");
}

const NAMES = [
  ...new Set(Object.keys(JUDGED_RESOURCES).flatMap(judgedNames)),
  ...["policy", "assume_role_policy", "content", "type", "bucket", "arn", "name", "target_id", "account_id"],
  ...["role", "policy_arn", "policy_id", "permissions_boundary", "inline_policy", "managed_policy_arns"],
  ...["grantee_principal", "operations", "key_id", "queue_url", "event_bus_name", "service_principal"],
  ...["field_selector", "status", "expiration", "filter", "__proto__"],
];

/** The attributes that hold policies. */
const HOLD_POLICIES = ["policy", "assume_role_policy", "content", "permissions_boundary"];

/** Whether a policy, or whatever of it a permission says, is hidden. */
function hidesPolicy(type: string, side: JsonObject): boolean {
  return type.endsWith("_permission")
    ? JSON.stringify(side).includes(SENSITIVE)
    : HOLD_POLICIES.some((name) => side[name] === SENSITIVE);
}

const anyJson: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue() as fc.Arbitrary<JsonValue> },
  {
    weight: 1,
    arbitrary: fc.constantFrom<JsonValue>(
      UNKNOWN,
      SENSITIVE,
      true,
      false,
      "Enabled",
      "{}",
      '{"Statement":1}',
    ),
  },
);

const anyPolicy: fc.Arbitrary<JsonValue> = fc
  .record({
    Version: fc.constantFrom("2012-10-17", "2008-10-17"),
    Statement: fc.oneof(
      fc.array(
        fc.record(
          {
            Sid: fc.string(),
            Effect: fc.constantFrom("Allow", "Deny", "Maybe"),
            Principal: fc.oneof(fc.constant("*"), fc.jsonValue(), fc.constant({ AWS: "111111111111" })),
            Action: fc.oneof(fc.constantFrom("*", "s3:*", "kms:Decrypt"), fc.jsonValue()),
            Resource: fc.oneof(fc.constant("*"), fc.jsonValue()),
            Condition: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
      fc.jsonValue(),
    ),
  })
  .map((document) => JSON.stringify(document));

const anySide: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.oneof(anyJson, anyPolicy, fc.array(fc.dictionary(fc.constantFrom(...NAMES), anyJson), { maxLength: 2 })),
);

const anyChange: fc.Arbitrary<ResourceChange> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    action: fc.constantFrom("create", "update", "replace", "destroy", "forget"),
    before: fc.option(anySide, { nil: undefined }),
    after: fc.option(anySide, { nil: undefined }),
  })
  .map(({ type, action, before, after }) => ({
    address: `${type}.it`,
    type,
    action,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    attributes: [],
  }));

it("judges whatever Terraform may write", () => {
  fc.assert(
    fc.property(anyChange, anyChange, (change, drift) => {
      const findings = judge(planOf({ changes: [change], drift: [drift] }), configuration, TODAY);
      expect(["fine", "review", "blocked"]).toContain(verdictOf(findings));
    }),
    { numRuns: 300 },
  );
});

it("finds nothing in a change that changes nothing", () => {
  fc.assert(
    fc.property(anySide, fc.constantFrom(...TYPES), fc.boolean(), (side, type, drifts) => {
      // What is hidden on both sides may have changed.
      fc.pre(!hidesPolicy(type, side));
      const change: ResourceChange = {
        address: `${type}.it`,
        type,
        action: "update",
        before: side,
        after: structuredClone(side),
        attributes: [],
      };
      const plan = planOf(drifts ? { drift: [change] } : { changes: [change] });
      expect(judge(plan, configuration, TODAY)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it.each(
  ROWS.flatMap(({ rule, when, change: { before, type } }) =>
    before === undefined ? [] : [[rule, when, type, before] as const],
  ),
)("%s: %s: and back again is fine", (_, __, type, before) => {
  const same: ResourceChange = {
    address: `${type}.it`,
    type,
    action: "update",
    before,
    after: { ...before },
    attributes: [],
  };
  const hidden = hidesPolicy(type, before);
  expect(judge(planOf({ changes: [same] }), configuration, TODAY).map((finding) => finding.rule)).toEqual(
    hidden ? ["policy-not-judged"] : [],
  );
});
