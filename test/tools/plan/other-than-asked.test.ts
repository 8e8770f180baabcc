import { at, isJsonList, JUDGEMENTS, type JsonObject, type JsonValue } from "../../../modules/facts";
import { referenceConfiguration } from "../../support/configurations";
import { synthesized } from "../../support/synthesized";
import { planJson, readPlan, type Plan } from "./plan-json";

const STACKS = synthesized(referenceConfiguration()) as unknown as Readonly<Record<string, JsonObject>>;

/** Addresses in the stack `management`. */
const TRAIL = "aws_cloudtrail.organization_trail_84076F6C";
const SUBSCRIPTION = "aws_securityhub_standards_subscription.security-hub_cis-500_B93C5575";

/** A copy with a value at a path, or without the one there. */
function withValue(value: JsonValue, path: readonly string[], set: JsonValue | undefined): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return set ?? null;
  if (Array.isArray(value)) {
    return value.map((each: JsonValue, index) =>
      String(index) === name ? withValue(each, rest, set) : each,
    );
  }
  const members = Object.entries((value ?? {}) as JsonObject);
  const others = members.filter(([each]) => each !== name);
  const inner = members.find(([each]) => each === name)?.[1] ?? {};
  return Object.fromEntries(
    rest.length === 0 && set === undefined ? others : [...others, [name, withValue(inner, rest, set)]],
  );
}

/** What is told where a stack of the reference organization has another value at a path, separated by slashes. */
function told(
  path: string,
  set: JsonValue | undefined,
  plan: Plan = {},
  stack = "management",
): readonly string[] {
  const asked = STACKS[stack] ?? {};
  const terraform = withValue(asked, path.split("/"), set);
  return readPlan(planJson(plan), { terraform, asked }).asides.map(
    ({ rule, address, what }) => `${JUDGEMENTS[rule].verdict} ${rule} ${address}: ${what}`,
  );
}

const BACKEND = "terraform/backend/s3";
const PROVIDER = "provider/aws/0";
const LIFECYCLE = `resource/${TRAIL.replace(".", "/")}/lifecycle`;
const none = undefined;

