import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
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
import { ROOT, type Run, runProgram } from "../../support/run";
import { inTemporaryFolder } from "../../support/synthesized";

const FLAGS: readonly string[] = [
  ...["--name", "acme", "--organization-id", "o-a1b2c3d4e5", "--management-account", "111111111111"],
  ...["--log-archive-account", "222222222222", "--team", "payments", "--team-account", "444444444444"],
];
const NOBODY = {
  ...{ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "", AWS_PROFILE: "" },
  ...{ AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" },
  AWS_EC2_METADATA_DISABLED: "true",
};
const OWNERS = ["--owners", "@acme/security"];

function init(folder: string, ...flags: readonly string[]): Run {
  return runProgram("tools/cli/orgtrail.cjs", ["init", folder, ...flags]);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
}

describe("orgtrail init", () => {
  it("makes a repository that synthesizes without a warning", () => {
    inTemporaryFolder((folder) => {
      const made = join(folder, "audit");
      const { code, stdout, stderr } = init(made, ...FLAGS, ...OWNERS, "--notify", "soc@acme.example");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("npm install");
      expect(stdout).toContain("are for acme/acme-audit: pipeline in config/organization.yaml");
      expect(filesIn(made)).toEqual(
        expect.arrayContaining([
          ".github/CODEOWNERS",
          ".github/workflows/orgtrail-pull-request.yml",
          "README.md",
          "cdktf.json",
          "config/organization.yaml",
          "config/teams/payments.yaml",
          "package.json",
          "pipelines/verdict.sh",
        ]),
      );
      const synth = runProgram("tools/cli/orgtrail.cjs", ["synth"], {
        ORGTRAIL_CONFIG: join(made, "config"),
        CDKTF_OUTDIR: join(folder, "out"),
      });
      expect(synth).toMatchObject({ code: 0, stderr: "" });
      expect(readdirSync(join(folder, "out", "stacks"))).toEqual([
        "log-archive",
        "management",
        "team-payments",
      ]);
    });
  });

  it("overwrites nothing, and writes nothing where something is there", () => {
    inTemporaryFolder((folder) => {
      writeFileSync(join(folder, "package.json"), "mine");
      mkdirSync(join(folder, "config"));
      const { code, stdout, stderr } = init(folder, ...FLAGS, ...OWNERS);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toBe(
        `orgtrail: nothing was made\n\n${join(folder, "package.json")}: is there already; move it away, or name another folder\n`,
      );
      expect(filesIn(folder)).toEqual(["config", "package.json"]);
    });
  });

  it("makes it in the clone of a new repository, of which nothing is lost", () => {
    inTemporaryFolder((folder) => {
      const clone = { ".git/HEAD": "ref\n", LICENSE: "mine\n", "README.md": "# Audit\n" };
      mkdirSync(join(folder, ".git"));
      for (const [file, text] of Object.entries(clone)) writeFileSync(join(folder, file), text);
      writeFileSync(join(folder, ".gitignore"), "logs\r\nnode_modules/\r\n*.tmp");
      const { code, stdout, stderr } = init(folder, ...FLAGS, ...OWNERS);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      for (const [file, text] of Object.entries(clone)) {
        expect(readFileSync(join(folder, file), "utf8")).toBe(text);
      }
      expect(readFileSync(join(folder, ".gitignore"), "utf8")).toMatch(
        /^logs\r\nnode_modules\/\r\n\*\.tmp\ncdktf\.out\/\n(?:[^\r\n]+\n)+$/,
      );
      expect(readFileSync(join(folder, "orgtrail.md"), "utf8")).toContain("npx orgtrail bootstrap");
      expect(stdout).toContain("orgtrail.md there says how to go on.");
      expect(stdout).not.toContain("git init");
    });
  });

  it("says which Node.js the framework needs, where this one is older", () => {
    inTemporaryFolder((folder) => {
      const { stdout } = init(join(folder, "audit"), ...FLAGS, ...OWNERS, "--framework", "cdktn");
      const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
      const isOld = major < 22 || (major === 22 && minor < 19);
      expect(stdout.includes("npx cdktn needs Node.js 22.19.0 or later, and this is ")).toBe(isOld);
    });
  });

  it("tells of all that is missing and of all that is wrong, where nobody can be asked", () => {
    inTemporaryFolder((folder) => {
      const made = join(folder, "audit");
      const { code, stderr } = init(made, "--name", "Acme", "--home-region", "eu-wset-1");
      expect(code).toBe(1);
      expect(
        stderr
          .split("\n")
          .slice(2, -1)
          .map((line) => line.split(": ")[0]),
      ).toEqual([
        "--name <word>",
        "--organization-id <id>",
        "--management-account <id>",
        "--log-archive-account <id>",
        "--home-region <region>",
        "--team-account <id>",
        "--owners <team>",
        "--repository <owner/name>",
      ]);
      expect(stderr).toContain("did you mean eu-west-1?");
      expect(existsSync(made)).toBe(false);
    });
  });

  it.each([
    ["nobody is signed in", {}, "there are no AWS credentials: "],
    [
      "AWS is not reached",
      {
        ...{ AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_MAX_ATTEMPTS: "1" },
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      },
      "AWS was not reached: ",
    ],
  ])("says in a sentence that %s", (_, env, sentence) => {
    inTemporaryFolder((folder) => {
      const made = join(folder, "audit");
      const { code, stdout, stderr } = runProgram(
        "tools/cli/orgtrail.cjs",
        ["init", made, ...FLAGS, ...OWNERS, "--from-aws"],
        { ...NOBODY, ...env },
      );
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr.split("\n")[2]).toContain(`--from-aws: ${sentence}`);
      expect(stderr).not.toContain("    at ");
      expect(existsSync(made)).toBe(false);
    });
  });

  it("finds what is wrong with the answers together", () => {
    inTemporaryFolder((folder) => {
      const made = join(folder, "audit");
      const { code, stderr } = init(made, ...FLAGS, ...OWNERS, "--security-account", "111111111111");
      expect(code).toBe(1);
      expect(stderr).toContain("organization.accounts.security.id: is the id of management too");
      expect(existsSync(made)).toBe(false);
    });
  });
});

