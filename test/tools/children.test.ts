import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeAccounts } from "../../tools/bootstrap/make";
import { Processes } from "../../tools/terraform";
import { referenceConfiguration } from "../support/configurations";
import { ROOT } from "../support/run";
import { Repository } from "./affected/repository";
import { bucketStack, projectFiles } from "./affected/small-app";
import { planJson } from "./plan/plan-json";
import {
  ANY,
  AWS,
  EVERYTHING,
  GIT,
  NETWORK,
  PACKAGES,
  PROVIDERS,
  QUIET,
  SHORT_LIVED,
} from "./terraform/shell";

/**
 * Every program that a command starts, started: each stand-in writes down what it sees, of a shell that has all that a job of CI
 * may have. What arrives is what the table says, and nothing else.
 */

const TERRAFORM_OF_A_PERSON = { ...ANY, ...NETWORK, ...AWS, ...QUIET, ...SHORT_LIVED, TF_ENCRYPTION: "" };

/** What each program sees, by names. `app` is what cdktf.json names: code of a commit. */
const SEEN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  git: { ...ANY, ...NETWORK, ...GIT, GIT_INDEX_FILE: "" },
  "npm ci": { ...ANY, ...NETWORK, ...PACKAGES },
  app: {
    ...ANY,
    ...{ ORGTRAIL_BEST_PRACTICES: "", ORGTRAIL_CONFIG: "", CDKTF_OUTDIR: "", ORGTRAIL_ACCESS: "" },
    npm_config_yes: "",
  },
  "terraform version": { ...ANY, ...QUIET, ...SHORT_LIVED },
  "terraform that downloads": { ...ANY, ...NETWORK, ...PROVIDERS, ...QUIET },
  "terraform that plans": { ...TERRAFORM_OF_A_PERSON, TF_CLI_CONFIG_FILE: "", TF_DATA_DIR: "" },
  "terraform of bootstrap": { ...TERRAFORM_OF_A_PERSON, TF_CLI_CONFIG_FILE: "" },
  "python3 -m": { ...ANY, ...NETWORK, ...PACKAGES },
  "python -m": { ...ANY, ...NETWORK, ...PACKAGES },
  moto_server: { ...ANY, ...QUIET, ...SHORT_LIVED, MOTO_IAM_LOAD_MANAGED_POLICIES: "" },
};

/** Where the environment of a child is made, and what is started with it. A new place needs a row above. */
const PLACES: Readonly<Record<string, string>> = {
  "tools/affected/packages.ts installEnvironment": "npm ci",
  "tools/affected/git.ts gitEnvironment": "git",
  "tools/bootstrap/make.ts terraformEnvironment": "terraform of bootstrap",
  "tools/plan/plan.ts terraformEnvironment": "terraform that plans",
  "tools/sandbox/sandbox.ts installEnvironment": "python3 -m",
  // With the same function it starts cdktf and Terraform, with the addresses of the emulator: test/sandbox.
  "tools/sandbox/sandbox.ts sandboxEnvironment": "moto_server",
  "tools/synthesis/synthesis.ts codeEnvironment": "app",
  "tools/terraform/terraform.ts downloadEnvironment": "terraform that downloads",
  "tools/terraform/terraform.ts sandboxEnvironment": "terraform version",
  // An example of ours, when the pages of docs are made.
  "tools/docs/api/pages.ts codeEnvironment": "app",
};

/** What a shell sets by itself. */
const OF_SHELLS = ["PWD", "OLDPWD", "SHLVL", "_"];

const folder = mkdtempSync(join(tmpdir(), "orgtrail-children-test-"));
const at = (...path: readonly string[]): string => join(folder, ...path);

const STAND_IN = `#!/bin/sh
name=$(basename "$0")
case "$name" in
  git) seen=git ;;
  moto_server) seen=moto_server ;;
  *) seen="$name $1" ;;
esac
if [ "$seen" = "terraform init" ] && [ -f providers.tf.json ]; then seen="terraform that downloads"; fi
case "$PWD" in *bootstrapped*) seen="terraform of bootstrap" ;; esac
case "$seen" in "terraform init" | "terraform plan" | "terraform show") seen="terraform that plans" ;; esac
env >>"${at("seen")}/$seen"
case "$seen" in
  git) exec "${execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim()}" "$@" ;;
  npm*) mkdir -p node_modules ;;
  "terraform version") echo '{"terraform_version":"1.11.4"}' ;;
  "terraform that downloads") mkdir -p .terraform/providers ;;
  "terraform that plans")
    case "$1" in
      plan) echo plan >plan.tfplan ;;
      show) cat "${at("plan.json")}" ;;
    esac ;;
  "python3 -m") mkdir -p "$4/bin" && cp "$0" "$4/bin/python" && cp "$0" "$4/bin/moto_server" ;;
  moto_server) exit 1 ;;
esac
`;