describe("what no change of a plan shows, and is otherwise than the configuration has it, is told", () => {
  it.each<[string, JsonValue | undefined, string]>([
    [
      `${BACKEND}/bucket`,
      "evil",
      'blocked state-elsewhere terraform.backend: its state is kept elsewhere (bucket: "acme-terraform-state" → "evil")',
    ],
    [
      `${BACKEND}/key`,
      "orgtrail/log-archive.tfstate",
      "blocked state-elsewhere terraform.backend: its state is kept elsewhere (key: ",
    ],
    [`${BACKEND}/region`, "eu-west-1", "blocked state-elsewhere terraform.backend: "],
    [
      `${BACKEND}/assume_role`,
      { role_arn: "arn:aws:iam::999999999999:role/x" },
      "blocked state-elsewhere terraform.backend: its state is kept elsewhere (assume_role.role_arn: nothing → ",
    ],
    [
      `${BACKEND}/endpoints`,
      { s3: "https://s3.evil.example" },
      "blocked state-elsewhere terraform.backend: its state is kept elsewhere (endpoints.s3: ",
    ],
    [`${BACKEND}/profile`, "other", "blocked state-elsewhere terraform.backend: "],
    [
      `${BACKEND}/secret_key`,
      "s3cr3t",
      "blocked state-elsewhere terraform.backend: its state is kept elsewhere (secret_key: nothing → (sensitive value))",
    ],
    [`${BACKEND}/workspace_key_prefix`, "x", "blocked state-elsewhere terraform.backend: "],
    [
      "terraform/backend",
      { local: { path: "terraform.tfstate" } },
      "blocked state-elsewhere terraform.backend: its state is kept by local, and not by s3",
    ],
    [
      "terraform/backend",
      none,
      "blocked state-elsewhere terraform.backend: its state is kept by nothing but a file, and not by s3",
    ],
    [
      "terraform/cloud",
      { organization: "evil" },
      "blocked state-elsewhere terraform.backend: its state is kept by s3, cloud, and not by s3",
    ],
    [
      `${BACKEND}/encrypt`,
      false,
      "review state-weakened terraform.backend: its state is protected otherwise (encrypt: true → false)",
    ],
    [
      `${BACKEND}/encrypt`,
      none,
      "review state-weakened terraform.backend: its state is protected otherwise (encrypt: true → nothing)",
    ],
    [`${BACKEND}/use_lockfile`, none, "review state-weakened terraform.backend: "],
    [
      `${BACKEND}/kms_key_id`,
      "arn:aws:kms:us-east-1:999999999999:key/x",
      "review state-weakened terraform.backend: ",
    ],
    [`${BACKEND}/acl`, "public-read", "review state-weakened terraform.backend: "],
    [`${BACKEND}/skip_credentials_validation`, true, "review state-weakened terraform.backend: "],
    [
      "terraform/required_providers/aws/version",
      ">= 1.0.0",
      "review plan-not-known terraform: it is otherwise than the configuration has it (required_providers.version: ",
    ],
    ["terraform/experiments", ["x"], "review plan-not-known terraform: "],
    [
      `${PROVIDER}/region`,
      "eu-west-1",
      'blocked deployed-elsewhere provider.aws: it deploys elsewhere, or as another (region: "us-east-1" → "eu-west-1")',
    ],
    [`${PROVIDER}/region`, none, "blocked deployed-elsewhere provider.aws: "],
    [
      `${PROVIDER}/allowed_account_ids`,
      none,
      "blocked deployed-elsewhere provider.aws: it deploys elsewhere, or as another (allowed_account_ids: ",
    ],
    [
      `${PROVIDER}/allowed_account_ids`,
      ["111111111111", "999999999999"],
      "blocked deployed-elsewhere provider.aws: ",
    ],
    [
      `${PROVIDER}/assume_role/0/role_arn`,
      "arn:aws:iam::111111111111:role/Admin",
      "blocked deployed-elsewhere provider.aws: it deploys elsewhere, or as another (assume_role.role_arn: ",
    ],
    [`${PROVIDER}/assume_role`, none, "blocked deployed-elsewhere provider.aws: "],
    ["provider/aws", [{ region: "us-east-1" }], "blocked deployed-elsewhere provider.aws: "],
    [
      `resource/${TRAIL.replace(".", "/")}/provider`,
      "aws.other",
      `blocked deployed-elsewhere ${TRAIL}: provider aws.other makes it, and not the stack's`,
    ],
    [
      `resource/${TRAIL.replace(".", "/")}/count`,
      0,
      `review plan-not-known ${TRAIL}: it is made more than once, or not always (count: 0)`,
    ],
    [
      `resource/${TRAIL.replace(".", "/")}/for_each`,
      {},
      `review plan-not-known ${TRAIL}: it is made more than once, or not always (for_each: `,
    ],
    [
      `resource/${TRAIL.replace(".", "/")}`,
      none,
      `review weak-from-the-start ${TRAIL}: the configuration has it, and the stack's Terraform leaves it out`,
    ],
    [
      `${LIFECYCLE}/prevent_destroy`,
      false,
      `review safeguard-removed ${TRAIL}: Terraform no longer refuses to destroy it (prevent_destroy)`,
    ],
    [
      `${LIFECYCLE}/ignore_changes`,
      ["enable_logging"],
      `review safeguard-removed ${TRAIL}: what somebody changes of it in AWS stays so (ignore_changes: enable_logging)`,
    ],
    [
      `${LIFECYCLE}/ignore_changes`,
      "all",
      `review safeguard-removed ${TRAIL}: what somebody changes of it in AWS stays so (ignore_changes: all)`,
    ],
    [`${LIFECYCLE}/ignore_changes`, ["tags"], `review safeguard-removed ${TRAIL}: `],
    [`${LIFECYCLE}/ignore_changes`, ['tags["ManagedBy"]'], `review safeguard-removed ${TRAIL}: `],
    [
      `${LIFECYCLE}/ignore_changes`,
      ["advanced_event_selector[0].name"],
      `review safeguard-removed ${TRAIL}: `,
    ],
    [
      `${LIFECYCLE}/enabled`,
      false,
      `review safeguard-removed ${TRAIL}: it has enabled, which orgtrail does not know (lifecycle)`,
    ],
    [
      `resource/${SUBSCRIPTION.replace(".", "/")}/depends_on`,
      [],
      `review safeguard-removed ${SUBSCRIPTION}: it may be made before "aws_securityhub_account.security-hub_0F89CC66" is there (depends_on)`,
    ],
    [
      "output/delegated_administrators",
      none,
      "review output-changed output.delegated_administrators: other stacks read another value than the configuration has (",
    ],
    [
      "output/delegated_administrators/value",
      { "security-hub": "999999999999" },
      "review output-changed output.delegated_administrators: ",
    ],
  ])("%s: %j", (path, set, says) => {
    expect(told(path, set)).toEqual([expect.stringContaining(says) as string]);
  });

  it("conditions that are not checked, each", () => {
    expect(told(`${LIFECYCLE}/precondition`, none)).toEqual(
      [1, 2, 3].map(
        () => expect.stringContaining("a condition of it is not checked (precondition {") as string,
      ),
    );
  });

  it("states that it reads", () => {
    const state = "data/terraform_remote_state/log-archive/config";
    expect(told(`${state}/bucket`, "evil", {}, "team-payments")).toEqual([
      'blocked state-elsewhere data.terraform_remote_state.log-archive: another state is read (config.bucket: "acme-terraform-state" → "evil")',
    ]);
    expect(told(`${state}/key`, "x", {}, "team-payments")).toHaveLength(1);
    expect(
      told("data/terraform_remote_state/log-archive/defaults", { a: "b" }, {}, "team-payments"),
    ).toHaveLength(1);
    expect(told(`${state}/max_retries`, 9, {}, "team-payments")).toEqual([]);
  });

  it("one more provider, with all that it has", () => {
    const own = at(STACKS["management"], "provider", "aws");
    const second = { alias: "other", region: "eu-west-1", secret_key: "s3cr3t" };
    expect(told("provider/aws", [...(isJsonList(own) ? own : []), second])).toEqual([
      'review plan-not-known provider.aws.other: it is one more provider than the stack has (alias: nothing → "other", region: nothing → "eu-west-1", secret_key: nothing → (sensitive value))',
    ]);
  });
});

