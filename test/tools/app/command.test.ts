import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runProgram, type Run } from "../../support/run";
import { inTemporaryFolder } from "../../support/synthesized";

const ORGTRAIL = "tools/cli/orgtrail.cjs";

it("is what cdktf and npm run synth run", () => {
  const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
  expect(read("cdktf.json")).toContain(`"app": "node ${ORGTRAIL} app"`);
  expect(read("package.json")).toContain(`"synth": "node ${ORGTRAIL} synth"`);
});

interface Finding {
  readonly rule: string;
  readonly verdict: string;
}

/** Synthesizes a configuration folder, edited first, into a folder of its own. */
function synth(
  args: readonly string[],
  edit: (config: string) => void = () => undefined,
  env: Readonly<Record<string, string>> = {},
): { run: Run; stacks: readonly string[]; outdirMade: boolean } {
  return inTemporaryFolder((folder) => {
    const config = join(folder, "config");
    const outdir = join(folder, "out");
    cpSync(join(ROOT, "config"), config, { recursive: true });
    edit(config);
    const run = runProgram(ORGTRAIL, args, { ...env, ORGTRAIL_CONFIG: config, CDKTF_OUTDIR: outdir });
    const made = existsSync(join(outdir, "stacks")) ? readdirSync(join(outdir, "stacks")).sort() : [];
    return { run, stacks: made, outdirMade: existsSync(outdir) };
  });
}

const ALL = ["log-archive", "management", "security", "team-data", "team-payments", "team-platform"];

describe("orgtrail synth", () => {
  it("writes every stack and prints what each is", () => {
    const { run, stacks } = synth(["synth"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(stacks).toEqual(ALL);
    const [head, ...rows] = run.stdout.split("\n");
    expect(head).toMatch(/^Stack +Account +Region +Resources$/);
    expect(rows[0]).toMatch(/^log-archive +logArchive 222222222222 +us-east-1 +\d+$/);
    // A folder's path may be of any length.
    const wide = run.stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("Written to "));
    expect(wide).toEqual([]);
  });

  it.each(["cdktf", "cdktn"])("says how a stack is deployed where %s is installed", (program) => {
    inTemporaryFolder((folder) => {
      cpSync(join(ROOT, "config"), join(folder, "config"), { recursive: true });
      mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
      writeFileSync(join(folder, "node_modules", ".bin", program), "");
      const { stdout } = runProgram(ORGTRAIL, ["synth"], {}, folder);
      expect(stdout).toMatch(new RegExp(`^Deploy a stack with: npx ${program} deploy <stack>$`, "m"));
    });
  });

  it("prints nothing as cdktf's app", () => {
    expect(synth(["app"]).run).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("prints JSON for machines", () => {
    const { run } = synth(["app", "--json"]);
    const summary = JSON.parse(run.stdout) as {
      stacks: { stack: string; resources: number }[];
      warnings: unknown[];
      bestPractices: { compliant: number; suppressed: number; notApplicable: number; findings: Finding[] };
    };
    expect(summary.stacks.map(({ stack }) => stack)).toEqual(ALL);
    expect(summary.warnings).toEqual([]);
    const { findings, ...counts } = summary.bestPractices;
    expect(counts.compliant + counts.suppressed + counts.notApplicable).toBe(findings.length);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: "log-file-validation", verdict: "compliant" }),
    );
  });

  it("writes only the stacks that are named", () => {
    expect(synth(["app", "team-data", "management"]).stacks).toEqual(["management", "team-data"]);
  });

  it("warns of what is allowed and worth knowing", () => {
    const { run } = synth(["synth"], (config) => {
      const file = join(config, "teams", "platform.yaml");
      writeFileSync(
        file,
        readFileSync(file, "utf8").replace("record:", "record:\n  - { preset: management-write }"),
      );
    });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(
      /^warning: team-platform\/team records a further copy of management events.*\$2\.00/,
    );
  });

  it("warns of the configuration's files by the place", () => {
    const unbounded = (config: string): void => {
      const file = join(config, "organization.yaml");
      writeFileSync(file, readFileSync(file, "utf8").replace(/^ {2}permissionsBoundary:.*\n/m, ""));
    };
    const place = /organization\.yaml:19:15 organization\.deployRole$/;
    expect(synth(["synth", "management"], unbounded).run.stderr).toMatch(
      /^warning: .*organization\.yaml:19:15 organization\.deployRole stands without organization\.permissionsBoundary: /,
    );
    const { run } = synth(["app", "management", "--json"], unbounded);
    expect(JSON.parse(run.stdout)).toMatchObject({
      warnings: [
        {
          path: expect.stringMatching(place) as string,
          message: expect.stringContaining("add perm") as string,
        },
      ],
    });
  });

  it("says how the best practices are met", () => {
    const { run } = synth(["synth"]);
    expect(run.stdout).toMatch(/^ 6 {2}Log file validation +4 +0 +0$/m);
  });

  it("says why a practice is suppressed or not applicable, each reason once", () => {
    const { run } = synth(["synth"]);
    expect(run.stdout).toMatch(/^ {4}Rule +Suppressed, or not applicable$/m);
    const told = run.stdout
      .slice(run.stdout.indexOf("Suppressed, or not applicable"))
      .replaceAll(/\s+/g, " ");
    expect(told).toContain(
      "9 cloudwatch-logs suppressed: delivers to its bucket alone; the team's file asks for no alarms (team-data/team/trail and 1 more)",
    );
    expect(told).toContain(
      "10 insights N/A: records no management events for Insights to look at (team-data/team/trail and 2 more)",
    );
    expect(told.match(/ insights /g)).toHaveLength(1);
  });

  it.each([
    [["--no-best-practices"], {}],
    [[], { ORGTRAIL_BEST_PRACTICES: "off" }],
  ])("leaves the best practices alone with %j %j", (flags, env) => {
    const { run, stacks } = synth(["synth", ...flags], undefined, env);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).not.toContain("Log file validation");
    expect(stacks).toEqual(ALL);
  });

  it("refuses another word for off", () => {
    const { run, outdirMade } = synth(["app"], undefined, { ORGTRAIL_BEST_PRACTICES: "false" });
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toMatch(/ORGTRAIL_BEST_PRACTICES is "false"; allowed: on, off/);
    expect(outdirMade).toBe(false);
  });

  it("explains itself", () => {
    expect(synth(["synth", "--help"])).toMatchObject({
      run: { code: 0, stdout: expect.stringContaining("Examples:") as unknown },
      outdirMade: false,
    });
  });
});

