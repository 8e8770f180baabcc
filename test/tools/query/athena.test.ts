import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { AthenaServer } from "./athena-server";

const ATHENA = `analytics:
  athena:
    readers: ["arn:aws:iam::333333333333:role/SecurityAudit"]
    regions: [eu-west-1]
    scanLimitGb: 10
`;
const READER = "arn:aws:iam::222222222222:role/acme-orgtrail-athena-reader";
const BUCKET = "acme-cloudtrail-222222222222-organization";
const FILES = `${BUCKET}/AWSLogs/o-a1b2c3d4e5/111111111111`;

const folders: string[] = [];

function configuration(organization: string): string {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-athena-"));
  folders.push(folder);
  mkdirSync(join(folder, "teams"));
  writeFileSync(join(folder, "organization.yaml"), organization);
  return folder;
}

const config = configuration(MINIMAL_ORGANIZATION + ATHENA);
const SPAN = ["--athena", "--config", config, "--from", "2026-11-21", "--to", "2026-11-23"];

let aws: AthenaServer;

beforeEach(async () => {
  aws = new AthenaServer();
  await aws.start();
});

afterEach(() => {
  aws.stop();
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe("orgtrail query --athena", () => {
  it("says what a question reads and costs, takes the role, asks of the days and accounts alone, and answers", async () => {
    for (const [name, size] of [
      ["CloudTrail/us-east-1/2026/11/20/before.json.gz", 1e12],
      ["CloudTrail/us-east-1/2026/11/21/a.json.gz", 1e9],
      ["CloudTrail/eu-west-1/2026/11/24/late.json.gz", 2e9],
      ["CloudTrail/eu-west-1/2026/11/25/after.json.gz", 1e12],
      ["CloudTrail-Aggregated/us-east-1/2026/11/21/other.json.gz", 1e12],
    ] as const)
      aws.files.set(`${FILES}/${name}`, size);
    aws.progress = [{ Status: { State: "QUEUED" } }, { Status: { State: "RUNNING" } }, ...aws.progress];
    const { code, stdout, stderr } = await aws.query("denied-calls", ...SPAN);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "orgtrail: reads 2 files, 3.0 GB, $0.02 at list price\n",
    });
    expect(stdout).toMatch(/^who +events *\nann +3 *\n\S*bob/);
    expect(stdout).toContain("2 rows, 2.0 GB, $0.01 at list price");
    expect(stdout).not.toContain("\u001b");
    const [start] = aws.calls.filter(([action]) => action === "StartQueryExecution");
    expect(start?.[1]).toMatchObject({
      WorkGroup: "acme-orgtrail-athena",
      QueryExecutionContext: { Database: "acme_orgtrail" },
      QueryString: expect.stringMatching(
        /SELECT \* FROM "organization_events" WHERE account IN \('111111111111', '222222222222'\) AND day >= '2026\/11\/21' AND day <= '2026\/11\/24'\n +UNION ALL\n[^]*"organization_network_activity" WHERE [^]*\)\nWHERE eventTime >= '2026-11-21T00:00:00Z'/,
      ) as string,
    });
    expect(aws.calls).toContainEqual(["AssumeRole", READER]);
  });

  it("takes no role that whoever runs it has, and another where one is named", async () => {
    aws.caller = "arn:aws:sts::222222222222:assumed-role/acme-orgtrail-athena-reader/ann";
    await aws.query("denied-calls", ...SPAN);
    expect(aws.calls.filter(([action]) => action === "AssumeRole")).toEqual([]);
    const other = "arn:aws:iam::222222222222:role/Other";
    await aws.query("denied-calls", ...SPAN, "--role", other);
    expect(aws.calls).toContainEqual(["AssumeRole", other]);
  });

  it("asks nothing with --dry-run, and nothing that the workgroup would stop", async () => {
    const dry = await aws.query("denied-calls", ...SPAN, "--dry-run");
    expect(dry).toEqual({
      code: 0,
      stdout: "",
      stderr: "orgtrail: reads 0 files, 0.0 MB, <$0.01 at list price\n",
    });
    const json = await aws.query("denied-calls", ...SPAN, "--dry-run", "--json");
    expect(JSON.parse(json.stdout)).toEqual({ files: 0, bytes: 0, dollars: 0.00005 });
    const sql = await aws.query("--sql", "SELECT 1", "--athena", "--config", config, "--dry-run", "--json");
    expect(JSON.parse(sql.stdout)).toEqual({ bytes: 10e9, dollars: 0.05 });
    aws.files.set(`${FILES}/CloudTrail/us-east-1/2026/11/21/a.json.gz`, 10e9 + 1);
    const large = await aws.query("denied-calls", ...SPAN);
    expect(large.code).toBe(2);
    expect(large.stderr).toContain("Athena stops a query at 10.0 GB");
    expect(aws.calls.filter(([action]) => action === "StartQueryExecution")).toEqual([]);
  });

  it("asks Athena's own SQL, of one account, as JSON and as CSV", async () => {
    const sql = "SELECT 1 FROM organization_events WHERE account = '1'";
    const json = await aws.query("--sql", sql, "--athena", "--config", config, "--json");
    expect(json.stderr).toBe("orgtrail: reads at most 10.0 GB, $0.05 at list price, and is stopped there\n");
    expect(JSON.parse(json.stdout)).toEqual({
      ...{ scannedBytes: 2e9, dollars: 0.01, columns: ["who", "events"] },
      rows: [
        { who: "ann", events: "3" },
        { who: "\u001b[31mbob", events: null },
      ],
    });
    expect(aws.calls.find(([action]) => action === "StartQueryExecution")?.[1]).toMatchObject({
      QueryString: sql,
    });
    const csv = await aws.query("denied-calls", ...SPAN, "--account", "444455556666", "--csv");
    expect(csv.stdout.split("\n").slice(0, 2)).toEqual(["who,events", "ann,3"]);
    expect(aws.calls.filter(([action]) => action === "ListObjectsV2").map(([, prefix]) => prefix)).toEqual(
      expect.arrayContaining([`${BUCKET}/AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/us-east-1/`]),
    );
  });

  it.each([
    ["FAILED", "SYNTAX_ERROR: line 1", "--sql: Athena answers: SYNTAX_ERROR: line 1"],
    [
      "CANCELLED",
      "Bytes scanned limit was exceeded",
      "--sql: it was stopped: Bytes scanned limit was exceeded",
    ],
  ])("says why a query has %s", async (State, StateChangeReason, text) => {
    aws.progress = [{ Status: { State, StateChangeReason } }];
    const { code, stdout, stderr } = await aws.query("--sql", "SELECT 1", "--athena", "--config", config);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(text);
  });

  it.each([
    [["denied-calls", "--athena"], "--from: is missing; the days are what Athena reads"],
    [["denied-calls", "--athena", "--from", "2026-11-02", "--to", "2026-11-01"], "--from is not before --to"],
    [["denied-calls", "--dry-run"], "--dry-run: is for Athena; give --athena, too"],
    [["denied-calls", "--team", "payments"], "--team: is for Athena; give --athena, too"],
    [["denied-calls", "--athena", "--logs", "x"], "cannot be used with"],
    [["denied-calls", ...SPAN, "--team", "nobody"], "--team nobody: has no log bucket of its own"],
    [
      [
        "denied-calls",
        ...SPAN.slice(0, 1),
        ...SPAN.slice(3),
        "--config",
        configuration(MINIMAL_ORGANIZATION),
      ],
      "the configuration asks no Athena; add analytics: { athena: … }",
    ],
    [["denied-calls", ...SPAN.slice(0, 1), ...SPAN.slice(3), "--config", "/nowhere"], "/nowhere"],
  ])("refuses %j", async (args, text) => {
    const { code, stdout, stderr } = await aws.query(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("asks the log bucket of a team, of its account alone", async () => {
    const members = '    members: { payments: { id: "444444444444" } }\n  deployRole:';
    const own = configuration(MINIMAL_ORGANIZATION.replace("  deployRole:", members) + ATHENA);
    writeFileSync(
      join(own, "teams", "payments.yaml"),
      "team: payments\naccount: payments\nregion: eu-west-1\ndestination: central\nrecord: [{ preset: s3-read }]\n",
    );
    const span = ["--athena", "--config", own, "--from", "2026-11-21", "--to", "2026-11-23"];
    const { code, stderr } = await aws.query("denied-calls", ...span, "--team", "payments");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "orgtrail: reads 0 files, 0.0 MB, <$0.01 at list price\n",
    });
    expect(aws.calls.find(([action]) => action === "StartQueryExecution")?.[1]).toMatchObject({
      QueryString: expect.stringMatching(
        /FROM "team_payments_events" WHERE account IN \('444444444444'\)/,
      ) as string,
    });
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "ends the query where %s ends the command",
    async (signal) => {
      aws.signal = signal;
      aws.progress = [{ Status: { State: "RUNNING" } }];
      aws.interruptedAt = "GetQueryExecution";
      const { code, stdout } = await aws.query("--sql", "SELECT 1", "--athena", "--config", config);
      expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
      expect(aws.calls.at(-1)).toEqual(["StopQueryExecution", { QueryExecutionId: "query-1" }]);
    },
  );

  it("says what keeps AWS from answering", async () => {
    aws.stop();
    const { code, stderr } = await aws.query("denied-calls", ...SPAN);
    expect(code).toBe(2);
    expect(stderr).toContain("AWS was not reached");
  });
});
