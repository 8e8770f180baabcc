import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { CONTROL_IDS } from "../../modules/controls";
import { EVENT_QUESTIONS } from "../../modules/questions";
import { affectedLines } from "../../tools/affected/report";
import { findingLines } from "../../tools/bootstrap/report";
import { explain } from "../../tools/explain/explain";
import { explanationLines } from "../../tools/explain/report";
import { validationLines } from "../../tools/logs/report-text";
import { terminalReport } from "../../tools/plan/report";
import { reportLines } from "../../tools/prove/report";
import { answerLines, questionLines } from "../../tools/query/report";
import { summaryLines } from "../../tools/sandbox/summary";
import { textOf, type Line } from "../../tools/terminal";
import { configurationOf, organizationWithMembers } from "../support/configurations";
import { ROOT, runProgram } from "../support/run";
import { logText, objectEvent } from "./explain/events";
import { failed, planned, report, resource } from "./plan/reports";

/** Everything that a command aligns in columns, with names about as long as they may be. */

const WIDTH = 80;
const mockAligned: (readonly Line[])[] = [];
jest.mock("../../tools/terminal/table", () => {
  const actual = jest.requireActual<Record<string, (...args: readonly unknown[]) => readonly Line[]>>(
    "../../tools/terminal/table",
  );
  return Object.fromEntries(
    Object.entries(actual).map(([name, lines]) => [
      name,
      (...args: readonly unknown[]) => {
        const made = lines(...args);
        mockAligned.push(made);
        return made;
      },
    ]),
  );
});

const TEAM = "customer-identity-and-payment";
const STACK = `team-${TEAM}`;
const account = { name: `${TEAM}-production`, id: "444444444444" };
const region = "ap-southeast-1";
const BUCKET = `acme-cloudtrail-222222222222-${STACK}`;
const FILE = `${BUCKET}/AWSLogs/444444444444/CloudTrail/${region}/2026/01/31/log.json.gz`;
const ROLE = `arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/${region}/AWSReservedSSO_AdministratorAccess_0123456789abcdef`;
const counted = Array.from({ length: 50 }, (_, index) => resource({ address: `aws_s3_bucket.b${index}` }));

const request = {
  principal: ROLE,
  action: "s3:GetObject",
  resource: `arn:aws:s3:::${FILE}`,
  got: "allowed" as const,
};
const place = {
  file: "config/requests/of-the-security-department.yaml",
  line: 12_345,
  why: "It must be so.",
};
const reason =
  "AllowEveryReaderOfTheSecurityDepartment of the policy of the log bucket of the organization allows it";

const PROOF: Parameters<typeof reportLines>[0] = {
  ...{ statements: { asked: 2, proven: 0 }, rows: 1, requests: 1, failed: 1, idle: [], notApplicable: [] },
  unproven: [
    {
      ...{ ...place, statement: "Nobody reads.", of: `log bucket of ${TEAM}`, answer: "refuted" },
      request: { ...request, context: { "aws:PrincipalArn": ROLE, "s3:TlsVersion": "1.2" }, reason },
    },
    {
      ...{ ...place, statement: "Nobody reads.", of: `log bucket of ${TEAM}`, answer: "not proven" },
      because: [reason],
    },
  ],
  failures: [
    { ...place, ...request, request: "r", context: ["recentMfa"], of: BUCKET, expected: "denied", reason },
  ],
};

const times = { from: "2026-01-01T00:00:00Z", to: "2026-01-31T23:00:00Z" };
const AREA = {
  ...{ bucket: BUCKET, root: "AWSLogs/o-a1b2c3d4e5/", account: account.id, region, complete: false },
  ...{ proven: [times], gaps: [times, times, times, times], chains: [], findings: [], notes: [] },
  ...{ logs: 123_456_789, young: 1, unproven: 0, moreFindings: 0 },
};

const LONG_ORGANIZATION = organizationWithMembers(TEAM);
const LONG_TEAM = `{ team: ${TEAM}, account: ${TEAM}, region: ${region}, destination: central, record: [{ preset: s3-all }] }`;
const CONFIGURATION = configurationOf(LONG_ORGANIZATION, LONG_TEAM);

