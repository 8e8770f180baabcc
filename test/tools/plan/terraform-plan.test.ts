import { SENSITIVE, UNKNOWN, type AttributeChange } from "../../../tools/plan/change";
import { PlanFormatError } from "../../../tools/plan/terraform-plan";
import { planJson, readPlan, type Change } from "./plan-json";

const read = (change: Change) => readPlan(planJson({ changes: [change] }));

/** The attributes that a change of a resource changes. */
const attributes = (change: Omit<Change, "actions">): readonly Partial<AttributeChange>[] =>
  read({ actions: ["update"], ...change }).changes.flatMap((resource) => resource.attributes);

const changed = (path: string, before: unknown, after: unknown, replaces = false): object => ({
  path,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
  replaces,
});

describe("a plan", () => {
  it.each([
    [["create"], "create", false],
    [["update"], "update", false],
    [["delete"], "destroy", false],
    [["delete", "create"], "replace", false],
    [["create", "delete"], "replace", true],
    [["forget"], "forget", false],
  ])("that does %j does %s", (actions, action, createsFirst) => {
    const [change] = read({ actions, before: { a: 1 }, after: { a: 2 } }).changes;
    expect(change).toMatchObject({ action, address: "aws_s3_bucket.logs", type: "aws_s3_bucket" });
    expect(change?.createsFirst ?? false).toBe(createsFirst);
  });

  it.each([[["no-op"]], [["read"]]])("that does %j does nothing", (actions) => {
    const plan = read({ actions, before: { a: 1 }, after: { a: 1 } });
    expect(plan.changes).toEqual([]);
    expect(plan.planned.get("aws_s3_bucket.logs")).toEqual({ type: "aws_s3_bucket", values: { a: 1 } });
  });

  it("says what is there after it: not what is destroyed or forgotten, nor what is only read", () => {
    const { planned } = readPlan(
      planJson({
        changes: [
          { address: "aws_a.made", actions: ["create"], after: { x: 1 }, after_unknown: { id: true } },
          { address: "aws_a.gone", actions: ["delete"], before: { x: 1 }, after: null },
          { address: "aws_a.forgotten", actions: ["forget"], before: { x: 1 }, after: { x: 1 } },
          { address: "aws_a.read", mode: "data", actions: ["read"], after: { x: 1 } },
        ],
      }),
    );
    expect([...planned]).toEqual([["aws_a.made", { type: "aws_a", values: { x: 1, id: UNKNOWN } }]]);
  });

  it.each([
    ["no JSON at all", "Error: no", "printed no JSON, but 9 bytes"],
    ["more levels than are read", `{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`, "of more than 500 levels"],
    ["a state", '{"values":{}}', "printed no format_version"],
    [
      "a newer format",
      '{"format_version":"2.0"}',
      'format "2.0", and orgtrail reads 1.2 and what adds to it: update orgtrail',
    ],
    [
      "of a format that is no number",
      '{"format_version":"next"}',
      "update orgtrail, or plan with an older Terraform",
    ],
    ["an older format", '{"format_version":"1.1"}', "plan with a newer Terraform or OpenTofu: 1.10 or later"],
    [
      "a format before all",
      '{"format_version":"0.2"}',
      "plan with a newer Terraform or OpenTofu: 1.10 or later",
    ],
    [
      "a format of another form",
      '{"format_version":"1.2","resource_changes":[{}]}',
      "resource_changes.0.address",
    ],
    [
      "an action that is not known",
      planJson({ changes: [{ actions: ["open"], before: {}, after: {} }] }),
      'does ["open"] to aws_s3_bucket.logs, which orgtrail does not know',
    ],
  ])("is refused when it is %s", (_, text, message) => {
    expect(() => readPlan(text)).toThrow(PlanFormatError);
    expect(() => readPlan(text)).toThrow(message);
  });
});