beforeAll(() => {
  for (const name of ["bin", "seen", "tmp", "home", "bootstrapped"]) mkdirSync(at(name));
  writeFileSync(at("plan.json"), planJson({}));
  for (const name of ["git", "npm", "terraform", "python3"]) {
    writeFileSync(at("bin", name), STAND_IN);
    chmodSync(at("bin", name), 0o755);
  }
  // Whatever else the machine has on its PATH is not found.
  for (const name of ["sh", "env", "basename", "mkdir", "cp", "cat"])
    symlinkSync(
      execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim(),
      at("bin", name),
    );
  symlinkSync(process.execPath, at("bin", "node"));
});

afterAll(() => {
  Repository.deleteAll();
  rmSync(folder, { recursive: true, force: true });
});

const shell = (): Readonly<Record<string, string>> => ({
  ...EVERYTHING,
  ...{ PATH: at("bin"), HOME: at("home"), TMPDIR: at("tmp") },
  NODE_EXTRA_CA_CERTS: join(ROOT, "package.json"),
  NODE_OPTIONS: "--no-warnings",
});

function orgtrail(cwd: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "tools/cli/orgtrail.cjs"), ...args], {
    ...{ cwd, encoding: "utf8", env: shell() },
  });
  return `${stdout}${stderr}`;
}

/** A project in a repository, whose app tells what it sees, and whose packages have changed since. */
function project(): Repository {
  const repository = Repository.create();
  const files = projectFiles({ "log-archive": bucketStack("logs") });
  repository.write({
    ...files,
    "app.cjs": `require("node:fs").appendFileSync(${JSON.stringify(at("seen", "app"))}, Object.keys(process.env).map((name) => name + "=\\n").join(""));\nprocess.env.ORGTRAIL_CONFIG = "config";\n${files["app.cjs"] ?? ""}`,
    "node_modules/.bin/cdktf": "",
  });
  repository.commit("base");
  repository.write({
    "package-lock.json": JSON.stringify({ name: "small-app", lockfileVersion: 3, packages: { "": {} } }),
  });
  return repository;
}

describe("a program that is started sees what it needs, and nothing else:", () => {
  it("each of them, by every command that starts one", async () => {
    const { folder: cwd } = project();
    const reference = ["--config", join(ROOT, "config")];
    const told = [
      orgtrail(cwd, "affected", "--base", "HEAD"),
      orgtrail(cwd, "plan", ...reference),
      orgtrail(cwd, "sandbox", ...reference),
    ];
    const processes = new Processes();
    await makeAccounts(
      [{ blueprint: { account: { name: "a" } }, folder: at("bootstrapped"), imports: new Map() }] as never,
      true,
      {
        ...{ configuration: referenceConfiguration(), folder: at("bootstrapped"), processes, parallel: 1 },
        env: { ...shell(), ORGTRAIL_PROVIDER_MIRROR: at("tmp") },
        progress: () => undefined,
      },
    );
    const seen = Object.fromEntries(
      readdirSync(at("seen")).map((name) => {
        const names = readFileSync(at("seen", name), "utf8").match(/^\w+(?==)/gm) ?? [];
        return [name, [...new Set(names)].filter((variable) => !OF_SHELLS.includes(variable)).sort()];
      }),
    );
    const wanted = Object.fromEntries(
      Object.entries(SEEN).map(([name, variables]) => [name, Object.keys(variables).sort()] as const),
    );
    expect({ told, seen }).toEqual({ told, seen: wanted });
  }, 300_000);

  it("no other place makes an environment", () => {
    const sources = readdirSync(join(ROOT, "tools"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.includes("node_modules"))
      .map((path) => join("tools", path));
    const places = sources.flatMap((path) => {
      const calls = readFileSync(join(ROOT, path), "utf8").matchAll(
        /(?<!function )\b((?:code|download|git|install|sandbox|terraform)Environment)\(/g,
      );
      return [...calls].map(([, name = ""]) => `${path} ${name}`);
    });
    expect([...new Set(places)].sort()).toEqual(Object.keys(PLACES).sort());
    expect(Object.values(PLACES).every((program) => Object.hasOwn(SEEN, program))).toBe(true);
  });
});
