import { fingerprintOf } from "../../../tools/plan/fingerprint";
import { planIn, planJson, type Change, type Plan } from "./plan-json";

const STACK = { stack: "management", account: { id: "111111111111" } };

const fingerprint = (plan: Plan, stack = STACK): Promise<string> =>
  fingerprintOf(planIn(planJson(plan)), stack);

const change = (address: string, after: string): Change => ({
  address,
  actions: ["update"],
  before: { x: "old", y: 1 },
  after: { x: after, y: 1 },
});

const secret = (text: string): Change => ({
  ...change("aws_a.secret", text),
  before_sensitive: { x: true },
  after_sensitive: { x: true },
});

const output = (after: unknown): Readonly<Record<string, object>> => ({
  a: { actions: ["update"], before: "x", after },
});

/** A plan of everything that counts. */
const PLAN: Plan = {
  changes: [
    change("aws_a.a", "new"),
    secret("s3cr3t"),
    { actions: ["no-op"], address: "aws_a.b", before: { x: 1 }, after: { x: 1 } },
    {
      ...{ actions: ["no-op"], address: "aws_a.moved", previous_address: "aws_a.was" },
      ...{ before: { x: 1 }, after: { x: 1 } },
    },
    {
      ...{ actions: ["no-op"], address: "aws_a.imported", importing: { id: "i-1" } },
      ...{ before: { x: 1 }, after: { x: 1 } },
    },
  ],
  outputs: { ...output("y"), same: { actions: ["no-op"], before: "x", after: "x" } },
};

const [first = change("", ""), , ...others] = PLAN.changes ?? [];
const withChanges = (...changes: readonly Change[]): Plan => ({ ...PLAN, changes });
const [unchanged = first, moved = first, imported = first] = others;

describe("a fingerprint", () => {
  let ofPlan: string;

  beforeAll(async () => {
    ofPlan = await fingerprint(PLAN);
  });

  it("is the same for the same plan, in whatever order, whatever does not change, and whatever is only read", async () => {
    const changes = [
      ...[imported, moved, secret("s3cr3t")],
      { ...first, before: { y: 1, x: "old" } },
      { actions: ["read"], address: "data.aws_a.d", mode: "data" as const, after: { x: 2 } },
    ];
    expect(await fingerprint({ outputs: output("y"), changes, drift: [first] })).toBe(ofPlan);
    expect(ofPlan).toMatch(/^[0-9a-f]{64}$/);
  });

  it("has no order of paths that force a replacement", async () => {
    const replaced = (...paths: string[]): Plan => ({
      changes: [{ ...first, actions: ["delete", "create"], replace_paths: paths.map((path) => [path]) }],
    });
    expect(await fingerprint(replaced("x", "y"))).toBe(await fingerprint(replaced("y", "x")));
    expect(await fingerprint(replaced("x", "y"))).not.toBe(await fingerprint(replaced("x")));
  });

  it.each<readonly [string, Plan]>([
    ["another value", withChanges(change("aws_a.a", "newer"), secret("s3cr3t"), ...others)],
    ["another sensitive value", withChanges(first, secret("s3cr4t"), ...others)],
    ["another resource", withChanges(change("aws_a.c", "new"), secret("s3cr3t"), ...others)],
    ["another action", withChanges({ ...first, actions: ["delete", "create"] }, secret("s3cr3t"), ...others)],
    [
      "a value that is not known",
      withChanges({ ...first, after_unknown: { x: true } }, secret("s3cr3t"), ...others),
    ],
    ["another object of a resource", withChanges({ ...first, deposed: "0a1b" }, secret("s3cr3t"), ...others)],
    ["one change less", withChanges(secret("s3cr3t"), ...others)],
    [
      "another move",
      withChanges(first, secret("s3cr3t"), unchanged, { ...moved, previous_address: "aws_a.is" }, imported),
    ],
    [
      "another import",
      withChanges(first, secret("s3cr3t"), unchanged, moved, { ...imported, importing: { id: "i-2" } }),
    ],
    ["another output", { ...PLAN, outputs: output("z") }],
    [
      "another sensitive output",
      {
        ...PLAN,
        outputs: {
          a: { actions: ["update"], before: "x", after: "z", before_sensitive: true, after_sensitive: true },
        },
      },
    ],
    ["an output less", { ...PLAN, outputs: {} }],
    ["an action", { ...PLAN, besides: { action_invocations: [{ address: "action.a.b" }] } }],
    ["what is not known", { ...PLAN, besides: { something: 1 } }],
    ["no change", {}],
  ])("is another for %s", async (_, plan) => {
    expect(await fingerprint(plan)).not.toBe(ofPlan);
  });

  it("is another for another command, another secret of an action, and another ephemeral resource", async () => {
    const provisioner = (command: string): Plan => ({
      besides: {
        configuration: {
          root_module: {
            resources: [
              {
                ...{ address: "aws_a.a", mode: "managed", type: "aws_a" },
                provisioners: [{ type: "local-exec", expressions: { command: { constant_value: command } } }],
              },
            ],
          },
        },
      },
    });
    const action = (payload: string): Plan => ({
      besides: {
        action_invocations: [
          { address: "action.a.b", config_values: { payload }, config_sensitive: { payload: true } },
        ],
      },
    });
    const ephemeral = (name: string): Promise<string> =>
      fingerprintOf(planIn(planJson({})), STACK, { terraform: { ephemeral: { aws_a: { [name]: {} } } } });
    const all = await Promise.all([
      ...[provisioner("a"), provisioner("b"), action("a"), action("b"), {}].map((plan) => fingerprint(plan)),
      ...["a", "b"].map(ephemeral),
    ]);
    expect(new Set(all).size).toBe(7);
  });

  it("is that of one stack in one account, be there no change", async () => {
    const all = await Promise.all([
      fingerprint({}),
      fingerprint({}, { ...STACK, stack: "log-archive" }),
      fingerprint({}, { ...STACK, account: { id: "222222222222" } }),
    ]);
    expect(new Set(all).size).toBe(3);
  });

  it("costs who tries values as much as a password would", async () => {
    const start = process.cpuUsage();
    await fingerprint({});
    const { user, system } = process.cpuUsage(start);
    // A hash takes some microseconds; this takes hundreds of milliseconds on the machines of today.
    expect(user + system).toBeGreaterThan(50_000);
  });
});