describe("the attributes that change", () => {
  it("are told by path, with blocks one by one", () => {
    const rule = (days: number): object => ({ id: "expire", expiration: [{ days }], prefix: "" });
    expect(
      attributes({
        before: { name: "a", rule: [rule(365)], tags: { "a/b": "x" } },
        after: { name: "a", rule: [rule(7)], tags: { "a/b": "y" } },
      }),
    ).toEqual([changed("rule[0].expiration[0].days", 365, 7), changed('tags["a/b"]', "x", "y")]);
  });

  it("are those of the block that is gone, not of all that move up", () => {
    const block = (name: string): object => ({ name, starts_with: [name] });
    expect(
      attributes({ before: { s: ["a", "b", "c"].map(block) }, after: { s: ["b", "c"].map(block) } }),
    ).toEqual([changed("s[0]", block("a"), undefined)]);
    expect(attributes({ before: { s: [{ x: 1 }, { x: 2 }] }, after: { s: [{ x: 2 }, { x: 3 }] } })).toEqual([
      changed("s[1].x", 1, 3),
    ]);
  });

  it("are those within a block that gets another name, as long as half of it stays", () => {
    const selector = (name: string, buckets: readonly string[]): object => ({
      name,
      field_selector: [
        { field: "eventCategory", equals: ["Data"], ends_with: null },
        { field: "resources.type", equals: ["AWS::S3::Object"], ends_with: null },
        { field: "resources.ARN", starts_with: buckets, ends_with: null },
      ],
    });
    const [before, after] = [selector("S3: a, b", ["a", "b"]), selector("S3: a", ["a"])];
    const lambda = {
      name: "Lambda",
      field_selector: [{ field: "resources.type", equals: ["AWS::Lambda::Function"] }],
    };
    expect(attributes({ before: { s: [before] }, after: { s: [lambda, after] } })).toEqual([
      changed("s[0]", undefined, lambda),
      changed("s[1].name", "S3: a, b", "S3: a"),
      changed("s[1].field_selector[2].starts_with", ["a", "b"], ["a"]),
    ]);
    expect(attributes({ before: { s: [before] }, after: { s: [lambda] } })).toEqual([
      changed("s[0]", undefined, lambda),
      changed("s[0]", before, undefined),
    ]);
  });

  it("leave out what AWS gives, until it is known, and say what the configuration sets", () => {
    const unknown = {
      before: { arn: "old", topic: "old" },
      after: {},
      after_unknown: { arn: true, topic: true },
    };
    expect(attributes({ ...unknown, configured: ["topic"] })).toEqual([changed("topic", "old", UNKNOWN)]);
  });

  it("force a replacement where Terraform says so, be they unknown", () => {
    expect(
      attributes({
        before: { bucket: "a", arn: "b", rule: [{ x: 1 }] },
        after: { bucket: "c", rule: [{ x: 2 }] },
        after_unknown: { arn: true },
        replace_paths: [["bucket"], ["arn"], ["rule", 0, "x"]],
      }),
    ).toEqual([
      changed("bucket", "a", "c", true),
      changed("arn", "b", UNKNOWN, true),
      changed("rule[0].x", 1, 2, true),
    ]);
  });

  it("are not those that are unset in another way", () => {
    const unset = [null, "", false, 0, [], {}];
    for (const before of unset)
      for (const after of unset)
        expect(attributes({ before: { x: before }, after: { x: after } })).toEqual([]);
    expect(attributes({ before: { x: true }, after: { x: false } })).toEqual([changed("x", true, false)]);
    expect(attributes({ before: { x: 1 }, after: { x: 0 } })).toEqual([changed("x", 1, 0)]);
  });

  it("tell tags of the provider alone, where no tag of the resource changes", () => {
    const sides = (tags: [string, string], all: [string, string]): Omit<Change, "actions"> => ({
      before: { tags: { a: tags[0] }, tags_all: { a: all[0] } },
      after: { tags: { a: tags[1] }, tags_all: { a: all[1] } },
    });
    expect(attributes(sides(["x", "y"], ["x", "y"]))).toEqual([changed("tags.a", "x", "y")]);
    expect(attributes(sides(["x", "x"], ["x", "y"]))).toEqual([changed("tags_all.a", "x", "y")]);
  });

  it("are compared as JSON where they are JSON, and as a whole where they are policies", () => {
    const pattern = (names: string[]): string =>
      JSON.stringify({ detail: { eventName: names }, source: ["aws.s3"] });
    expect(
      attributes({
        before: { event_pattern: pattern(["A"]) },
        after: { event_pattern: pattern(["A", "B"]) },
      }),
    ).toEqual([changed("event_pattern.detail.eventName", ["A"], ["A", "B"])]);
    expect(attributes({ before: { body: '{"a":1,"b":2}' }, after: { body: '{ "b": 2, "a": 1 }' } })).toEqual(
      [],
    );
    const policy = (Action: string): object => ({ Statement: [{ Effect: "Allow", Action }] });
    expect(
      attributes({
        before: { policy: JSON.stringify(policy("s3:GetObject")) },
        after: { policy: JSON.stringify(policy("s3:*")) },
      }),
    ).toEqual([changed("policy", policy("s3:GetObject"), policy("s3:*"))]);
    expect(attributes({ before: { x: "{not JSON" }, after: { x: "{neither" } })).toEqual([
      changed("x", "{not JSON", "{neither"),
    ]);
  });

  it("of what is made are those that the configuration sets; of what goes, what it was and let through", () => {
    const all = { bucket: "logs", force_destroy: false, region: "eu-west-1", policy: '{"Statement":[]}' };
    const [made] = read({ actions: ["create"], after: all, configured: ["bucket", "force_destroy"] }).changes;
    expect(made?.attributes).toEqual([
      changed("bucket", undefined, "logs"),
      changed("force_destroy", undefined, false),
    ]);
    const [gone] = read({ actions: ["delete"], before: all }).changes;
    expect(gone?.attributes).toEqual([
      changed("bucket", "logs", undefined),
      changed("policy", { Statement: [] }, undefined),
    ]);
    const [unnamed] = read({ actions: ["delete"], before: { id: "x", size: 3 } }).changes;
    expect(unnamed?.attributes).toEqual([changed("id", "x", undefined)]);
  });
});

