import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ROOT, SYNTHESIZED_FROM, type Run } from "../../support/run";
import { GIT_ENVIRONMENT, Repository, temporaryFolder } from "./repository";
import { bucketStack, projectFiles } from "./small-app";

const PROGRAM = join(ROOT, "tools", "cli", "orgtrail.cjs");

let repository: Repository;
let temporary: string;

beforeEach(() => {
  repository = Repository.create();
  temporary = temporaryFolder();
});

afterEach(() => {
  Repository.deleteAll();
});

/** The folders that the command made and did not remove. */
function leftovers(): readonly string[] {
  return readdirSync(temporary).filter((name) => name.startsWith("orgtrail-"));
}

const environment = (): NodeJS.ProcessEnv => ({ ...GIT_ENVIRONMENT, TMPDIR: temporary });

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    expect(error).toMatchObject({ code: "ESRCH" });
    return false;
  }
}

/** Runs `orgtrail affected` as a user does. */
function affected(...args: readonly string[]): Run {
  const options = { cwd: repository.folder, env: environment(), encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "affected", ...args], options);
  expect(leftovers()).toEqual([]);
  return { code: status, stdout, stderr };
}

describe("orgtrail affected, in a clone of orgtrail", () => {
  beforeEach(() => {
    for (const path of [...SYNTHESIZED_FROM, "config", "docs/names.md"]) {
      cpSync(join(ROOT, path), join(repository.folder, path), { recursive: true });
    }
    repository.write({ ".gitignore": "node_modules\n" });
    repository.commit("base");
    symlinkSync(join(ROOT, "node_modules"), join(repository.folder, "node_modules"));
  });

  const edit = (path: string, from: string | RegExp, to: string): void => {
    const text = readFileSync(join(repository.folder, path), "utf8");
    const edited = text.replace(from, to);
    expect(edited).not.toBe(text);
    repository.write({ [path]: edited });
  };

  it("names one stack where one team is edited", () => {
    edit("config/teams/payments.yaml", /buckets: \[/, "buckets: [acme-payments-archive, ");
    const { code, stdout, stderr } = affected("--base", "main");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^1 of \d stacks differs from main, commit \w{12}:\n\nStack {10}Account {27}Region {5}Change\nteam-payments {2}payments-production 444444444444 {2}eu-west-1 {2}changed\n$/,
    );
  });

  it("names none where documentation and comments are edited", () => {
    edit("docs/names.md", /^# .*$/m, "# Other names");
    edit("modules/team-trail/README.md", /^# .*$/m, "# Trails");
    edit("stacks/app.ts", /^/, "// A comment.\n");
    edit("config/teams/payments.yaml", /^/, "# A comment.\n");
    const { code, stdout } = affected("--base", "main");
    expect(stdout).toMatch(/^None of \d stacks differs from main, commit \w{12}\.\n$/);
    expect(code).toBe(0);
    expect(JSON.parse(affected("--base", "main", "--json").stdout)).toMatchObject({
      stacks: [],
      matrix: { include: [] },
    });
  });

  it("names those that a module makes, where the module is edited", () => {
    edit(
      "modules/trail/trail.ts",
      "enableLogging: true,",
      'enableLogging: true,\n    tags: { Edited: "yes" },',
    );
    expect(affected("--base", "main", "--names")).toEqual({
      code: 0,
      stdout: "management\nteam-data\nteam-payments\nteam-platform\n",
      stderr: "",
    });
  });

  it("prints a matrix, without the stacks that are gone", () => {
    repository.remove("config/teams/data.yaml");
    edit("config/organization.yaml", "CostCenter: security", "CostCenter: audit");
    const { code, stdout } = affected("--base", "main", "--json");
    expect(code).toBe(0);
    const { base, stacks, matrix } = JSON.parse(stdout) as Record<string, { include: unknown[] } & unknown[]>;
    expect(base).toEqual({ ref: "main", commit: repository.git("rev-parse", "main"), mergeBase: false });
    const data = { account: "data-production", accountId: "555555555555", region: "eu-west-1" };
    expect(stacks).toContainEqual({ stack: "team-data", ...data, change: "removed" });
    expect(matrix?.include).toEqual(stacks?.slice(0, -1));
    expect(matrix?.include).toContainEqual({
      stack: "log-archive",
      account: "logArchive",
      accountId: "222222222222",
      region: "us-east-1",
      change: "changed",
    });
    expect(affected("--base", "main").stdout).toMatch(
      /^(\d) of \1 stacks differ from main, commit \w{12}; 1 removed:\n[^]*\nteam-data .* removed\n\nA removed stack is made by nothing here/,
    );
  });

  it("says what is wrong with the configuration, and prints nothing that could be read as no change", () => {
    edit("config/organization.yaml", "homeRegion: us-east-1", "homeRegion: nowhere");
    for (const format of [[], ["--json"], ["--names"]]) {
      const { code, stdout, stderr } = affected("--base", "main", ...format);
      expect(code).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toMatch(
        /^orgtrail: it is not known which stacks differ\n\nthe working tree cannot be synthesized:\nconfig\/organization\.yaml:\d+:\d+ organization\.homeRegion: /,
      );
    }
  });
});

describe("orgtrail affected", () => {
  beforeEach(() => {
    repository.write(projectFiles({ "team-a": bucketStack("a") }));
    repository.commit("base");
  });

  it("refuses wrong arguments, and explains itself", () => {
    for (const args of [[], ["--base"], ["--base", "main", "--bsae", "x"], ["--base", "main", "extra"]]) {
      const { code, stdout } = affected(...args);
      expect([code, stdout]).toEqual([1, ""]);
    }
    const { code, stdout } = affected("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("npx orgtrail affected --base origin/main\n");
  });

  it("takes the configuration from the environment", () => {
    repository.write({ "acme/organization.yaml": JSON.stringify({ stacks: { "team-b": {} } }) });
    repository.commit("acme");
    const options = { cwd: repository.folder, encoding: "utf8" } as const;
    const { stdout } = spawnSync(
      process.execPath,
      [PROGRAM, "affected", "--base", "main^", "--base-config", "config", "--names"],
      {
        ...options,
        env: { ...environment(), ORGTRAIL_CONFIG: "acme" },
      },
    );
    expect(stdout).toBe("team-b\n");
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends what it started, and puts all away, at %s",
    async (signal) => {
      repository.write({
        "app.cjs":
          'require("node:fs").writeFileSync("running", String(process.pid));\nsetInterval(() => {}, 1000);',
      });
      const child = spawn(process.execPath, [PROGRAM, "affected", "--base", "main"], {
        cwd: repository.folder,
        env: environment(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      const ended = once(child, "close");
      const running = join(repository.folder, "running");
      while (!existsSync(running) || readFileSync(running, "utf8") === "") await setTimeout(20);
      expect(leftovers()).toHaveLength(1);
      child.kill(signal);
      expect(await ended).toEqual([130, null]);
      expect(leftovers()).toEqual([]);
      // Gone at once, and forgotten by the system a moment later.
      while (isRunning(Number(readFileSync(running, "utf8")))) await setTimeout(20);
      expect(child.stdout.read()).toBeNull();
    },
  );
});