describe("orgtrail synth of code that is not compliant", () => {
  /** Weakens every trail, as a fork of orgtrail might. */
  const WEAKENED = `
    const { Cloudtrail } = require("@cdktf/provider-aws/lib/cloudtrail");
    const attributes = Cloudtrail.prototype.synthesizeAttributes;
    Cloudtrail.prototype.synthesizeAttributes = function () {
      return { ...attributes.call(this), enable_log_file_validation: false };
    };`;
  const weakened = (...args: readonly string[]): ReturnType<typeof synth> =>
    synth(args, undefined, {
      NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(preload())}"`,
    });
  const preload = (): string =>
    `import { createRequire } from "node:module"; const require = createRequire(${JSON.stringify(`${ROOT}/`)});${WEAKENED}`;

  it("lists place, reason, rule and remedy, writes no stack and exits with 1", () => {
    const { run, stacks } = weakened("synth");
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toMatch(
      /^orgtrail: 4 findings against the best practices; nothing was written\n\nmanagement\/organization\/trail: writes no digests of its log files \(log-file-validation, practice 6\); set enable_log_file_validation\n/,
    );
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(stacks).toEqual([]);
  });

  it("lists it as JSON for machines", () => {
    const { run } = weakened("app", "--json");
    expect(run).toMatchObject({ code: 1, stderr: "" });
    const { notCompliant } = JSON.parse(run.stdout) as { notCompliant: Finding[] };
    expect(notCompliant.map(({ rule }) => rule)).toEqual(Array(4).fill("log-file-validation"));
  });

  it("writes it where the gate is off", () => {
    expect(weakened("app", "--no-best-practices")).toMatchObject({ run: { code: 0 }, stacks: ALL });
  });
});