describe("sensitive values", () => {
  it("are told to change, and not told", () => {
    const sides = (before: string, after: string): Omit<Change, "actions"> => ({
      before: { password: before },
      after: { password: after },
      after_sensitive: { password: true },
    });
    expect(attributes(sides("a", "b"))).toEqual([changed("password", SENSITIVE, SENSITIVE)]);
    expect(attributes(sides("a", "a"))).toEqual([]);
  });

  it.each([
    [
      "in a block",
      { block: [{ secret: "s" }] },
      { block: [{ secret: true }] },
      { block: [{ secret: SENSITIVE }] },
    ],
    ["as a whole list", { list: ["s", "t"] }, { list: true }, { list: SENSITIVE }],
    ["under a mask of another form", { map: { a: "s" } }, { map: [true] }, { map: SENSITIVE }],
    ["as a whole resource", { a: "s", b: 1 }, true, { a: SENSITIVE, b: SENSITIVE }],
    ["as a whole policy", { policy: '{"Statement":[]}' }, { policy: true }, { policy: SENSITIVE }],
  ])("are hidden %s", (_, before, mask, hidden) => {
    const [change] = read({ actions: ["delete"], before, before_sensitive: mask }).changes;
    expect(change?.before).toEqual(hidden);
  });
});

describe("outputs", () => {
  it("are told when they change", () => {
    const { outputs } = readPlan(
      planJson({
        outputs: {
          same: { actions: ["no-op"], before: "a", after: "a" },
          changed: { actions: ["update"], before: { a: 1 }, after: { a: 2 } },
          made: { actions: ["create"], before: null, after_unknown: true },
          secret: {
            actions: ["update"],
            before: "a",
            after: "b",
            before_sensitive: true,
            after_sensitive: true,
          },
          // Terraform has the mask of one side on both.
          secretMade: {
            actions: ["create"],
            before: null,
            after: "b",
            before_sensitive: true,
            after_sensitive: true,
          },
          secretGone: {
            actions: ["delete"],
            before: "a",
            after: null,
            before_sensitive: true,
            after_sensitive: true,
          },
        },
      }),
    );
    expect(outputs).toEqual([
      { name: "changed", before: { a: 1 }, after: { a: 2 } },
      { name: "made", after: UNKNOWN },
      { name: "secret", before: SENSITIVE, after: SENSITIVE },
      { name: "secretMade", after: SENSITIVE },
      { name: "secretGone", before: SENSITIVE },
    ]);
  });
});