/** What each command shows. */
const SHOWN: Readonly<Record<string, () => readonly Line[] | Promise<readonly Line[]>>> = {
  plan: () =>
    terminalReport(
      report(
        [planned(STACK, { account, region, changes: counted, verdict: "review" }), failed(`${STACK}-2`)],
        { drift: true },
      ),
    ),
  prove: () => reportLines(PROOF),
  affected: () =>
    affectedLines({
      ...{ base: { ref: "origin/main", commit: "0".repeat(40), mergeBase: true }, total: 1 },
      stacks: [{ stack: STACK, account: account.name, accountId: account.id, region, change: "changed" }],
    }),
  explain: async () => {
    const event = objectEvent("GetObject", "a/b", { recipientAccountId: account.id });
    const standardInput = Readable.from([Buffer.from(logText(event))]);
    const explanation = await explain(CONFIGURATION, { inputs: ["-"], standardInput, top: 3 });
    const [control = CONTROL_IDS[0]] = [...CONTROL_IDS].sort((one, other) => other.length - one.length);
    const accounts = Object.fromEntries(
      counted.map((_, index) => [String(300_000_000_000 + index), 123_456]),
    );
    const watcher = {
      kind: "alarm",
      control,
      severity: "critical",
      events: 12_345_678,
      threshold: 20,
    } as const;
    const name = `acme-orgtrail-${control}`;
    const setOff = [{ ...watcher, name, account: account.id, region, periodMinutes: 5 }];
    return explanationLines({ ...explanation, accounts, setOff });
  },
  "query, of questions": () => questionLines("Questions:", EVENT_QUESTIONS),
  query: () =>
    answerLines(
      {
        columns: ["who", "eventSource", "eventName", "errorCode", "events", "firstSeen", "lastSeen"],
        rows: [
          [
            ROLE,
            "organizations.amazonaws.com",
            "CreateGovCloudAccount",
            "AccessDenied",
            "12",
            times.from,
            null,
          ],
        ],
      },
      { files: 1, events: 1, failures: [] },
      true,
    ),
  "logs validate": () => validationLines({ ...times, findings: [], areas: [AREA] }),
  "bootstrap and doctor": () =>
    findingLines([
      {
        ...{ account, what: "boundary a-holding-pipeline-deploy-boundary", status: "not in state" },
        details: [`its policy lets ${ROLE} take it`, "it has no tag"],
      },
    ]),
  sandbox: () =>
    summaryLines({
      ...{ endpoint: "http://127.0.0.1:5000", seconds: 1 },
      accounts: [
        {
          account,
          found: [
            {
              kind: "event rule that forwards",
              name: `${STACK}-trail`,
              details: ["logging", "all accounts", BUCKET],
            },
          ],
        },
      ],
      stacks: [],
    }),
};

/** A line that is wider has one word, and nothing beside it: names are copied, and not cut. */
function isTooWide(line: string): boolean {
  return line.length > WIDTH && line.trim().includes(" ");
}

/** Where the columns of a line after the first begin. */
function columnsOf(line: string): readonly number[] {
  return [...line.matchAll(/\S {2,}(?=\S)/g)].map(({ 0: gap, index }) => index + gap.length);
}

/** Lines that stand in columns: two that follow each other have one at the same place. */
function columnLines(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => {
    const beside = [lines[index - 1], lines[index + 1]].flatMap((other) => columnsOf(other ?? ""));
    return columnsOf(line).some((column) => beside.includes(column));
  });
}

describe(`in ${WIDTH} columns, with names whole`, () => {
  it.each(Object.entries(SHOWN))("%s", async (_, shown) => {
    mockAligned.length = 0;
    const lines = textOf(await shown()).split("\n");
    const aligned = mockAligned.flatMap((each) => textOf(each).split("\n"));
    expect(aligned.length).toBeGreaterThan(0);
    expect(aligned.filter(isTooWide)).toEqual([]);
    // Whatever else looks like columns was aligned by hand.
    expect(columnLines(lines).filter((line) => !aligned.includes(line))).toEqual([]);
  });

  it("synth", () => {
    const folder = mkdtempSync(join(tmpdir(), "orgtrail-tables-"));
    mkdirSync(join(folder, "teams"));
    writeFileSync(join(folder, "organization.yaml"), LONG_ORGANIZATION);
    writeFileSync(join(folder, "teams", `${TEAM}.yaml`), LONG_TEAM);
    const { code, stdout } = runProgram("tools/cli/orgtrail.cjs", ["synth"], {
      ...{ ORGTRAIL_CONFIG: folder, CDKTF_OUTDIR: join(folder, "out"), COLUMNS: String(WIDTH) },
    });
    rmSync(folder, { recursive: true });
    expect(code).toBe(0);
    const columns = columnLines(stdout.split("\n"));
    expect(columns.length).toBeGreaterThan(10);
    expect(columns.filter(isTooWide)).toEqual([]);
  });

  it("each command that shows a table is among them", () => {
    const sources = readdirSync(join(ROOT, "tools"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !/^(?:terminal|docs|api|cli)\//.test(path))
      .map((path) => ({ path, text: readFileSync(join(ROOT, "tools", path), "utf8") }));
    const byHand = sources.filter(({ text }) => /\.pad(?:End|Start)\(|cli-table3/.test(text));
    expect(byHand.map(({ path }) => path)).toEqual([]);
    const tabular = sources.filter(({ text }) => /(?:[\s(]|\.{3})(?:table|labelled)\(/.test(text));
    expect([...new Set(tabular.map(({ path }) => path.split("/")[0]))].sort()).toEqual([
      "affected",
      "app",
      "bootstrap",
      "explain",
      "logs",
      "plan",
      "prove",
      "query",
      "sandbox",
    ]);
  });
});
