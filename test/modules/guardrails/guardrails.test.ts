import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing, TerraformStack } from "cdktf";
import { Guardrails, type GuardrailsProps } from "../../../modules/guardrails";
import { AccountId, NamePrefix, OrganizationId } from "../../../modules/organization";
import {
  policyArgument,
  resourceControlPolicies,
  serviceControlPolicies,
  type GuardrailNames,
} from "../../../modules/policy";
import type { Block, TerraformJson } from "../../support/synthesized";
import { warningsOf } from "../../../tools/app/summary";

const NAMES: GuardrailNames = {
  partition: "aws",
  organization: OrganizationId.of("o-a1b2c3d4e5"),
  name: NamePrefix.of("acme"),
  logArchive: AccountId.of("222222222222"),
  exempt: ["arn:aws:iam::*:role/OrgTrailDeploy"],
};
const PROPS: GuardrailsProps = { names: NAMES, targets: ["r-ab12", "ou-ab12-34cd56ef"] };

function made(props: GuardrailsProps): {
  readonly json: TerraformJson;
  readonly warnings: readonly string[];
} {
  const app = Testing.app();
  const stack = new TerraformStack(app, "stack");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new Guardrails(stack, "guardrails", props);
  const json = JSON.parse(Testing.synth(stack, true)) as TerraformJson;
  return { json, warnings: warningsOf(app).map(({ message }) => message) };
}

/** The policies with their addresses: service control first, in the order of their numbers. */
function policiesOf(json: TerraformJson): readonly [string, Block][] {
  const policies = Object.entries(json.resource?.["aws_organizations_policy"] ?? {});
  const ofKind = (kind: string): [string, Block][] =>
    policies.filter(([address]) => address.includes(`_${kind}-`)).sort();
  return [...ofKind("service-control"), ...ofKind("resource-control")];
}

interface Lifecycle {
  readonly precondition: readonly { readonly condition: string; readonly error_message: string }[];
}

function messages(policy: Block | undefined): readonly string[] {
  return (policy?.["lifecycle"] as Lifecycle).precondition.map((one) => one.error_message);
}

it("makes the documents of both kinds, and attaches each to each target", () => {
  const { json, warnings } = made(PROPS);
  const documents = [...serviceControlPolicies(NAMES), ...resourceControlPolicies(NAMES)];
  expect(policiesOf(json).map(([, { content }]) => content)).toEqual(documents.map(policyArgument));
  expect(policiesOf(json).map(([, { name, type }]) => [name, type])).toEqual([
    ["acme-orgtrail-service-control-1", "SERVICE_CONTROL_POLICY"],
    ["acme-orgtrail-service-control-2", "SERVICE_CONTROL_POLICY"],
    ["acme-orgtrail-resource-control-1", "RESOURCE_CONTROL_POLICY"],
  ]);
  const attached = Object.values(json.resource?.["aws_organizations_policy_attachment"] ?? {});
  expect(new Set(attached.map(({ policy_id, target_id }) => [policy_id, target_id].join(" ")))).toEqual(
    new Set(
      policiesOf(json).flatMap(([address]) =>
        PROPS.targets.map((target) => `\${aws_organizations_policy.${address}.id} ${target}`),
      ),
    ),
  );
  expect(warnings).toEqual([]);
});

it.each<[string, GuardrailsProps, readonly string[]]>([
  ["service control", { ...PROPS, resourceControl: false }, ["SERVICE_CONTROL_POLICY"]],
  ["resource control", { ...PROPS, serviceControl: false }, ["RESOURCE_CONTROL_POLICY"]],
])("makes %s policies alone", (_, props, types) => {
  expect([...new Set(policiesOf(made(props).json).map(([, { type }]) => type))]).toEqual(types);
});

it("stops before AWS does, with the command to run", () => {
  const { json } = made({ ...PROPS, readerAccounts: [AccountId.of("333333333333")] });
  const [service, , resource] = policiesOf(json).map(([, policy]) => messages(policy));
  expect(service).toEqual([
    expect.stringContaining("--policy-type SERVICE_CONTROL_POLICY"),
    expect.stringContaining("not in organization o-a1b2c3d4e5"),
    expect.stringContaining("r-ab12 is not the root"),
  ]);
  expect(resource).toEqual([
    expect.stringContaining("--policy-type RESOURCE_CONTROL_POLICY"),
    expect.stringContaining("not in organization o-a1b2c3d4e5"),
    expect.stringContaining("r-ab12 is not the root"),
    expect.stringContaining("outside the organization"),
  ]);
});

it("asks for no root where units are the targets", () => {
  const { json } = made({ ...PROPS, targets: ["ou-ab12-34cd56ef"] });
  expect(messages(policiesOf(json)[0]?.[1])).toHaveLength(2);
});

it("warns of as many policies as AWS attaches, its own included, with what makes so many", () => {
  // Each role takes 40 characters in each of the statements.
  const exempt = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `arn:aws:iam::*:role/BreakGlass${1000 + index}`);
  const warnings = (count: number): readonly [number, readonly string[]] => {
    const { json, warnings: said } = made({
      ...PROPS,
      resourceControl: false,
      names: { ...NAMES, exempt: exempt(count) },
    });
    return [policiesOf(json).length, said];
  };
  const results = Array.from({ length: 30 }, (_, index) => warnings(30 + index));
  expect(results.filter(([policies, said]) => said.length !== (policies >= 10 ? 1 : 0))).toEqual([]);
  expect(results.map(([policies]) => policies)).toEqual(expect.arrayContaining([8, 10]));
  expect(String(results.at(-1)?.[1])).toContain(
    "0 log groups named otherwise than orgtrail names them, and 59 roles",
  );
});

it.each<[string, Partial<GuardrailsProps>, string]>([
  ["no target", { targets: [] }, "targets is empty"],
  ["a target that is none", { targets: ["root"] }, "targets[0] is the id of neither a root"],
  ["a target twice", { targets: ["r-ab12", "r-ab12"] }, "targets[1] is listed twice"],
  ["nobody let through", { names: { ...NAMES, exempt: [] } }, "names.exempt is empty"],
  [
    "everybody let through",
    { names: { ...NAMES, exempt: ["arn:aws:iam::*:role/*"] } },
    "names.exempt[0] lets every role",
  ],
  [
    "nothing to make",
    { serviceControl: false, resourceControl: false },
    "serviceControl and resourceControl are both false",
  ],
])("refuses %s", (_, props, message) => {
  expect(() => made({ ...PROPS, ...props })).toThrow(`stack/guardrails: ${message}`);
});

it("needs nobody let through where there are no service control policies", () => {
  expect(() => made({ ...PROPS, serviceControl: false, names: { ...NAMES, exempt: [] } })).not.toThrow();
});
