import type { AcceptedChange, Configuration } from "../../../../stacks/config";
import type { JsonObject, ResourceChange, StackPlan } from "../../../../tools/plan/change";
import { judge, unusedAcceptances, verdictOf, type Finding } from "../../../../tools/plan/verdict";
import { referenceConfiguration } from "../../../support/configurations";
import { created, destroyed, planOf, updated } from "./plans";
import { advanced, ALARM, LIFECYCLE, expiry, MANAGEMENT, S3_ALL, TRAIL } from "./resources";

const TODAY = "2026-03-31";
const reference = referenceConfiguration();
const stopped = updated("aws_cloudtrail", TRAIL, { enable_logging: false });

function accepting(...acceptedChanges: readonly AcceptedChange[]): Configuration {
  return { ...reference, acceptedChanges };
}

function judged(change: ResourceChange, configuration = reference): readonly Finding[] {
  return judge(planOf({ changes: [change] }), configuration, TODAY);
}

describe("the verdict", () => {
  it("is blocked as soon as one finding is", () => {
    const findings = judge(
      planOf({ changes: [stopped, updated("aws_cloudwatch_metric_alarm", ALARM, { threshold: 9 })] }),
      reference,
      TODAY,
    );
    expect(findings.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ["logging-stopped", "blocked"],
      ["alarm-changed", "review"],
    ]);
    expect(verdictOf(findings)).toBe("blocked");
  });

  it("is review when no finding is blocked", () => {
    expect(verdictOf(judged(updated("aws_cloudwatch_metric_alarm", ALARM, { threshold: 9 })))).toBe("review");
  });

  it("is fine when nothing is found", () => {
    expect(verdictOf(judged(updated("aws_cloudtrail", TRAIL, { tags: { a: "b" } })))).toBe("fine");
  });

  it("tells what, where and why", () => {
    expect(judged(stopped)).toEqual([
      {
        rule: "logging-stopped",
        verdict: "blocked",
        stack: "log-archive",
        address: "aws_cloudtrail.it",
        what: "logging is switched off (enable_logging: true → false)",
        why: "Nothing is recorded until somebody starts it again, and what happens meanwhile can never be found out.",
      },
    ]);
  });

  it("tells a template in what the plan does not change too", () => {
    const rule = "template-not-expected";
    const asides: StackPlan["asides"] = [
      { rule, address: "provider.aws", what: "0.region has the template ${terraform.workspace}" },
      { rule, address: "aws_cloudtrail.it", what: "name has the template ${uuid()}" },
    ];
    const findings = judge({ ...planOf({ changes: [stopped] }), asides }, reference, TODAY);
    expect(findings.map(({ rule, verdict, address }) => [rule, verdict, address])).toEqual([
      ["template-not-expected", "blocked", "provider.aws"],
      ["template-not-expected", "blocked", "aws_cloudtrail.it"],
      ["logging-stopped", "blocked", "aws_cloudtrail.it"],
    ]);
  });

  it("estimates what more events cost, from a number that it states", () => {
    const findings = judged(
      updated("aws_cloudtrail", TRAIL, { advanced_event_selector: [MANAGEMENT, S3_ALL] }),
    );
    expect(findings.map(({ estimate }) => estimate)).toEqual([
      "$0.10 per 100,000 events: if there are a million a day, $30.00 in 30 days. npx orgtrail explain counts them in your log files",
    ]);
  });

  it("says of which price nobody is sure", () => {
    const network = advanced({ eventCategory: "NetworkActivity", eventSource: "kms.amazonaws.com" });
    const selectors = [...(TRAIL["advanced_event_selector"] as readonly (typeof network)[]), network];
    const [finding] = judged(updated("aws_cloudtrail", TRAIL, { advanced_event_selector: selectors }));
    expect(finding?.estimate).toContain("(a price that is not verified)");
  });
});