describe("of a plan that has the provider's settings", () => {
  const expressions = (settings: object): Plan => ({
    besides: {
      configuration: {
        provider_config: {
          aws: {
            name: "aws",
            expressions: {
              region: { constant_value: "us-east-1" },
              allowed_account_ids: { constant_value: ["111111111111"] },
              assume_role: [
                {
                  role_arn: { constant_value: "arn:aws:iam::111111111111:role/OrgTrailDeploy" },
                  session_name: { constant_value: "x" },
                },
              ],
              ...settings,
            },
          },
        },
        root_module: { resources: [{ address: TRAIL, provider_config_key: "aws" }] },
      },
    },
  });

  it("these are compared", () => {
    expect(told("x", none, expressions({}))).toEqual([]);
    expect(told("x", none, expressions({ region: { references: ["aws_x.y.z", "aws_x.y"] } }))).toEqual([
      'blocked deployed-elsewhere provider.aws: it deploys elsewhere, or as another (region: "us-east-1" → "${aws_x.y.z}")',
    ]);
    const chain = { role_arn: { constant_value: "arn:aws:iam::111111111111:role/Admin" } };
    expect(told("x", none, expressions({ assume_role: [chain] }))).toHaveLength(1);
    expect(told("x", none, expressions({ allowed_account_ids: undefined }))).toHaveLength(1);
  });

  it("and whose provider makes a resource", () => {
    const resources = [{ address: TRAIL, provider_config_key: "aws.other" }];
    expect(told("x", none, { besides: { configuration: { root_module: { resources } } } })).toEqual([
      `blocked deployed-elsewhere ${TRAIL}: provider aws.other makes it, and not the stack's`,
    ]);
  });
});

describe("nothing is told of", () => {
  it.each<[string, JsonValue | undefined]>([
    ["x", none],
    [`${BACKEND}/dynamodb_table`, "locks"],
    [`${BACKEND}/max_retries`, 9],
    [`${BACKEND}/retry_mode`, "adaptive"],
    [`${BACKEND}/allowed_account_ids`, ["111111111111"]],
    [`${BACKEND}/skip_region_validation`, false],
    ["terraform/required_version", ">= 1.12.0"],
    ["terraform/required_providers/random", { source: "hashicorp/random" }],
    [`${PROVIDER}/default_tags/0/tags/Owner`, "me"],
    [`${PROVIDER}/assume_role/0/session_name`, "me"],
    [`${PROVIDER}/assume_role/0/duration`, "30m"],
    [`${PROVIDER}/max_retries`, 9],
    [`${PROVIDER}/forbidden_account_ids`, ["999999999999"]],
    [`${LIFECYCLE}/create_before_destroy`, true],
    [`${LIFECYCLE}/replace_triggered_by`, ["aws_kms_key.x"]],
    [`${LIFECYCLE}/ignore_changes`, ['tags["CostCenter"]', 'tags_all["Owner"]']],
    [
      `resource/${SUBSCRIPTION.replace(".", "/")}/depends_on`,
      ["aws_securityhub_account.security-hub_0F89CC66", TRAIL],
    ],
    [`resource/${TRAIL.replace(".", "/")}/timeouts`, { create: "10m" }],
    [`resource/${SUBSCRIPTION.replace(".", "/")}/lifecycle`, { prevent_destroy: true }],
    [
      "resource/aws_s3_bucket_metric/mine",
      { bucket: "x", name: "all", lifecycle: { ignore_changes: "all" } },
    ],
    ["data/aws_caller_identity/mine", {}],
    ["output/mine", { value: "x" }],
    ["locals", { x: 1 }],
  ])("%s: %j", (path, set) => {
    expect(told(path, set)).toEqual([]);
  });

  it("a resource that the plan destroys, which is told by itself", () => {
    const plan = { changes: [{ address: TRAIL, actions: ["delete"], before: { name: "x" } }] };
    expect(told(`resource/${TRAIL.replace(".", "/")}`, none, plan)).toEqual([]);
  });

  it("an output that the plan changes, which is told with what it was", () => {
    const outputs = {
      delegated_administrators: { actions: ["update"], before: { a: "b" }, after: { a: "c" } },
    };
    expect(told("output/delegated_administrators/value", { a: "c" }, { outputs })).toEqual([
      expect.stringContaining("other stacks read another value (") as string,
    ]);
  });
});
