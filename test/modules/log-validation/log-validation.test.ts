import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import type { Construct } from "constructs";
import { compileFilterPattern } from "../../../modules/event-patterns";
import { LogValidation, validationJobs, type LogValidationProps } from "../../../modules/log-validation";
import { packagedCode } from "../../../modules/log-validation/packaged-code";
import { logShard, RoleName } from "../../../modules/organization";
import { ValidationError } from "../../../modules/validation";
import {
  inTemporaryFolder,
  onlyResource,
  resources,
  type Block,
  type TerraformJson,
} from "../../support/synthesized";
import { KEY_ARN, PLACE, reviewed, synthesized } from "../monitoring/fixtures";

const source = (bucket: string, accounts: readonly string[] = ["111111111111"]) => ({
  bucket,
  root: "AWSLogs/o-a1b2c3d4e5/",
  accounts,
  regions: ["us-east-1"],
  owner: { account: "222222222222", region: "us-east-1" },
});

const PROPS: Omit<LogValidationProps, "code"> = {
  place: PLACE,
  sources: [source("acme-logs")],
  roleName: RoleName.of("acme-orgtrail-log-validation"),
  logGroupName: "/orgtrail/acme/log-validation",
  keyArn: KEY_ARN,
  topicArns: { critical: "arn:aws:sns:us-east-1:111111111111:acme-orgtrail-critical" },
};

/** What the work makes of the construct, with a file in place of the code. */
function made<T>(props: Partial<LogValidationProps>, work: (make: (scope: Construct) => void) => T): T {
  return inTemporaryFolder((folder) => {
    const code = { path: join(folder, "function.zip"), sha256: "aGFzaA==" };
    writeFileSync(code.path, "code");
    return work((scope) => {
      new LogValidation(scope, "validation", { ...PROPS, code, ...props });
    });
  });
}

function terraform(props: Partial<LogValidationProps> = {}): TerraformJson {
  return made(props, synthesized);
}