describe("an import", () => {
  const address = "aws_s3_bucket_lifecycle_configuration.it";
  const values = { ...LIFECYCLE, rule: [expiry(1)] };
  const plan = planOf({
    unchanged: new Map([[address, { type: "aws_s3_bucket_lifecycle_configuration", values }]]),
  });

  it("of what weakens the log is to be reviewed, though nothing changes by it", () => {
    const findings = judge({ ...plan, imports: [{ address, id: "x" }] }, reference, TODAY);
    expect(findings).toEqual([
      expect.objectContaining({
        rule: "logs-expire-sooner",
        verdict: "review",
        address,
        what: expect.stringContaining("imported as it is: logs are deleted after 1 day") as string,
      }),
    ]);
  });

  it("of what weakens the log is to be reviewed where the plan changes another part of it, too", () => {
    const { type } = [...plan.planned.values()][0] ?? { type: "" };
    const renamed = updated(type, values, { rule: [{ ...expiry(1), id: "other" }] });
    const findings = judge(
      { ...planOf({ changes: [{ ...renamed, address }] }), imports: [{ address, id: "x" }] },
      reference,
      TODAY,
    );
    expect(findings.map(({ rule, verdict, what }) => [rule, verdict, what.split(":")[0]])).toEqual([
      ["logs-expire-sooner", "review", "imported, and changed"],
    ]);
  });

  it("is told once where the change is told", () => {
    const sooner = updated("aws_s3_bucket_lifecycle_configuration", LIFECYCLE, { rule: [expiry(1)] });
    const findings = judge(
      { ...planOf({ changes: [{ ...sooner, address }] }), imports: [{ address, id: "x" }] },
      reference,
      TODAY,
    );
    expect(findings.map(({ rule, verdict }) => [rule, verdict])).toEqual([["logs-expire-sooner", "blocked"]]);
  });

  describe("of a bucket that was in use before", () => {
    const bucket = {
      bucket: "acme-old-logs",
      lifecycle_rule: [{ id: "x", enabled: true, prefix: "", tags: null, expiration: [{ days: 90 }] }],
      logging: [{ target_bucket: "other" }],
      grant: [{ type: "CanonicalUser" }],
      website: [],
    };
    const its = "aws_s3_bucket.it";
    const found = (...others: readonly string[]) =>
      judge(
        {
          ...planOf({
            unchanged: new Map<string, { type: string; values: JsonObject }>([
              [its, { type: "aws_s3_bucket", values: bucket }],
              ...others.map((type) => [`${type}.it`, { type, values: { bucket: bucket.bucket } }] as const),
            ]),
          }),
          imports: [{ address: its, id: "acme-old-logs" }],
        },
        reference,
        TODAY,
      ).map(({ rule, verdict, what }) => [rule, verdict, what]);

    it("tells what deletes its logs, and whatever else no resource of the plan sets from then on", () => {
      const findings = found("aws_s3_bucket_logging", "aws_s3_bucket_ownership_controls");
      expect(findings).toContainEqual([
        "logs-expire-sooner",
        "review",
        "imported as it is: logs are deleted after 90 days, so far never",
      ]);
      const set = findings.filter(([, , what]) => what?.includes("is set in AWS"));
      expect(set.map(([, , what]) => /: (\w+) is set/.exec(what ?? "")?.[1])).toEqual(["lifecycle_rule"]);
      expect(found().filter(([, , what]) => what?.includes("is set in AWS"))).toHaveLength(3);
    });

    it("says nothing of what the plan sets anew", () => {
      const findings = found(
        "aws_s3_bucket_lifecycle_configuration",
        "aws_s3_bucket_logging",
        "aws_s3_bucket_acl",
      );
      expect(findings.filter(([, , what]) => /is set in AWS|logs are deleted/.test(what ?? ""))).toEqual([]);
    });
  });

  it("is what is judged: what the state has already stays as it is", () => {
    expect(judge(plan, reference, TODAY)).toEqual([]);
  });
});

