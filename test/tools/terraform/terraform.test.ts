import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  findTerraform,
  MissingProgramError,
  Processes,
  providerMirror,
  terraformProgram,
  writeCliConfiguration,
} from "../../../tools/terraform";

const folder = mkdtempSync(join(tmpdir(), "orgtrail-test-"));
const processes = new Processes();

afterAll(async () => {
  await processes.stopAll();
  rmSync(folder, { recursive: true });
});

/** A program that stands for Terraform. @returns its folder, for a PATH */
function standIn(place: string, name: string, script: string): string {
  const bin = join(folder, place);
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
  return bin;
}

const telling = (version: string): string => `echo '{ "terraform_version": "${version}" }'`;

describe("finding Terraform", () => {
  test("prefers what ORGTRAIL_TERRAFORM names, then terraform, then tofu", () => {
    const both = standIn("both", "terraform", "");
    standIn("both", "tofu", "");
    const one = standIn("one", "tofu", "");
    expect(terraformProgram({ PATH: both })).toBe(join(both, "terraform"));
    expect(terraformProgram({ PATH: one })).toBe(join(one, "tofu"));
    expect(terraformProgram({ PATH: both, ORGTRAIL_TERRAFORM: "tofu" })).toBe(join(both, "tofu"));
    expect(terraformProgram({ PATH: "", ORGTRAIL_TERRAFORM: join(one, "tofu") })).toBe(join(one, "tofu"));
    expect(terraformProgram({ PATH: "" })).toBeUndefined();
  });

  test.each([
    ["1.9.8", false],
    ["1.10.0", true],
    ["1.11.4", true],
    ["2.0.0-beta1", true],
  ])("asks for 1.10.0 or later: %s", async (version, accepted) => {
    const PATH = `${standIn(version, "terraform", telling(version))}:/bin`;
    const found = findTerraform(processes, { PATH });
    if (accepted) expect(await found).toMatchObject({ version });
    else await expect(found).rejects.toThrow(`has version ${version}, which is too old`);
  });

  test("reads past warnings, and tells of a program that is something else", async () => {
    const warning = standIn("warning", "terraform", `echo 'Warning: no file'; ${telling("1.11.0")}`);
    expect(await findTerraform(processes, { PATH: `${warning}:/bin` })).toMatchObject({ version: "1.11.0" });
  });

  test.each([
    ["no JSON", "echo hello"],
    ["braces around no JSON", "echo '{ hello }'"],
    ["JSON cut off", `echo '{ "terraform_version": "1.11.0"'`],
    ["JSON of another kind", `echo '{ "terraform_version": ["1.11.0"] }'`],
    ["null", "echo null"],
    ["a version that is none", telling("latest")],
    ["5,000 levels", `node -e 'console.log("{\\"a\\":".repeat(5000) + "1" + "}".repeat(5000))'`],
    ["bytes that are no text", "head -c 100000 /dev/urandom"],
    ["nothing", "true"],
  ])("tells of a program that answers %s", async (name, script) => {
    const other = standIn(`answers ${name}`, "terraform", script);
    const PATH = [other, dirname(process.execPath), "/bin", "/usr/bin"].join(":");
    const found = findTerraform(processes, { PATH });
    await expect(found).rejects.toThrow("does not tell its version");
    await expect(found).rejects.toThrow(MissingProgramError);
    // However much it printed.
    await expect(found).rejects.toHaveProperty("message", expect.not.stringMatching(/^.{3000}/s));
  });
});

describe("the configuration of Terraform", () => {
  test("takes providers from the mirror and nowhere else", () => {
    const file = writeCliConfiguration(folder, "/a/mirror");
    expect(readFileSync(file, "utf8")).toBe(
      'disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = "/a/mirror"\n  }\n}\n',
    );
  });
});

describe("the provider installation", () => {
  const requirement = { source: "hashicorp/aws", version: ">= 5.100.0" };
  const options = (script: string, env: NodeJS.ProcessEnv = {}) => {
    const program = join(standIn("providers", "terraform", script), "terraform");
    const lines: string[] = [];
    return {
      lines,
      processes,
      terraform: { program, version: "1.11.0" },
      env: { PATH: "/bin:/usr/bin", ...env },
      cacheFolder: join(folder, "cache"),
      progress: (line: string) => void lines.push(line),
    };
  };

  test("is the mirror that ORGTRAIL_PROVIDER_MIRROR names", async () => {
    const given = options("exit 1", { ORGTRAIL_PROVIDER_MIRROR: folder });
    expect(await providerMirror(requirement, given)).toBe(folder);
    const missing = options("exit 1", { ORGTRAIL_PROVIDER_MIRROR: join(folder, "nowhere") });
    await expect(providerMirror(requirement, missing)).rejects.toThrow("nowhere, which does not exist");
  });

  test("leaves nothing of a download that failed, and shows what Terraform said", async () => {
    await expect(providerMirror(requirement, options("echo no registry; exit 1"))).rejects.toThrow(
      "no registry",
    );
  });

  test("is downloaded from where the person's Terraform takes providers, and hears no other variable of theirs", async () => {
    const env = {
      TF_CLI_CONFIG_FILE: "/home/x/mirror.tfrc",
      TF_TOKEN_mirror_acme_example: "t",
      ...{ TF_DATA_DIR: "/elsewhere", TF_CLI_ARGS_init: "-backend=false", TF_WORKSPACE: "w" },
    };
    const given = options("env | grep ^TF_ | sort; exit 1", env);
    const refused = await providerMirror(requirement, given).catch(String);
    expect(refused.split("\n").slice(2)).toEqual([
      "TF_CLI_CONFIG_FILE=/home/x/mirror.tfrc",
      "TF_INPUT=0",
      "TF_IN_AUTOMATION=1",
      "TF_TOKEN_mirror_acme_example=t",
    ]);
  });

  test("is downloaded once", async () => {
    const first = options("mkdir -p .terraform/providers/here");
    const mirror = await providerMirror(requirement, first);
    expect(first.lines).toEqual(["downloading hashicorp/aws >= 5.100.0 (once)"]);
    const second = options("exit 1");
    expect(await providerMirror(requirement, second)).toBe(mirror);
    expect(second.lines).toEqual([]);
  });

  test("is downloaded anew where somebody has taken it apart", async () => {
    const download = {
      ...options("mkdir -p .terraform/providers/here"),
      cacheFolder: join(folder, "taken-apart"),
    };
    const mirror = await providerMirror(requirement, download);
    rmSync(join(mirror, ".."), { recursive: true });
    expect(await providerMirror(requirement, download)).toBe(mirror);
    expect(readdirSync(mirror)).toEqual(["here"]);
    expect(readdirSync(download.cacheFolder)).toHaveLength(1);
  });

  test("is missed of a Terraform that says it has it, and has not", async () => {
    const download = { ...options("echo done"), cacheFolder: join(folder, "nothing") };
    await expect(providerMirror(requirement, download)).rejects.toThrow(
      /^the provider hashicorp\/aws could not be downloaded; see what Terraform says[^]*done$/,
    );
    expect(readdirSync(download.cacheFolder)).toEqual([]);
  });

  test("is there for all who ask at the same time", async () => {
    const download = {
      ...options("sleep 0.2; mkdir -p .terraform/providers/here"),
      cacheFolder: join(folder, "asked-at-once"),
    };
    const mirrors = await Promise.all([1, 2, 3].map(() => providerMirror(requirement, download)));
    expect(new Set(mirrors).size).toBe(1);
    expect(readdirSync(download.cacheFolder)).toHaveLength(1);
  });
});
