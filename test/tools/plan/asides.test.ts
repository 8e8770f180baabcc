import { planKeys } from "../../../tools/plan/reading/plan-keys";
import { planJson, readPlan } from "./plan-json";

/** What is told of a plan besides its changes, a line each. */
function told(besides: object, terraform: object = {}): readonly string[] {
  return readPlan(planJson({ besides }), { terraform }).asides.map(
    ({ rule, address, what }) => `${rule} ${address}: ${what}`,
  );
}

const configured = (resource: object): object => ({
  configuration: {
    root_module: { resources: [{ address: "aws_a.a", mode: "managed", type: "aws_a", ...resource }] },
  },
});
const data = (type: string, expressions: object = {}): object =>
  configured({ address: `data.${type}.x`, mode: "data", type, expressions });
const local = {
  type: "local-exec",
  expressions: { command: { constant_value: "aws cloudtrail stop-logging --name x" } },
};

describe("what Terraform runs is told", () => {
  it.each<[string, object, string]>([
    [
      "by a provisioner of any resource",
      configured({ provisioners: [local] }),
      'aws_a.a: a provisioner of type local-exec runs (command: "aws cloudtrail stop-logging --name x")',
    ],
    [
      "by one whose command is computed",
      configured({
        provisioners: [{ type: "remote-exec", expressions: { inline: { references: ["aws_a.b"] }, on: {} } }],
      }),
      'aws_a.a: a provisioner of type remote-exec runs (inline: taken from ["aws_a.b"], on: computed)',
    ],
    [
      "by a provisioner of a type that nobody knows",
      configured({ provisioners: [{ type: "x" }] }),
      "aws_a.a: a provisioner of type x runs ()",
    ],
    [
      "by a data source that runs a program",
      data("external", { program: { constant_value: ["sh", "-c", "id"] } }),
      'data.external.x: data of type external is read (program: ["sh","-c","id"])',
    ],
    ["by a data source that asks an address", data("http"), "data.http.x: data of type http is read ()"],
    [
      "by a data source that calls a function",
      data("aws_lambda_invocation"),
      "data.aws_lambda_invocation.x: data of type aws_lambda_invocation is read ()",
    ],
    [
      "by a data source that the apply reads, of which the configuration says nothing",
      {
        resource_changes: [
          {
            ...{ address: 'data.external.y["a"]', mode: "data", type: "external", name: "y" },
            change: { actions: ["read"], before: null, after: { program: ["id"] }, after_unknown: {} },
          },
        ],
      },
      'data.external.y["a"]: data of type external is read, and no configuration in the plan has it',
    ],
    [
      "by an ephemeral resource, where the plan has one",
      configured({ address: "ephemeral.aws_x.x", mode: "ephemeral", type: "aws_x" }),
      "ephemeral.aws_x.x: ephemeral of type aws_x is read ()",
    ],
    [
      "by an action, with what it is called with and where it is sensitive",
      {
        action_invocations: [
          {
            ...{ address: "action.aws_lambda_invoke.a", type: "aws_lambda_invoke", name: "a" },
            config_values: { function_name: "f", payload: "s3cr3t" },
            config_sensitive: { payload: true },
            config_unknown: { qualifier: true },
            lifecycle_action_trigger: {
              ...{ triggering_resource_address: "aws_a.a", action_trigger_event: "AfterUpdate" },
              ...{ action_trigger_block_index: 0, actions_list_index: 0 },
            },
          },
        ],
      },
      'action.aws_lambda_invoke.a: an action runs on AfterUpdate of aws_a.a ({"function_name":"f","payload":"(sensitive value)","qualifier":"(known after apply)"})',
    ],
    [
      "by an action that was asked for",
      { action_invocations: [{ address: "action.a.b", invoke_action_trigger: {} }] },
      "action.a.b: an action runs as it is asked for ({})",
    ],
    [
      "by another provider",
      { configuration: { provider_config: { x: { name: "x", full_name: "registry.terraform.io/evil/x" } } } },
      'provider.x: provider "registry.terraform.io/evil/x" is run',
    ],
    [
      "by a provider of the same name from another registry",
      {
        configuration: { provider_config: { aws: { name: "aws", full_name: "evil.example/hashicorp/aws" } } },
      },
      'provider.aws: provider "evil.example/hashicorp/aws" is run',
    ],
  ])("%s", (_, besides, what) => {
    expect(told(besides)).toEqual([`command-run ${what}`]);
  });

  it("by provisioners in a module, which is told itself", () => {
    const { configuration } = configured({ provisioners: [local] }) as {
      readonly configuration: { readonly root_module: object };
    };
    const module = {
      source: "git::https://example.com/x",
      module: { module_calls: { in: { module: configuration.root_module } } },
    };
    expect(told({ configuration: { root_module: { module_calls: { out: module } } } })).toEqual([
      'command-run module.out.module.in.aws_a.a: a provisioner of type local-exec runs (command: "aws cloudtrail stop-logging --name x")',
      "plan-not-known plan: it has configuration.root_module.module_calls, as no stack of orgtrail has",
    ]);
  });

  it("by ephemeral resources in the stack's Terraform, which Terraform's plans do not have", () => {
    expect(told({}, { ephemeral: { aws_secretsmanager_secret_version: { x: {} } } })).toEqual([
      "command-run ephemeral: ephemeral resources are opened, by the plan and by the apply (aws_secretsmanager_secret_version.x)",
    ]);
  });

  it("but nothing is where AWS and states are read", () => {
    for (const type of ["aws_iam_roles", "terraform_remote_state"]) expect(told(data(type))).toEqual([]);
    const full_name = "registry.opentofu.org/hashicorp/aws";
    expect(told({ configuration: { provider_config: { aws: { name: "aws", full_name } } } })).toEqual([]);
    const said = { constant_value: "x" };
    const expressions = {
      region: said,
      allowed_account_ids: said,
      assume_role: [{ role_arn: said }],
      default_tags: [{ tags: said }],
    };
    expect(told({ configuration: { provider_config: { aws: { name: "aws", expressions } } } })).toEqual([]);
  });
});

