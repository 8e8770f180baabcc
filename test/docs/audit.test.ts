import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/run";

jest.setTimeout(300_000);

const AUDIT = join(ROOT, "docs", "audit");
const PAGES = readdirSync(AUDIT).filter((file) => file.endsWith(".md"));
const textOf = (page: string): string => readFileSync(join(AUDIT, page), "utf8");

describe("a page for an auditor", () => {
  it.each(PAGES)("%s leads to files that exist", (page) => {
    const links = [...textOf(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(AUDIT, link)))).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  });

  it.each(PAGES)("%s asks, answers, and shows evidence and code", (page) => {
    const text = textOf(page);
    expect(text.match(/^## .*$/gm)).toEqual([
      "## Answer",
      "## Evidence",
      "## In code",
      "## What is left to you",
    ]);
    expect(text).toMatch(/^# .*\?$/m);
    expect(text).toContain("```console\n$ ");
  });
});

/** The commands of a page as a shell gets them: a line that ends in a backslash goes on in the next. */
function commandsOf(page: string): readonly string[] {
  const blocks = [...textOf(page).matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((command) => command.trim()),
  );
}

/** What asks AWS, by itself or by Terraform. */
const ASKS_AWS = /^aws |^npx orgtrail (plan|logs) /;

/** A log file of an auditor's own. */
const EVENT = {
  eventVersion: "1.11",
  eventTime: "2026-11-22T10:00:00Z",
  eventSource: "cloudtrail.amazonaws.com",
  eventName: "StopLogging",
  awsRegion: "us-east-1",
  eventID: "a",
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: "111111111111",
  eventCategory: "Management",
};

/** What the commands print that say more than that they ran. */
const PRINTS: Readonly<Record<string, readonly string[]>> = {
  "select(.practice == 1)": ['"rule": "organization-trail"', '"verdict": "compliant"'],
  "select(.practice == 7)": ['"rule": "log-encryption"', '"rule": "log-key"'],
  'select(.rule == "log-bucket-immutable")': ['"path": "log-archive/organization/logs/bucket"'],
  "select(.suppressed)": ['"suppressed": '],
  '"eventName":"StopLogging"': [
    "sets off alarm acme-orgtrail-cloudtrail-changes",
    "rule acme-orgtrail-audit-trail-changed",
  ],
  "explain logs/": ["StopLogging", "sets off"],
  immutability: ["kind: mfa-delete"],
  readers: ["SecurityAudit"],
};

describe("what the pages tell an auditor to run", () => {
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-audit-"));
  const commands = [...new Set(PAGES.flatMap(commandsOf))];
  const own = commands.filter((command) => !ASKS_AWS.test(command));
  const hasJq = spawnSync("jq", ["--version"]).status === 0;

  beforeAll(() => {
    mkdirSync(join(folder, "logs"));
    writeFileSync(join(folder, "logs", "event.json"), JSON.stringify({ Records: [EVENT] }));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is about AWS, or runs here", () => {
    expect(commands.filter((command) => ASKS_AWS.test(command)).length).toBeGreaterThan(10);
    expect(own.length).toBeGreaterThanOrEqual(8);
    for (const part of Object.keys(PRINTS)) {
      expect(own.filter((command) => command.includes(part))).not.toEqual([]);
    }
  });

  // Where jq is missing, what is piped into it is left out; with CI set, it fails.
  const runs = (command: string): boolean =>
    !command.includes("| jq ") || hasJq || (process.env["CI"] ?? "") !== "";

  it.each(own.filter(runs))("%s", (command) => {
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["-o", "pipefail", "-c", command.replace("explain logs/", `explain ${folder}/logs/`)],
      { cwd: ROOT, encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: join(folder, "out") } },
    );
    expect({ status, stderr: stderr.replace(/^warning: .*$/gm, "").trim() }).toEqual({
      status: 0,
      stderr: "",
    });
    const printed = Object.entries(PRINTS).flatMap(([part, texts]) => (command.includes(part) ? texts : []));
    for (const text of printed) expect(stdout).toContain(text);
  });
});
