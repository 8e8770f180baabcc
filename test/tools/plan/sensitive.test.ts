import fc from "fast-check";
import { markdownReport, reportedResource, planReportOf, terminalReport } from "../../../tools/plan/report";
import { textOf } from "../../../tools/terminal";
import { planJson, readPlan } from "./plan-json";

/** A value, the mask that says which parts of it are sensitive, and the sensitive texts in it. */
interface Masked {
  readonly value: unknown;
  readonly mask: unknown;
}

const SECRET = "s3cr3t";

const name = fc.constantFrom("policy", "password", "rule", "tags", "a/b", "name", "id", "statement");

const secretText = fc.nat().map((number) => `${SECRET}-${number}`);

/** A policy document with secrets in it, as the text that it is to Terraform. */
const secretPolicy = secretText.map((secret) =>
  JSON.stringify({
    Statement: [{ Sid: secret, Effect: "Allow", Principal: { AWS: secret }, Action: [secret, "s3:*"] }],
  }),
);

const secretJson = fc.oneof(
  secretText,
  secretPolicy,
  fc.record({ a: secretText, b: fc.array(secretPolicy) }),
);

const masked: fc.Memo<Masked> = fc.memo((depth) => {
  const leaves = fc.oneof(
    secretJson.map((value) => ({ value, mask: true })),
    fc.array(secretJson).map((value) => ({ value, mask: true })),
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant("plain")).map((value) => ({
      value,
      mask: false,
    })),
  );
  if (depth <= 1) return leaves;
  const below = masked(depth - 1);
  return fc.oneof(
    leaves,
    fc.array(below, { maxLength: 4 }).map((items) => ({
      value: items.map(({ value }) => value),
      mask: items.map(({ mask }) => mask),
    })),
    objectOf(below),
  );
});

function objectOf(parts: fc.Arbitrary<Masked>): fc.Arbitrary<Masked> {
  return fc.dictionary(name, parts, { maxKeys: 5 }).map((entries) => ({
    value: Object.fromEntries(Object.entries(entries).map(([key, { value }]) => [key, value])),
    mask: Object.fromEntries(Object.entries(entries).map(([key, { mask }]) => [key, mask])),
  }));
}

const attributes = objectOf(masked(4));

it("sensitive values stand in no report, nor in what rules get", () => {
  fc.assert(
    fc.property(
      attributes,
      attributes,
      fc.constantFrom(["create"], ["update"], ["delete"], ["delete", "create"]),
      (before, after, actions) => {
        const change = {
          actions,
          before: actions[0] === "create" ? null : (before.value as object),
          after: actions.at(-1) === "delete" ? null : (after.value as object),
          before_sensitive: before.mask,
          after_sensitive: after.mask,
          configured: ["policy", "password", "rule", "tags", "name", "id", "a/b"],
        };
        const output = {
          before: before.value,
          before_sensitive: before.mask,
          after: after.value,
          after_sensitive: after.mask,
        };
        const plan = readPlan(
          planJson({
            changes: [change],
            drift: [change],
            outputs: { o: { actions: ["update"], ...output } },
          }),
        );
        const report = planReportOf({
          drift: true,
          stacks: [
            {
              ...{ stack: "s", account: { name: "a", id: "1" }, region: "r", seconds: 1, outcome: "planned" },
              ...{ verdict: "fine", fingerprint: "", findings: [], overrides: [] },
              changes: plan.changes.map(reportedResource),
              drift: plan.drift.map(reportedResource),
              ...{ moves: plan.moves, imports: plan.imports, outputs: plan.outputs },
            },
          ],
          ...{ removed: [], unplanned: [] },
          unusedAcceptances: [],
        });
        const told = [
          textOf(terminalReport(report)),
          textOf(terminalReport(report), true),
          markdownReport(report),
          JSON.stringify(report),
          JSON.stringify([...plan.planned, ...plan.changes, ...plan.drift, ...plan.outputs]),
        ];
        for (const text of told) expect(text).not.toContain(SECRET);
      },
    ),
    { numRuns: 200 },
  );
});

it("the generator makes secrets, also in policies", () => {
  const samples = fc.sample(attributes, 200).map(({ value }) => JSON.stringify(value));
  expect(samples.filter((sample) => sample.includes(SECRET)).length).toBeGreaterThan(50);
  expect(samples.filter((sample) => sample.includes("Statement")).length).toBeGreaterThan(20);
});