describe("what nobody knows is told", () => {
  it.each<[string, object, string]>([
    [
      "a provider that asks another address than AWS's",
      {
        configuration: {
          provider_config: {
            aws: {
              name: "aws",
              expressions: { endpoints: [{ s3: { constant_value: "https://evil.example" } }] },
            },
          },
        },
      },
      'provider.aws: it has settings as no stack of orgtrail has (endpoints: [{"s3":{"constant_value":"https://evil.example"}}])',
    ],
    [
      "a key of the plan",
      { owners: [1] },
      "plan: it has owners, which this version of orgtrail does not know",
    ],
    [
      "a key of a change, once for all changes",
      {
        resource_changes: ["a", "b"].map((name) => ({
          ...{ address: `aws_a.${name}`, mode: "managed", type: "aws_a" },
          change: { actions: ["no-op"], before: {}, after: {}, hooks: true },
        })),
      },
      "plan: it has resource_changes[].change.hooks, which this version of orgtrail does not know",
    ],
    [
      "a key that has the name of what all objects have",
      { constructor: 1 },
      "plan: it has constructor, which this version of orgtrail does not know",
    ],
    [
      "a variable",
      { variables: { token: { value: "s3cr3t" } } },
      "plan: it has variables, as no stack of orgtrail has",
    ],
    [
      "a later format",
      { format_version: "1.3" },
      "plan: it has format 1.3, which orgtrail does not know: update orgtrail",
    ],
    [
      "a resource of another mode",
      {
        resource_changes: [
          { address: "list.aws_a.a", mode: "list", type: "aws_a", change: { actions: ["read"], after: {} } },
        ],
      },
      'list.aws_a.a: it is of mode "list", which orgtrail does not know',
    ],
    [
      "a condition that does not hold",
      {
        checks: [
          {
            address: { kind: "check", name: "x", to_display: "check.x" },
            status: "fail",
            instances: [
              {
                address: { to_display: "check.x" },
                status: "fail",
                problems: [{ message: "The log is off." }],
              },
            ],
          },
        ],
      },
      "check.x: a condition of it does not hold: fail (The log is off.)",
    ],
  ])("%s", (_, besides, what) => {
    expect(told(besides)).toEqual([`plan-not-known ${what}`]);
  });

  it("a block of the stack's Terraform", () => {
    const removes = told({}, { removed: [{ from: "aws_a.a" }], resource: {}, moved: [], import: [] });
    expect(removes).toEqual([
      "plan-not-known removed: its Terraform has removed blocks, as no stack of orgtrail has (from)",
    ]);
    const keeps = { from: "aws_kms_key.a", lifecycle: { destroy: false } };
    const provisioner = [{ "local-exec": { when: "destroy", command: "id" } }];
    expect(told({}, { removed: [keeps] })).toEqual([]);
    expect(told({}, { removed: [keeps, { ...keeps, provisioner }] })).toHaveLength(1);
    expect(told({}, { removed: [{ ...keeps, lifecycle: { destroy: true } }] })).toHaveLength(1);
  });

  it.each<[string, string | undefined]>([
    ["aws_s3_bucket.a", undefined],
    ['module.x["a.b"].aws_s3_bucket.a["c.d"]', undefined],
    ["aws_s3_object.a", "it was aws_s3_object.a so far, which is of another type"],
    ["module.aws_s3_bucket.aws_s3_object.a[0]", "it was module.aws_s3_bucket.aws_s3_object.a[0] so far"],
    ["null_resource.aws_s3_bucket", "it was null_resource.aws_s3_bucket so far"],
  ])("a resource that stays as it is, and was %s", (previous_address, says) => {
    const change = { actions: ["no-op"], before: { bucket: "x" }, after: { bucket: "x" } };
    const { asides } = readPlan(planJson({ changes: [{ previous_address, ...change }] }));
    expect(asides.map(({ rule }) => rule)).toEqual(says === undefined ? [] : ["plan-not-known"]);
    expect(asides[0]?.what ?? "").toContain(says ?? "");
  });

  it("but a condition that holds, or is put to the apply, and what is empty", () => {
    const checks = ["pass", "unknown"].map((status) => ({ address: { to_display: "x" }, status }));
    expect(told({ checks, variables: {}, action_invocations: [], resource_drift: [] })).toEqual([]);
  });
});