describe("what somebody has set in AWS, and no resource of the stack", () => {
  const bucket = { bucket: "acme-logs", lifecycle_rule: [], replication_configuration: [], website: [] };
  const drifted = (set: JsonObject): readonly (readonly string[])[] =>
    judge(planOf({ drift: [updated("aws_s3_bucket", bucket, set)] }), reference, TODAY).map(
      ({ rule, verdict, what }) => [rule, verdict, what],
    );
  const OF = "is set in AWS, and by no resource of the stack";

  it("is reviewed, by whatever attribute it shows", () => {
    const replication = [{ role: "r", rules: [{ destination: [{ bucket: "arn:aws:s3:::evil" }] }] }];
    expect(drifted({ replication_configuration: replication })).toEqual([
      ["attribute-not-judged", "review", `replication_configuration ${OF}`],
    ]);
    expect(drifted({ website: [{ index_document: "i" }] })).toEqual([
      ["attribute-not-judged", "review", `website ${OF}`],
    ]);
  });

  it("is blocked where it deletes logs", () => {
    const rule = { id: "x", enabled: true, prefix: "", tags: null, expiration: [{ days: 1 }] };
    expect(drifted({ lifecycle_rule: [rule] })).toEqual([
      ["logs-expire-sooner", "blocked", "logs are deleted after 1 day, so far never"],
      ["attribute-not-judged", "review", `lifecycle_rule ${OF}`],
    ]);
    const noncurrent = { ...rule, expiration: [], noncurrent_version_expiration: [{ days: 1 }] };
    expect(drifted({ lifecycle_rule: [noncurrent] })).toContainEqual([
      "logs-expire-sooner",
      "blocked",
      "replaced versions of logs are deleted after 1 day, so far never",
    ]);
    expect(drifted({ lifecycle_rule: [{ ...rule, enabled: false }] })).toHaveLength(1);
  });

  it("is nothing where it is gone, or as it was", () => {
    expect(drifted({ lifecycle_rule: null, website: [] })).toEqual([]);
  });
});