describe("orgtrail synth with faults", () => {
  const breaks = (config: string): void => {
    mkdirSync(join(config, "teams", "not-a-file.txt"));
    writeFileSync(join(config, "teams", "a.yaml"), "team: A\nregion: eu-wset-1\n");
  };

  it("lists them, writes nothing, shows no stack trace and exits with 1", () => {
    const { run, outdirMade } = synth(["synth"], breaks);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(outdirMade).toBe(false);
    expect(run.stderr).toMatch(
      /^orgtrail: 4 faults in the configuration; nothing was written\n\n\S+a\.yaml:1:1 account: is missing/,
    );
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });

  it("lists them as JSON for machines", () => {
    const { run } = synth(["app", "--json"], breaks);
    expect(run).toMatchObject({ code: 1, stderr: "" });
    const { faults } = JSON.parse(run.stdout) as { faults: { line: number; path: string }[] };
    expect(faults.map(({ line, path }) => `${line} ${path}`)).toEqual([
      "1 account",
      "1 record",
      "1 team",
      "2 region",
    ]);
  });

  it.each([
    [["nonsense"], /there is no stack nonsense; there are log-archive, management/],
    [["team-paymets"], /there is no stack team-paymets; did you mean team-payments\?/],
    [
      ["--jsn"],
      /error: unknown option '--jsn'\n\(Did you mean --json\?\)\n\(orgtrail synth --help says more\)/,
    ],
  ])("says what is wrong with %j", (args, message) => {
    const { run, outdirMade } = synth(["synth", ...args]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(outdirMade).toBe(false);
  });

  it("says where it looked for a configuration that is not there", () => {
    const run = runProgram(ORGTRAIL, ["app"], { ORGTRAIL_CONFIG: "no-such-folder" });
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toMatch(/no-such-folder.organization\.yaml:1:1: is missing; .*ORGTRAIL_CONFIG/);
  });

  it("makes the folder that it writes, wherever it is", () => {
    inTemporaryFolder((folder) => {
      const outdir = join(folder, "not", "there");
      expect(runProgram(ORGTRAIL, ["app"], { CDKTF_OUTDIR: outdir })).toMatchObject({ code: 0, stderr: "" });
      expect(readdirSync(outdir).sort()).toEqual(["manifest.json", "stacks"]);
    });
  });

  it("writes whole or not at all, and says in a sentence what it could not write", () => {
    inTemporaryFolder((folder) => {
      const [outdir, inTheWay] = [join(folder, "out"), join(folder, "file")];
      runProgram(ORGTRAIL, ["app"], { CDKTF_OUTDIR: outdir });
      const before = readdirSync(outdir, { recursive: true }).sort();
      writeFileSync(inTheWay, "");
      const below = runProgram(ORGTRAIL, ["app"], { CDKTF_OUTDIR: join(inTheWay, "out") });
      expect(below).toMatchObject({ code: 1, stdout: "" });
      expect(below.stderr).toBe(
        `orgtrail: a file could not be read or written\n\n${join(inTheWay, "out")}: is below a file, and not a folder; correct the path\n`,
      );
      // The folder of a stack is in the way of its file.
      rmSync(join(outdir, "stacks", "team-data", "cdk.tf.json"));
      mkdirSync(join(outdir, "stacks", "team-data", "cdk.tf.json"));
      const blocked = runProgram(ORGTRAIL, ["app"], { CDKTF_OUTDIR: outdir });
      expect(blocked).toMatchObject({ code: 1, stdout: "" });
      expect(blocked.stderr).toContain("orgtrail: a file could not be read or written\n\n");
      expect(readdirSync(outdir, { recursive: true }).sort()).toEqual(before);
    });
  });

  it("leaves it to cdktf, which runs it, to remove stacks that are gone", () => {
    inTemporaryFolder((folder) => {
      mkdirSync(join(folder, "stacks", "team-gone"), { recursive: true });
      const env = { CDKTF_OUTDIR: folder, CDKTF_CONTEXT_JSON: "{}" };
      expect(runProgram(ORGTRAIL, ["app"], env)).toMatchObject({ code: 0, stderr: "" });
      expect(readdirSync(join(folder, "stacks"))).toContain("team-gone");
    });
  });

  it("is run by cdktf where a stack is gone", () => {
    inTemporaryFolder((folder) => {
      const app = `node ${join(ROOT, ORGTRAIL)} app`;
      writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ app, language: "typescript" }));
      mkdirSync(join(folder, "cdktf.out", "stacks", "team-gone"), { recursive: true });
      const cdktf = spawnSync(join(ROOT, "node_modules", ".bin", "cdktf"), ["list"], {
        ...{ cwd: folder, encoding: "utf8" },
        env: { ...process.env, ORGTRAIL_CONFIG: join(ROOT, "config"), CHECKPOINT_DISABLE: "1", CI: "1" },
      });
      expect({ ...cdktf, output: undefined }).toMatchObject({ status: 0 });
      expect(cdktf.stdout).toContain("team-data");
      expect(readdirSync(join(folder, "cdktf.out", "stacks")).sort()).toEqual(ALL);
    });
  }, 120_000);

  it("removes stacks of teams that are gone", () => {
    inTemporaryFolder((folder) => {
      const config = join(folder, "config");
      const env = { ORGTRAIL_CONFIG: config, CDKTF_OUTDIR: join(folder, "out") };
      cpSync(join(ROOT, "config"), config, { recursive: true });
      runProgram(ORGTRAIL, ["app"], env);
      cpSync(join(config, "organization.yaml"), join(folder, "two", "organization.yaml"));
      runProgram(ORGTRAIL, ["app"], { ...env, ORGTRAIL_CONFIG: join(folder, "two") });
      expect(readdirSync(join(folder, "out", "stacks"))).toEqual(["log-archive", "management", "security"]);
    });
  });
});