describe("an output that other stacks read", () => {
  const lost = (before: unknown, after: unknown, parts: object = {}): readonly string[] =>
    readPlan(planJson({ outputs: { logs: { actions: ["update"], before, after, ...parts } } })).asides.map(
      ({ rule, address, what }) => `${rule} ${address}: ${what}`,
    );

  it.each([
    ["another value", "a", "b"],
    ["none", "a", null],
    ["another part", { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }],
    ["a part less", { a: { b: 1, c: 2 } }, { a: { b: 1 } }],
    ["another list", ["a", "b"], ["a"]],
  ])("has %s", (_, before, after) => {
    expect(lost(before, after)).toEqual([
      expect.stringMatching(
        /^output-changed output\.logs: other stacks read another value \(.*\)$|no more$/s,
      ),
    ]);
  });

  it("is not known before the apply, or hidden", () => {
    expect(lost("a", null, { after_unknown: true })).toHaveLength(1);
    expect(lost("a", "b", { after_sensitive: true })).toEqual([
      "output-changed output.logs: other stacks read another value ((sensitive value) → (sensitive value))",
    ]);
  });

  it.each([
    ["the same", { a: 1 }, { a: 1 }, {}],
    ["one part more", { a: { x: 1 } }, { a: { x: 1 }, b: { x: 2 } }, {}],
    ["one part more, which is not known yet", { a: 1 }, { a: 1 }, { after_unknown: { b: true } }],
    ["a value for the first time", null, "a", { actions: ["create"] }],
  ])("has %s, which nobody misses", (_, before, after, parts) => {
    expect(lost(before, after, parts)).toEqual([]);
  });
});

/** What Terraform and OpenTofu write: the fields of jsonplan, jsonconfig and jsonchecks in their sources. */
const CHANGE = `actions before after after_unknown before_sensitive after_sensitive replace_paths importing importing.id
  importing.unknown importing.identity generated_config before_identity after_identity`;
const RESOURCE = `address previous_address module_address mode type name index index_unknown provider_name deposed change
  action_reason ${below("change", CHANGE)}`;
const ACTION = `address type name config_values config_sensitive config_unknown provider_name lifecycle_action_trigger
  lifecycle_action_trigger.triggering_resource_address lifecycle_action_trigger.action_trigger_event
  lifecycle_action_trigger.action_trigger_block_index lifecycle_action_trigger.actions_list_index
  lifecycle_action_trigger.on_failure invoke_action_trigger invoke_action_trigger.calling_resource_address`;
const CHECK_ADDRESS = "to_display kind module mode type name instance_key";
const PLAN = `format_version terraform_version variables planned_values resource_drift resource_changes deferred_changes
  deferred_action_invocations output_changes action_invocations prior_state configuration relevant_attributes checks
  timestamp applyable complete errored`;
const WRITTEN = [
  PLAN,
  below("resource_changes[]", RESOURCE),
  below("resource_drift[]", RESOURCE),
  below("output_changes[]", CHANGE),
  below("action_invocations[]", ACTION),
  below("checks[]", `address status instances ${below("address", CHECK_ADDRESS)}`),
  below(
    "checks[].instances[]",
    `address status problems problems[].message ${below("address", CHECK_ADDRESS)}`,
  ),
  below("configuration", "provider_config root_module"),
  below(
    "configuration.provider_config[]",
    "name full_name alias version_constraint module_address expressions",
  ),
  below("configuration.root_module", "outputs resources module_calls variables actions"),
  below(
    "configuration.root_module.outputs[]",
    "sensitive ephemeral deprecated expression depends_on description type",
  ),
  below(
    "configuration.root_module.resources[]",
    `address mode type name provider_config_key provisioners provisioners[].type provisioners[].expressions expressions
     schema_version count_expression for_each_expression depends_on`,
  ),
].flatMap(words);

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function below(path: string, keys: string): string {
  return words(keys)
    .map((key) => `${path}.${key}`)
    .join(" ");
}

test("every key that Terraform writes is known, and what becomes of it", () => {
  expect(
    planKeys()
      .map(({ path }) => path)
      .sort(),
  ).toEqual([...WRITTEN].sort());
});