describe("what changes in the state alone", () => {
  const unchanged = { actions: ["no-op"], before: { x: 1 }, after: { x: 1 } };

  it("is told: moves and imports, were nothing else done to the resource", () => {
    const plan = readPlan(
      planJson({
        changes: [
          { ...unchanged, address: "aws_a.b", previous_address: "aws_a.a" },
          { ...unchanged, address: "aws_a.c", importing: { id: "i-1" } },
          { ...unchanged, address: "aws_a.d", importing: { identity: { name: "x", account_id: "1" } } },
          { ...unchanged, address: "aws_a.e", importing: { unknown: true } },
          {
            address: "aws_a.f",
            previous_address: "aws_a.g",
            actions: ["update"],
            before: { x: 1 },
            after: { x: 2 },
          },
          { ...unchanged, address: "aws_a.h" },
        ],
      }),
    );
    expect(plan.moves).toEqual([
      { from: "aws_a.a", address: "aws_a.b" },
      { from: "aws_a.g", address: "aws_a.f" },
    ]);
    expect(plan.imports).toEqual([
      { address: "aws_a.c", id: "i-1" },
      { address: "aws_a.d", id: '{"account_id":"1","name":"x"}' },
      { address: "aws_a.e", id: UNKNOWN },
    ]);
    expect(plan.changes.map(({ address }) => address)).toEqual(["aws_a.f"]);
  });
});

it("a text of JSON in an attribute is no more than a text where it has more levels than are read", () => {
  const policy = (levels: number): string => `{"Statement":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  const bucket = { address: "aws_s3_bucket_policy.p", actions: ["update"], configured: ["policy"] };
  const { changes } = readPlan(
    planJson({ changes: [{ ...bucket, before: { policy: policy(1) }, after: { policy: policy(5000) } }] }),
  );
  expect(changes).toHaveLength(1);
});

describe("a plan that leaves something out", () => {
  it.each([
    [{ errored: true, complete: false }, "an error ended planning"],
    [{ complete: false }, "does not have all changes (complete is false)"],
    [{ complete: false, deferred_changes: [{}, {}] }, "puts 2 of the changes off"],
    [{ deferred_changes: [{}] }, "puts 1 of the changes off"],
    [{ deferred_action_invocations: [{}] }, "puts 1 of the actions off"],
  ])("is refused: %j", (state, message) => {
    expect(() => readPlan(planJson(state))).toThrow(PlanFormatError);
    expect(() => readPlan(planJson(state))).toThrow(message);
  });

  it("is read when prevent_destroy stops it, unless something is put off besides", () => {
    const stopped = {
      errored: true,
      complete: false,
      changes: [{ actions: ["delete"], before: { bucket: "b" } }],
    };
    expect(readPlan(planJson(stopped), { refused: true }).changes).toHaveLength(1);
    const more = planJson({ ...stopped, deferred_changes: [{}] });
    expect(() => readPlan(more, { refused: true })).toThrow("puts 1 of the changes off");
  });

  it("is none that says it is whole, or says nothing of it", () => {
    for (const state of [{ errored: false, complete: true, deferred_changes: [] }, {}]) {
      expect(readPlan(planJson(state)).changes).toEqual([]);
    }
  });
});
