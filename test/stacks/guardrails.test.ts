import { configurationOf, MINIMAL_ORGANIZATION } from "../support/configurations";
import { resources, synthesized } from "../support/synthesized";

const GUARDED = configurationOf(`${MINIMAL_ORGANIZATION}guardrails: { targets: [ou-ab12-34cd56ef] }\n`);

it("makes the policies in the management account, and in no other", () => {
  const stacks = synthesized(GUARDED);
  expect(resources(stacks["log-archive"], "aws_organizations_policy")).toEqual([]);
  expect(resources(stacks["management"], "aws_organizations_policy").map(({ name }) => name)).toEqual(
    expect.arrayContaining(["acme-orgtrail-service-control-1", "acme-orgtrail-resource-control-1"]),
  );
});

it("makes none where the configuration has no guardrails", () => {
  const { management } = synthesized(configurationOf(MINIMAL_ORGANIZATION), ["management"]);
  expect(resources(management, "aws_organizations_policy")).toEqual([]);
});

it("attaches them where the configuration says, under addresses that stay", () => {
  const { management } = synthesized(GUARDED, ["management"]);
  expect(Object.keys(management?.resource?.["aws_organizations_policy_attachment"] ?? {}).sort()).toEqual([
    expect.stringMatching(/^guardrails_resource-control-1-at-ou-ab12-34cd56ef_[0-9A-F]{8}$/),
    expect.stringMatching(/^guardrails_service-control-1-at-ou-ab12-34cd56ef_[0-9A-F]{8}$/),
    expect.stringMatching(/^guardrails_service-control-2-at-ou-ab12-34cd56ef_[0-9A-F]{8}$/),
  ]);
});
