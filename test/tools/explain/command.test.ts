import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { writeLogs } from "../../../bench/explain/logs";
import { loadConfiguration } from "../../../stacks/config";
import { explain } from "../../../tools/explain/explain";
import { deniedNetworkEvent, logText, managementEvent, objectEvent } from "./events";
import { explainProcess } from "./orgtrail";

const folder = mkdtempSync(join(tmpdir(), "orgtrail-explain-command-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const DELETION = objectEvent("DeleteObject", "acme-payments-ledger/1");
const EVENTS = logText(managementEvent(), DELETION, deniedNetworkEvent());

describe("orgtrail explain", () => {
  it("tells a person what is recorded, by what, where to, and at what cost", async () => {
    const { code, stdout, stderr } = await explainProcess([fileOf("events.json.gz", gzipSync(EVENTS))]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "3 events in 1 file, 2026-11-01T10:00:00Z to 2026-11-01T10:00:00Z
        Categories  Data 1, Management 1, NetworkActivity 1
        Accounts    444444444444 3
        Regions     eu-west-1 3

      Trail                    Records  Management  Data  Network    Cost
      acme-organization-trail        2           1     1        0  <$0.01
      acme-team-data                 0           0     0        0   $0.00
      acme-team-payments             1           0     1        0  <$0.01
      acme-team-platform             0           0     0        0   $0.00
      No trail                       1           0     0        1

      acme-organization-trail: every account, every Region
        to s3://acme-cloudtrail-222222222222-organization/AWSLogs/o-a1b2c3d4e5/
          1  Management events selector
          1  s3-write
          0  lambda-invocations
          0  log-files: deleted, overwritten, re-encrypted, locked or opened
        most often: ec2:DescribeInstances 1, s3:DeleteObject 1
        $0.00 for 1 management events, the first copy in each account and Region
        <$0.01 for 1 data events, each copy

      acme-team-data (team data): account data-production 555555555555, eu-west-1
        to s3://acme-cloudtrail-555555555555-team-data/AWSLogs/555555555555/
          0  s3-read: acme-lake-…

      acme-team-payments (team payments): account payments-production 444444444444, eu-west-1
        to s3://acme-cloudtrail-222222222222-team-payments/AWSLogs/444444444444/
          1  s3-destructive: acme-payments-ledger, acme-payments-statements
        most often: s3:DeleteObject 1
        <$0.01 for 1 data events, each copy

      acme-team-platform (team platform): account platform-production 666666666666, every Region
        to s3://acme-cloudtrail-222222222222-team-platform/AWSLogs/666666666666/
          0  lambda-invocations
          0  s3-destructive: acme-platform-…

      1 event recorded by no trail
        most often: s3:PutObject 1

      What it sets off: no alarm and no rule.

      - Every account is taken to be a member of the organization, whose trail records it.
      - Costs are of these events, at CloudTrail's list prices in us-east-1, without Insights, S3, KMS and CloudWatch.
      - Of less than a day, no cost of a month is told.
      - The price of network activity events, $0.10 per 100,000 events, is not verified.
      - Logs hold only what a trail recorded: what these have not, this cannot show.
      "
    `);
  });

  it("tells a machine the same, from standard input", async () => {
    const { code, stdout } = await explainProcess(["-", "--json", "--top", "1"], [gzipSync(EVENTS)]);
    const explanation = JSON.parse(stdout) as { trails: { name: string; events: number }[] };
    expect(code).toBe(0);
    expect(explanation.trails.map(({ events }) => events)).toEqual([2, 0, 1, 0]);
  });

  it("lists events on request, with the trails that record each", async () => {
    const { stdout } = await explainProcess(["--events", fileOf("events.json", EVENTS)]);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      "2026-11-01T10:00:00Z  444444444444  eu-west-1  ec2.amazonaws.com:DescribeInstances  00000000-0000-0000-0000-000000000001  acme-organization-trail (Management events selector)  by arn:aws:sts::444444444444:assumed-role/Ops/me",
      "2026-11-01T10:00:00Z  444444444444  eu-west-1  s3.amazonaws.com:DeleteObject  00000000-0000-0000-0000-000000000001  acme-organization-trail (s3-write), acme-team-payments (s3-destructive: acme-payments-ledger, acme-payments-statements)  by arn:aws:sts::444444444444:assumed-role/Ops/me  on arn:aws:s3:::acme-payments-ledger/1, arn:aws:s3:::acme-payments-ledger",
      "2026-11-01T10:00:00Z  444444444444  eu-west-1  s3.amazonaws.com:PutObject  00000000-0000-0000-0000-000000000001  no trail  by arn:aws:sts::444444444444:assumed-role/Ops/me  failed: VpceAccessDenied",
    ]);
  });

  it("says of an event who made the call, from where, whether it failed, and what it was about", async () => {
    const made = managementEvent({
      ...{ eventSource: "iam.amazonaws.com", eventName: "CreateUser", errorCode: "AccessDenied" },
      ...{
        sourceIPAddress: "192.0.2.1",
        userIdentity: { type: "AWSService", invokedBy: "config.amazonaws.com" },
      },
      requestParameters: { userName: "eve", path: "/", tagId: 5, keyId: "k" },
    });
    const read = managementEvent({
      userIdentity: null,
      resources: [1, 2, 3, 4].map((number) => ({ ARN: `arn:${number}` })),
    });
    const text = await explainProcess(["--events", "-"], [logText(made, read)]);
    const [first, second] = text.stdout.split("\n").map((line) => line.split("  ").slice(6, 10));
    expect(first).toEqual([
      "by config.amazonaws.com",
      "from 192.0.2.1",
      "failed: AccessDenied",
      "on userName=eve, keyId=k",
    ]);
    expect(second).toEqual(["on arn:1, arn:2, arn:3, …"]);
    const json = await explainProcess(["--events", "--json", "-"], [logText(made, read)]);
    const [one, other] = json.stdout
      .split("\n")
      .map((line) => (line === "" ? {} : (JSON.parse(line) as object)));
    expect(one).toMatchObject({
      ...{ who: "config.amazonaws.com", from: "192.0.2.1", error: "AccessDenied" },
      resources: ["userName=eve", "keyId=k"],
    });
    expect(other).toMatchObject({ resources: ["arn:1", "arn:2", "arn:3", "arn:4"] });
    expect(Object.keys(other ?? {})).not.toContain("who");
  });

  it("lists events as lines of JSON", async () => {
    const { stdout } = await explainProcess(["--events", "--json", "-"], [JSON.stringify(DELETION)]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      call: "s3.amazonaws.com:DeleteObject",
      recordedBy: [{ selector: "s3-write" }, {}],
    });
    expect(lines[1]).toMatchObject({ events: 1 });
  });

  it("keeps control characters from the terminal", async () => {
    const event = managementEvent({ eventName: "\u001b[31mRed", eventID: "\u001b]0;x\u0007" });
    const { stdout } = await explainProcess(["--events", "-"], [JSON.stringify(event)]);
    expect(stdout).toContain("?[31mRed");
    expect(stdout).not.toContain("\u001b");
  });

  it("names what it cannot read, goes on, and says so by its exit code", async () => {
    const { code, stdout, stderr } = await explainProcess([
      fileOf("broken.json", "{oops}"),
      fileOf("events.json", EVENTS),
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^3 events in 2 files/);
    expect(stderr).toContain("orgtrail: not everything was read\n");
    expect(stderr).toContain("broken.json: record 1 is not JSON: ");
  });

  it("refuses unusable arguments and configuration, with all faults at once and no stack trace", async () => {
    const { code, stdout, stderr } = await explainProcess([
      "no-such-file",
      "-",
      "-",
      "--config",
      "no-such-folder",
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.split("\n")).toEqual([
      "orgtrail: nothing was read",
      "",
      "no-such-file: is not there; correct the path",
      "-: standard input can be read only once; name it once",
      expect.stringMatching(/^no-such-folder.organization.yaml:1:1: is missing; /),
      "",
    ]);
  });

  it("takes the configuration's folder from the environment, and says its faults to a machine", async () => {
    writeFileSync(join(folder, "organization.yaml"), "organization: {}\n");
    const { code, stdout } = await explainProcess(["-", "--json"], [], { ORGTRAIL_CONFIG: folder });
    const { faults } = JSON.parse(stdout) as { faults: { path: string; text: string }[] };
    expect(code).toBe(2);
    expect(faults.map(({ path }) => path)).toContain("organization.name");
    expect(faults[0]?.text).toContain("organization.yaml:1:");
  });

  it.each([[[]], [["-", "--top", "many"]], [["-", "--colour"]]])("refuses %j", async (args) => {
    const { code, stderr } = await explainProcess(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: .*\n\(orgtrail explain --help says more\)\n$/);
  });

  it("has help with examples and exit codes", async () => {
    const { code, stdout } = await explainProcess(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("npx orgtrail explain logs/\n");
    expect(stdout).toContain("Exit codes: 0");
  });
});

it("says the same of many files, which threads share, as one thread does, and tells in order what could not be read", async () => {
  const many = join(folder, "many");
  writeLogs(many, 12_000, false);
  for (const name of ["000003000", "000007000", "zzz"]) {
    writeFileSync(
      join(many, `${name}.json`),
      name === "zzz" ? "" : `{"Records":[{},${JSON.stringify(DELETION)}`,
    );
  }
  const alone = await explain(loadConfiguration("config"), {
    ...{ inputs: [many], standardInput: Readable.from([]), top: 5 },
  });
  const { code, stdout, stderr } = await explainProcess([many, "--json"]);
  expect(JSON.parse(stdout)).toEqual(alone);
  expect(alone).toMatchObject({ events: 12_002, files: { read: 9 } });
  expect(code).toBe(1);
  expect(stderr).toMatch(/000003000\.json.*\n.*000007000\.json.*\n.*zzz\.json/);
});