describe("orgtrail init at a terminal", () => {
  const QUESTION = "hears of alarms";
  const script = spawnSync("script", ["--version"]).error === undefined;
  /** All is answered by flags but who hears of alarms, which is typed. */
  async function typed(folder: string, keys: string): Promise<{ code: number | null; shown: string }> {
    const rest = [
      "--security-account",
      "333333333333",
      "--home-region",
      "eu-west-1",
      "--state-bucket",
      "acme-states",
    ];
    const pipeline = ["--pipeline", "github", "--repository", "acme/audit"];
    const last = ["--deploy-role", "OrgTrailDeploy", ...pipeline, "--framework", "cdktf"];
    const words = ["node", "tools/cli/orgtrail.cjs", "init", folder, ...FLAGS, ...OWNERS, ...rest, ...last];
    const call = words.map((word) => `'${word}'`).join(" ");
    const child = spawn("script", ["-qec", call, "/dev/null"], {
      cwd: ROOT,
      stdio: ["pipe", "pipe", "inherit"],
    });
    let shown = "";
    child.stdout.on("data", (chunk: Buffer) => {
      const before = shown.includes(QUESTION);
      shown += chunk.toString();
      // What is typed earlier, nobody may be there to read.
      if (!before && shown.includes(QUESTION)) child.stdin.write(keys);
    });
    const [code] = (await once(child, "close")) as [number | null];
    return { code, shown };
  }

  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "orgtrail-init-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  (script ? it : it.skip)("asks what no flag says (skipped without script)", async () => {
    const made = join(folder, "audit");
    expect(await typed(made, "soc@acme.example\r")).toMatchObject({ code: 0 });
    const text = readFileSync(join(made, "config", "organization.yaml"), "utf8");
    expect(text).toContain('{ to: "soc@acme.example" }');
  });

  (script ? it : it.skip)("asks again where the answer is none (skipped without script)", async () => {
    const made = join(folder, "audit");
    const { code, shown } = await typed(made, "nobody\r\u0003");
    expect(code).toBe(130);
    expect(shown).toContain("allowed: ");
    expect(existsSync(made)).toBe(false);
  });

  (script ? it : it.skip)("makes nothing where the person breaks off (skipped without script)", async () => {
    const made = join(folder, "audit");
    expect(await typed(made, "\u0003")).toMatchObject({ code: 130 });
    expect(existsSync(made)).toBe(false);
  });
});