describe("an accepted change", () => {
  const entry: AcceptedChange = {
    rule: "logging-stopped",
    stack: "log-archive",
    reason: "The board has decided so.",
    until: TODAY,
  };

  it("asks for a review, on its last day too, and says why it is accepted", () => {
    const [finding] = judged(stopped, accepting(entry));
    expect(finding).toMatchObject({
      verdict: "review",
      accepted: { reason: "The board has decided so.", until: TODAY },
    });
  });

  it("is blocked again the day after, and says so", () => {
    const [finding] = judged(stopped, accepting({ ...entry, until: "2026-03-30" }));
    expect(finding).toMatchObject({ verdict: "blocked", expired: { until: "2026-03-30" } });
    expect(finding).not.toHaveProperty("accepted");
  });

  it("counts for 90 days ahead, and no further: then the finding says so", () => {
    const [accepted] = judged(stopped, accepting({ ...entry, until: "2026-06-29" }));
    expect(accepted).toMatchObject({ verdict: "review", accepted: { until: "2026-06-29" } });
    const [finding] = judged(stopped, accepting({ ...entry, until: "2026-06-30" }));
    expect(finding).toMatchObject({
      verdict: "blocked",
      tooFarAhead: { reason: "The board has decided so.", until: "2026-06-30", latest: "2026-06-29" },
    });
    expect(finding).not.toHaveProperty("accepted");
    expect(finding).not.toHaveProperty("expired");
  });

  it("counts beside one that is too far ahead", () => {
    const [finding] = judged(
      stopped,
      accepting({ ...entry, resource: "*", until: "9999-12-31" }, { ...entry, until: TODAY }),
    );
    expect(finding).toMatchObject({ verdict: "review", accepted: { until: TODAY } });
    expect(finding).not.toHaveProperty("tooFarAhead");
  });

  it.each<[string, Partial<AcceptedChange>, string]>([
    ["another rule", { rule: "validation-off" }, "blocked"],
    ["another stack", { stack: "management" }, "blocked"],
    ["another resource", { resource: "aws_cloudtrail.other" }, "blocked"],
    ["part of the address", { resource: "aws_cloudtrail" }, "blocked"],
    ["an address in which a dot is no wildcard", { resource: "aws_cloudtrail?it" }, "blocked"],
    ["the address", { resource: "aws_cloudtrail.it" }, "review"],
    ["a pattern of the address", { resource: "aws_*.it" }, "review"],
  ])("is decided by what it names: %s", (_, changes, verdict) => {
    expect(judged(stopped, accepting({ ...entry, ...changes })).map((finding) => finding.verdict)).toEqual([
      verdict,
    ]);
  });

  it("leaves a finding that is to be reviewed one to be reviewed", () => {
    const change = updated("aws_cloudwatch_metric_alarm", ALARM, { threshold: 9 });
    expect(verdictOf(judged(change, accepting({ ...entry, rule: "alarm-changed" })))).toBe("review");
  });

  it("is told when it accepts nothing, of the stacks that were planned", () => {
    const used = entry;
    const unused: AcceptedChange = { ...entry, rule: "key-destroyed" };
    const elsewhere: AcceptedChange = { ...entry, stack: "management" };
    const configuration = accepting(used, unused, elsewhere);
    const findings = judged(stopped, configuration);
    expect(unusedAcceptances(configuration.acceptedChanges, findings, ["log-archive"])).toEqual([unused]);
  });

  it("that has expired is not told as one that accepts nothing: the finding tells it", () => {
    const expired = { ...entry, until: "2020-01-01" };
    const findings = judged(stopped, accepting(expired));
    expect(unusedAcceptances([expired], findings, ["log-archive"])).toEqual([]);
  });
});

describe("drift", () => {
  const findingsOf = (changes: readonly ResourceChange[], drift: readonly ResourceChange[]) =>
    judge(planOf({ changes, drift }), reference, TODAY).map(({ rule, verdict, drift: kind }) => [
      rule,
      verdict,
      kind,
    ]);

  it("that stays is judged as if it were planned", () => {
    expect(findingsOf([], [stopped])).toEqual([["logging-stopped", "blocked", "stays"]]);
  });

  it("that the plan undoes is to be reviewed", () => {
    const undoing = updated("aws_cloudtrail", { ...TRAIL, enable_logging: false }, { enable_logging: true });
    expect(findingsOf([undoing], [stopped])).toEqual([["logging-stopped", "review", "undone"]]);
  });

  it("stays when the plan changes something else of the resource", () => {
    const other = updated("aws_cloudtrail", { ...TRAIL, enable_logging: false }, { tags: { a: "b" } });
    expect(findingsOf([other], [stopped])).toEqual([["logging-stopped", "blocked", "stays"]]);
  });

  it("that deleted a resource is undone by making it anew", () => {
    const gone = destroyed("aws_cloudwatch_metric_alarm", ALARM);
    expect(findingsOf([created("aws_cloudwatch_metric_alarm", ALARM)], [gone])).toEqual([
      ["alarm-removed", "review", "undone"],
    ]);
    expect(findingsOf([], [gone])).toEqual([["alarm-removed", "blocked", "stays"]]);
  });

  it("of a lifecycle that the plan shortens further is blocked twice", () => {
    const type = "aws_s3_bucket_lifecycle_configuration";
    const drifted = updated(type, LIFECYCLE, { rule: [expiry(300)] });
    const planned = updated(type, { ...LIFECYCLE, rule: [expiry(300)] }, { rule: [expiry(200)] });
    expect(findingsOf([planned], [drifted])).toEqual([
      ["logs-expire-sooner", "blocked", undefined],
      ["logs-expire-sooner", "blocked", "stays"],
    ]);
  });
});
