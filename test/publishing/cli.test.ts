import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { referenceConfiguration } from "../support/configurations";
import { ROOT } from "../support/run";
import { synthesizedTexts } from "../support/synthesized";
import { run, succeed } from "./support/npm";
import { packProgram } from "./support/packed-library";
import { Project } from "./support/project";
import { describeWithNpmRegistry } from "./support/requirements";

jest.setTimeout(600_000);

const EVENT = {
  eventVersion: "1.11",
  eventTime: "2026-11-22T10:00:00Z",
  eventSource: "iam.amazonaws.com",
  eventName: "CreateUser",
  awsRegion: "us-east-1",
  eventID: "a",
  readOnly: false,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: "444444444444",
  eventCategory: "Management",
};

/** What the docs say stands in a file of the repository. */
function documented(file: string): Readonly<Record<string, unknown>> {
  const page = readFileSync(join(ROOT, "docs", "start.md"), "utf8");
  const [, json = ""] = page.split(`\`${file}\`:`)[1]?.split(/```(?:json)?\n/) ?? [];
  return JSON.parse(json) as Readonly<Record<string, unknown>>;
}

const { dependencies: DEPENDENCIES } = documented("package.json") as {
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The version of a package that this checkout has. */
function versionOf(name: string): string {
  const text = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** What constructs are made with. cdktf-cli is this checkout's. */
const FRAMEWORK = ["@cdktf/provider-aws", "cdktf", "constructs"];

describeWithNpmRegistry("the published program, in a repository of somebody else", () => {
  const project = new Project();
  const orgtrail = (
    ...args: readonly string[]
  ): Promise<{ code: number | null; stdout: string; output: string }> =>
    run(project.folder, "npx", "orgtrail", ...args);
  const git = (...args: readonly string[]): Promise<string> =>
    succeed(project.folder, "git", "-c", "user.name=a", "-c", "user.email=a@example.com", ...args);

  beforeAll(async () => {
    const { tarball } = await packProgram();
    await project.install({
      ...Object.fromEntries(FRAMEWORK.map((name) => [name, DEPENDENCIES[name] ?? ""])),
      "orgtrail-cli": `file:${tarball}`,
      typescript: versionOf("typescript"),
    });
    project.copy("config", "config");
    project.write("cdktf.json", documented("cdktf.json"));
    project.write(".gitignore", "node_modules/\ncdktf.out/\n");
    project.write("event.json", EVENT);
    await git("init", "--quiet");
    await git("add", ".");
    await git("commit", "--quiet", "--message", "the organization");
  });

  afterAll(() => {
    project.remove();
  });

  test("is documented with the versions that this checkout uses", () => {
    expect(DEPENDENCIES).toEqual(
      Object.fromEntries([
        ...[...FRAMEWORK, "cdktf-cli"].map((name) => [name, versionOf(name)]),
        ["orgtrail-cli", `^${versionOf("orgtrail-cli")}`],
      ]),
    );
  });

  test("synthesizes what the checkout does, byte for byte", async () => {
    const { code, stdout } = await orgtrail("synth");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining("npx cdktf deploy <stack>") as unknown,
    });
    expect(project.stacks()).toEqual(synthesizedTexts(referenceConfiguration()));
  });

  test("is what cdktf runs", async () => {
    const cdktf = join(ROOT, "node_modules", ".bin", "cdktf");
    const listed = await succeed(project.folder, cdktf, "list");
    for (const stack of Object.keys(project.stacks())) expect(listed).toContain(stack);
  });

  test("has the function that validates log files", async () => {
    const file = join(project.folder, "config", "organization.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/^archive:\n/m, "archive:\n  validation: {}\n"));
    const { code, output } = await orgtrail("synth", "log-archive");
    writeFileSync(file, text);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(project.stacks()["log-archive"]).toContain('"aws_lambda_function"');
  });

  test("says which stacks a change of the configuration changes", async () => {
    const file = join(project.folder, "config", "teams", "payments.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("region: eu-west-1", "region: eu-central-1"));
    const { code, stdout, output } = await orgtrail("affected", "--base", "HEAD", "--names");
    writeFileSync(file, text);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(stdout).toContain("team-payments");
    expect(stdout).not.toContain("team-data");
  });

  test("takes what orgtrail.ts adds, and says which stacks that changes", async () => {
    const [, shown = ""] =
      /```ts\n(.*?)```/s.exec(readFileSync(join(ROOT, "docs", "make-it-yours.md"), "utf8")) ?? [];
    const file = join(project.folder, "orgtrail.ts");
    writeFileSync(file, shown);
    const { code, stdout, output } = await orgtrail("affected", "--base", "HEAD", "--names");
    writeFileSync(file, "export default (stack: string): void => stack.gone();");
    const refused = await orgtrail("synth");
    rmSync(file);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(stdout).toContain("log-archive");
    expect(refused).toMatchObject({
      code: 1,
      output: expect.stringContaining("orgtrail.ts:1:47: Property 'gone' does not exist") as unknown,
    });
  });

  test("explains which trails record an event", async () => {
    const { code, stdout } = await orgtrail("explain", "--json", "event.json");
    expect(code).toBe(0);
    const { trails } = JSON.parse(stdout) as { trails: { name: string; events: number }[] };
    expect(trails.map(({ name, events }) => [name, events])).toEqual([
      ["acme-organization-trail", 1],
      ["acme-team-data", 0],
      ["acme-team-payments", 0],
      ["acme-team-platform", 0],
    ]);
  });

  test("asks events with DuckDB, and says how to have it where it is not installed", async () => {
    const answer = await orgtrail("query", "first-uses", "--logs", "event.json", "--no-cache");
    const isThere = existsSync(join(project.folder, "node_modules", "@duckdb"));
    expect([isThere, answer.code]).toEqual([false, 2]);
    expect(answer.output).toContain("DuckDB is not installed; install it: npm install @duckdb/node-api");
    await succeed(
      project.folder,
      "npm",
      "install",
      "--no-save",
      `@duckdb/node-api@${versionOf("@duckdb/node-api")}`,
    );
    const { code, stdout } = await orgtrail("query", "first-uses", "--logs", "event.json", "--no-cache");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining("1 event in 1 file") as unknown,
    });
  });

  test("proves the policies, by the tables that come with it", async () => {
    const { code, stdout } = await orgtrail("prove", "--json");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { requests: number }).requests).toBeGreaterThan(300);
  });

  test("makes a repository that it synthesizes", async () => {
    const accounts = ["--management-account", "111111111111", "--log-archive-account", "222222222222"];
    const { code, output } = await orgtrail(
      ...["init", "made", "--name", "globex", "--organization-id", "o-a1b2c3d4e5", ...accounts],
      ...["--team-account", "444444444444", "--pipeline", "gitlab", "--project", "acme/audit"],
    );
    expect({ code, output }).toMatchObject({ code: 0 });
    const made = join(project.folder, "made");
    symlinkSync(join(project.folder, "node_modules"), join(made, "node_modules"));
    const synth = await run(made, "npx", "orgtrail", "synth");
    expect(synth).toMatchObject({ code: 0, stdout: expect.stringContaining("team-platform") as unknown });
    const schema = /\$schema=(\S+)/.exec(
      readFileSync(join(made, "config", "organization.yaml"), "utf8"),
    )?.[1];
    expect(existsSync(join(made, "config", schema ?? ""))).toBe(true);
    rmSync(made, { recursive: true });
  });

  test("has the schemas that an editor reads", () => {
    const schema = join(project.folder, "node_modules", "orgtrail-cli", "schema");
    expect(readdirSync(schema).sort()).toEqual(["organization.schema.json", "team.schema.json"]);
  });

  test("has the pages of its version, and names and links no other file", () => {
    const folder = join(project.folder, "node_modules", "orgtrail-cli");
    const textsBelow = (name: string): readonly (readonly [string, string])[] =>
      readdirSync(join(folder, name), { recursive: true, encoding: "utf8" })
        // init writes the pipelines, and says in them where the pages are.
        .filter((file) => /\.(md|cjs|json|ya?ml)$/.test(file) && !file.startsWith("pipelines"))
        .map((file) => [join(folder, name, file), readFileSync(join(folder, name, file), "utf8")] as const);
    const linked = textsBelow("docs").flatMap(([file, text]) =>
      [...text.matchAll(/\]\(([^)#\s:]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) =>
        join(dirname(file), target),
      ),
    );
    const named = ["dist", "schema"].flatMap((name) =>
      textsBelow(name).flatMap(([, text]) => text.match(/(?:[\w-]+\/)*docs\/[a-z-]+\.md/g) ?? []),
    );
    expect(linked.length).toBeGreaterThan(100);
    expect(new Set(named).size).toBeGreaterThan(5);
    expect(linked.filter((path) => !existsSync(path))).toEqual([]);
    expect(named.filter((path) => !existsSync(join(project.folder, path)))).toEqual([]);
  });

  test("has all commands but those of stacks without the framework", async () => {
    const bare = new Project();
    cpSync(join(project.folder, "package.json"), join(bare.folder, "package.json"));
    bare.copy("config", "config");
    for (const name of FRAMEWORK) await succeed(bare.folder, "npm", "pkg", "delete", `dependencies.${name}`);
    await bare.install();
    const without = await run(bare.folder, "npx", "orgtrail", "synth");
    const prove = await run(bare.folder, "npx", "orgtrail", "prove", "--help");
    bare.remove();
    expect(without).toMatchObject({ code: 1, stdout: "" });
    expect(without.output).toMatch(
      /^orgtrail: \S+ is not installed here, and nothing was written\n\nStacks are made of it: npm install cdktf/,
    );
    expect(prove).toMatchObject({ code: 0 });
  });
});
