import type { JsonObject, ResourceChange, StackPlan } from "../../../../tools/plan/change";
import { judge } from "../../../../tools/plan/verdict";
import { policiesOf } from "../../../../stacks/blueprint";
import { referenceConfiguration } from "../../../support/configurations";
import { created, planOf, updated } from "./plans";

/** Policies that are judged with what else there is once the plan is applied. */

const configuration = referenceConfiguration();

type Planned = readonly (readonly [type: string, values: JsonObject])[];

function findings(changes: readonly ResourceChange[], planned: Planned, drifts = false): readonly string[] {
  const plan: StackPlan = {
    ...planOf(drifts ? { drift: changes } : { changes }),
    planned: new Map(planned.map(([type, values], index) => [`${type}.${index}`, { type, values }])),
  };
  return judge(plan, configuration, "2026-01-01").map(({ rule, verdict }) => `${verdict}: ${rule}`);
}

describe("a statement that goes to another policy of the organization", () => {
  const statement = (sid: string, action: string): object => ({
    Sid: sid,
    Effect: "Deny",
    Action: action,
    Resource: "*",
  });
  const content = (...statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const [TRAILS, KEYS] = [statement("Trails", "cloudtrail:StopLogging"), statement("Keys", "kms:DisableKey")];
  const type = "SERVICE_CONTROL_POLICY";
  const policy = (id: string, ...statements: readonly object[]): JsonObject => ({
    id,
    name: id,
    type,
    content: content(...statements),
  });
  const changes = [
    updated("aws_organizations_policy", policy("p-1", TRAILS, KEYS), { content: content(TRAILS) }),
  ];
  const after: Planned = [
    ["aws_organizations_policy", policy("p-1", TRAILS)],
    ["aws_organizations_policy", policy("p-2", KEYS)],
  ];
  const attached = (...pairs: readonly (readonly [string, string])[]): Planned =>
    pairs.map(([policyId, target]) => [
      "aws_organizations_policy_attachment",
      { policy_id: policyId, target_id: target },
    ]);

  it("is still there where both are attached", () => {
    expect(
      findings(changes, [...after, ...attached(["p-1", "r-1"], ["p-2", "r-1"], ["p-2", "ou-1"])]),
    ).toEqual([]);
  });

  it.each<[string, Planned, boolean]>([
    ["where the other is attached to less", attached(["p-1", "r-1"], ["p-1", "ou-1"], ["p-2", "r-1"]), false],
    ["where the other is attached to nothing", attached(["p-1", "r-1"]), false],
    ["where nobody knows what it is attached to", [], false],
    [
      "of what drifted, since nothing of the plan is applied yet",
      attached(["p-1", "r-1"], ["p-2", "r-1"]),
      true,
    ],
  ])("is gone %s", (_, attachments, drifts) => {
    expect(findings(changes, [...after, ...attachments], drifts)).toEqual(["blocked: guardrail-weakened"]);
  });

  it("is gone where the other policy is of another type", () => {
    const other: Planned = [
      ["aws_organizations_policy", { ...policy("p-2", KEYS), type: "RESOURCE_CONTROL_POLICY" }],
    ];
    expect(findings(changes, [...other, ...attached(["p-1", "r-1"], ["p-2", "r-1"])])).toEqual([
      "blocked: guardrail-weakened",
    ]);
  });
});

describe("a policy that is made beside a key", () => {
  const document = policiesOf(configuration).find(
    ({ name }) => name === "log key of the organization",
  )?.document;
  const policy = JSON.stringify(document);
  const key: Planned = [["aws_kms_key", { key_id: "1111", policy }]];
  const account = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });

  it("takes the place of the key's own, which is compared", () => {
    expect(findings([created("aws_kms_key_policy", { key_id: "1111", policy: account })], key)).toContain(
      "blocked: delivery-refused",
    );
  });

  it("may be the same", () => {
    expect(findings([created("aws_kms_key_policy", { key_id: "1111", policy })], key)).toEqual([]);
  });
});