describe("log-validation", () => {
  it("is as it was, at its least", () => {
    expect(made({}, reviewed)).toMatchSnapshot();
  });

  const stack = terraform({ shards: 7 });

  it("has a run for each part, five a rule, at a fixed minute of each hour", () => {
    const targets = resources(stack, "aws_cloudwatch_event_target");
    const rules = resources(stack, "aws_cloudwatch_event_rule");
    expect(rules.map(({ name }) => String(name)).sort()).toEqual([
      "acme-orgtrail-log-validation",
      "acme-orgtrail-log-validation-2",
    ]);
    expect(new Set(rules.map((rule) => rule["schedule_expression"]))).toEqual(
      new Set(["cron(20 * * * ? *)"]),
    );
    const shards = targets.map(({ input }) => (JSON.parse(String(input)) as { shard: object }).shard);
    expect(shards).toEqual(Array.from({ length: 7 }, (_, index) => ({ index, of: 7 })));
    expect(resources(stack, "aws_lambda_permission")).toHaveLength(2);
  });

  it("rings when fewer runs end than begin, and when there is no data at all", () => {
    const silence = resources(stack, "aws_cloudwatch_metric_alarm").find((alarm) =>
      String(alarm["alarm_name"]).endsWith("silent"),
    );
    expect(silence).toMatchObject({
      threshold: 7,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });

  it("counts the lines of the function: findings by one filter, runs that end by the other, and nothing else", () => {
    const filters: readonly Block[] = resources(stack, "aws_cloudwatch_log_metric_filter");
    const counted = (line: unknown): readonly string[] =>
      filters.flatMap(({ name, pattern }) =>
        compileFilterPattern(String(pattern))(line as never) ? [String(name)] : [],
      );
    const finding = {
      finding: "log-deleted",
      meaning: "log file deleted",
      account: "1",
      region: "us-east-1",
    };
    expect(counted(finding)).toEqual(["acme-orgtrail-log-files-not-proven"]);
    expect([...counted({ areas: 0, digests: 0, logs: 0, hours: 0, findings: 3 })].sort()).toEqual([
      "acme-orgtrail-log-validation-proven-hours",
      "acme-orgtrail-log-validation-runs",
    ]);
    expect(counted({ region: "us-east-1", keys: "AWS denies it" })).toEqual([]);
  });

  it("has a role that reads where trails deliver", () => {
    const { policy } = onlyResource(stack, "aws_iam_role_policy");
    expect(String(policy)).toContain("arn:aws:s3:::acme-logs/AWSLogs/o-a1b2c3d4e5/*");
    expect(String(policy)).not.toMatch(/s3:(Put|Delete)|"Resource":"\*","Action":"s3/);
  });

  it.each([
    [{ lastHours: 2 }, "lastHours"],
    [{ lastHours: 169 }, "lastHours"],
    [{ shards: 0 }, "shards"],
    [{ shards: 1.5 }, "shards"],
    [{ sources: Array.from({ length: 100 }, (_, index) => source(`acme-logs-${index}`)) }, "sources"],
  ])("refuses %j", (props, property) => {
    expect(() => terraform(props)).toThrow(ValidationError);
    expect(() => terraform(props)).toThrow(property);
  });

  it("takes the numbers at the edges", () => {
    expect(() => terraform({ lastHours: 3, shards: 1 })).not.toThrow();
    expect(() => terraform({ lastHours: 168, shards: 50 })).not.toThrow();
  });
});

describe("the runs of an hour", () => {
  it("are as few as EventBridge's inputs allow, and validate every source in every part", () => {
    const sources = Array.from({ length: 100 }, (_, index) => source(`acme-logs-${index}`));
    const jobs = validationJobs({ sources, shards: 2 });
    expect(jobs.every((job) => JSON.stringify(job).length <= 8192)).toBe(true);
    for (const index of [0, 1]) {
      const own = jobs.filter(({ shard }) => shard.index === index);
      expect(own.flatMap((job) => job.sources.map(({ bucket }) => bucket))).toEqual(
        sources.map(({ bucket }) => bucket),
      );
    }
    expect(jobs.flatMap((job) => job.sources.flatMap(({ accounts }) => accounts))).toHaveLength(100);
    expect(validationJobs({ sources: sources.slice(0, 10) })).toHaveLength(1);
  });

  it("are more where one source has more accounts than an input takes, and each account is in one", () => {
    const accounts = Array.from({ length: 3000 }, (_, index) => String(400_000_000_000 + index));
    const many = source("acme-logs", accounts);
    const jobs = validationJobs({ sources: [many] });
    expect(jobs.every((job) => JSON.stringify(job).length <= 8192)).toBe(true);
    expect(jobs.map(({ shard }) => shard)).toEqual(jobs.map((_, index) => ({ index, of: jobs.length })));
    expect(jobs.length).toBeLessThan(10);
    const told = jobs.flatMap(({ sources, shard }) =>
      sources.flatMap((part) =>
        part.accounts.filter((account) => {
          const area = { ...part, account, region: "us-east-1" };
          return logShard(area, shard.of) === shard.index;
        }),
      ),
    );
    expect(told.sort()).toEqual(accounts);
  });
});

describe("the function that comes with the package", () => {
  it("is told by the hash of its bytes", () => {
    inTemporaryFolder((folder) => {
      const path = join(folder, "function.zip");
      writeFileSync(path, "code");
      const sha256 = createHash("sha256").update("code").digest("base64");
      expect(packagedCode(new App(), path)).toEqual({ path, sha256 });
    });
  });

  it("is missed, with what to do, in a checkout that was not built", () => {
    const make = (): unknown => packagedCode(new App(), join("no", "such", "function.zip"));
    expect(make).toThrow(ValidationError);
    expect(make).toThrow("npm run build");
  });
});

describe("the prices that docs/log-validation.md tells", () => {
  const page = readFileSync(join("docs", "log-validation.md"), "utf8");
  const rows = page.split("\n").map((line) =>
    line
      .split("|")
      .slice(2, 6)
      .map((cell) => Number(cell.replaceAll(/[ $,]/g, ""))),
  );

  it.each([
    [5, 2, 24],
    [40, 5, 24],
    [40, 5, 6],
  ])("are those of %i accounts with %i log files an hour in each of 17 Regions, %i hours back", (...row) => {
    const [accounts, files, hours] = row;
    const areas = accounts * 17;
    const reads = areas * hours * (1 + files);
    const s3 = 730 * ((reads * 0.0004) / 1000 + (areas * 5 * 0.005) / 1000);
    const { memory_size: memory } = onlyResource(terraform(), "aws_lambda_function");
    const lambda = 730 * (reads / 500) * (Number(memory) / 1024) * 0.0000133334;
    const prices = [s3, lambda, s3 + lambda].map((price) => Number(price.toFixed(2)));
    expect(rows).toContainEqual([reads, ...prices]);
  });
});
