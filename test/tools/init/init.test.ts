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
import fc from "fast-check";
import { parseConfiguration } from "../../../stacks/config";
import { configurationOf } from "../../../tools/init/configuration";
import { membersNamed } from "../../../tools/init/from-aws";
import { type Answers, QUESTIONS } from "../../../tools/init/questions";
import { FRAMEWORKS, repositoryOf } from "../../../tools/init/repository";
import { ROOT, type Run, runProgram } from "../../support/run";
import { inTemporaryFolder } from "../../support/synthesized";

const ANSWERS: Answers = {
  name: "acme",
  organizationId: "o-a1b2c3d4e5",
  managementAccount: "111111111111",
  logArchiveAccount: "222222222222",
  securityAccount: "333333333333",
  homeRegion: "eu-central-1",
  stateBucket: "acme-states",
  deployRole: "OrgTrailDeploy",
  notify: "security@acme.example",
  team: "payments",
  teamAccount: "444444444444",
  pipeline: "github",
  owners: "@acme/security",
  framework: "cdktf",
};

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
  it("makes a repository that synthesizes", () => {
    inTemporaryFolder((folder) => {
      const made = join(folder, "audit");
      const { code, stdout, stderr } = init(made, ...FLAGS, ...OWNERS);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("npm install");
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
      const synth = runProgram("tools/cli/orgtrail.cjs", ["app"], {
        ORGTRAIL_CONFIG: join(made, "config"),
        CDKTF_OUTDIR: join(folder, "out"),
      });
      expect(synth).toMatchObject({ code: 0 });
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
    const last = ["--deploy-role", "OrgTrailDeploy", "--pipeline", "github", "--framework", "cdktf"];
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

describe("the repository", () => {
  const texts = (answers: Partial<Answers>): Readonly<Record<string, string>> =>
    Object.fromEntries(
      repositoryOf({ ...ANSWERS, ...answers }, { name: "orgtrail-cli", version: "1.2.3" }).map(
        ({ path, text }) => [path, text],
      ),
    );

  it("has a pipeline by what was answered, which runs no script that is not there", () => {
    const paths = Object.keys(texts({ pipeline: "none" }));
    expect(paths.filter((path) => /pipeline|\.git(hub|lab)/.test(path))).toEqual([]);
    for (const pipeline of ["github", "gitlab"]) {
      const files = texts({ pipeline });
      const called = Object.values(files).flatMap(
        (text) => text.match(/pipelines\/[\w./-]+\.(?:sh|cjs|yml)/g) ?? [],
      );
      expect(called.length).toBeGreaterThan(0);
      expect(Object.keys(files)).toEqual(expect.arrayContaining(called));
      expect(Object.values(files).join("")).not.toContain("examples/");
    }
    expect(texts({ owners: "@globex/audit" })[".github/CODEOWNERS"]).toMatch(/^\* @globex\/audit$/m);
  });

  it("names no file that is neither there nor in the package", () => {
    for (const pipeline of ["github", "gitlab", "none"]) {
      const files = Object.values(texts({ pipeline })).join("\n");
      const pages = files.match(/(?:[\w-]+\/)*docs\/(?:[a-z-]+\.md)?/g) ?? [];
      const inPackage = "node_modules/orgtrail-cli/docs/";
      expect(pages.length).toBeGreaterThan(0);
      expect(pages.filter((page) => !page.startsWith(inPackage))).toEqual([]);
      for (const page of pages)
        expect(existsSync(join(ROOT, "docs", page.slice(inPackage.length)))).toBe(true);
      expect(files).not.toMatch(/\[[^\]]*\]\(|npm run (?!synth)/);
    }
  });

  it("has exact versions, those of the docs and of this checkout", () => {
    const page = readFileSync(join(ROOT, "docs", "your-own-repository.md"), "utf8");
    for (const [name, version] of Object.entries(FRAMEWORKS["cdktf"] ?? {})) {
      expect(page).toContain(`"${name}": "${version}"`);
    }
    const [, other = ""] =
      /```json\n(.*?)```/s.exec(readFileSync(join(ROOT, "docs", "cdktf-and-cdk-terrain.md"), "utf8")) ?? [];
    expect(JSON.parse(other)).toEqual({ dependencies: FRAMEWORKS["cdktn"] });
    for (const framework of ["cdktf", "cdktn"]) {
      const { dependencies } = JSON.parse(texts({ framework })["package.json"] ?? "{}") as {
        dependencies: Record<string, string>;
      };
      expect(dependencies["orgtrail-cli"]).toBe("1.2.3");
      for (const version of Object.values(dependencies))
        expect(version).toMatch(/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+$/);
    }
    const scoped = repositoryOf(ANSWERS, { name: "@acme/orgtrail-cli", version: "1.2.3" });
    expect(scoped[0]?.text).toContain('"orgtrail-cli": "npm:@acme/orgtrail-cli@1.2.3"');
  });

  it("has a configuration without a fault, whatever answers are taken", () => {
    const account = fc.integer({ min: 1e11, max: 1e12 - 1 }).map(String);
    const optional = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(""), texts);
    const answers = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9]{1,10}$/),
      organizationId: fc.stringMatching(/^o-[a-z0-9]{10,32}$/),
      homeRegion: fc.constantFrom("us-east-1", "eu-central-1", "us-gov-west-1", "cn-north-1"),
      // A template of Terraform is told as a fault of the configuration.
      notify: optional(fc.emailAddress().filter((text) => text.length < 60 && !/[$%]\{/.test(text))),
      accounts: fc.uniqueArray(account, { minLength: 4, maxLength: 4 }),
      security: fc.boolean(),
      // S3 takes no bucket of a team `an`: `-an` ends the names of another kind of bucket.
      team: fc.stringMatching(/^[a-z][a-z0-9]{2,10}$/),
    });
    // AWS takes every printable character of ASCII in the name of an account; an older one may have others.
    const titles = fc.array(
      fc.oneof(
        fc.constantFrom(
          "Management",
          "Security",
          "Null",
          "true",
          "a-production",
          "a production",
          "1",
          "ß${x}",
        ),
        fc.string({ unit: "binary", maxLength: 50 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(answers, titles, ({ accounts, security, ...given }, names) => {
        const [managementAccount = "", logArchiveAccount = "", securityAccount = "", teamAccount = ""] =
          accounts;
        const all: Answers = {
          ...{ ...ANSWERS, ...given, managementAccount, logArchiveAccount, teamAccount },
          securityAccount: security ? securityAccount : "",
        };
        fc.pre(QUESTIONS.every(({ key, problem }) => problem(all[key]) === undefined));
        const found = membersNamed(
          names.map((name, index) => ({ name, id: String(1e10 + index).padStart(12, "0") })),
        );
        expect(Object.keys(parseConfiguration(configurationOf(all)).accounts)).toContain("logArchive");
        const { organization } = configurationOf(all, found);
        expect(() => parseConfiguration(configurationOf(all, found))).not.toThrow();
        for (const { id } of found) expect(organization.text).toContain(`"${id}"`);
      }),
      { numRuns: 60 },
    );
  });
});
