import { readFileSync } from "node:fs";
import { join } from "node:path";
import { INSTALL, run, succeed, type Ended } from "./support/npm";
import { packLibrary } from "./support/packed-library";
import { Project } from "./support/project";
import { SCOPE, startRegistry, type Registry } from "./support/registry";
import { describeWithNpmRegistry, testWithTerraform } from "./support/requirements";
import { validate } from "./support/terraform";

jest.setTimeout(600_000);

const NAME = `${SCOPE}/orgtrail`;

describeWithNpmRegistry("with the library in an organization's own registry", () => {
  const library = new Project();
  const consumer = new Project();
  const ownStack = new Project();
  const state: { registry?: Registry } = {};

  function registry(): Registry {
    if (state.registry === undefined) throw new Error("the registry was not started");
    return state.registry;
  }

  beforeAll(async () => {
    state.registry = await startRegistry();
    const { tarball } = await packLibrary();
    await succeed(library.folder, "tar", "-xzf", tarball, "--strip-components=1");
    // The organization's scope and .npmrc decide where the library goes. It is built already.
    await succeed(library.folder, "npm", "pkg", "set", `name=${NAME}`, "--loglevel=error");
    await succeed(library.folder, "npm", "pkg", "delete", "scripts", "--loglevel=error");
    for (const project of [library, consumer, ownStack]) project.write(".npmrc", registry().npmrc);
    consumer.copy("examples/consumer");
    ownStack.copy("examples/own-stack");
  });

  afterAll(async () => {
    await state.registry?.close();
    for (const project of [library, consumer, ownStack]) project.remove();
  });

  async function publish(version: string): Promise<Ended> {
    await succeed(library.folder, "npm", "pkg", "set", `version=${version}`, "--loglevel=error");
    // Named once more on the command line: a test must not publish elsewhere.
    return run(library.folder, "npm", "publish", `--${SCOPE}:registry=${registry().url}`, "--loglevel=error");
  }

  test("a version is published once", async () => {
    expect(await publish("0.1.0")).toMatchObject({ code: 0 });
    const again = await publish("0.1.0");
    expect(again.output).toMatch(/cannot publish over the previously published versions|409 Conflict/);
    expect(again.code).not.toBe(0);
  });

  test("another team's repository installs it by range, compiles, and synthesizes", async () => {
    await consumer.install();
    expect(consumer.installed("orgtrail")).toBe("0.1.0");
    await succeed(consumer.folder, "npm", "run", "--silent", "synth");
    const json = consumer.stacks()["team-payments"] ?? "";
    expect(json).toContain(
      "${data.terraform_remote_state.log-archive.outputs.team_logs.payments.bucket_name}",
    );
    expect(json).toContain('"name": "acme-team-payments"');
  });

  test("it does so in fewer than forty lines", () => {
    const lines = readFileSync(join(consumer.folder, "main.ts"), "utf8").trimEnd().split("\n");
    expect(lines.length).toBeLessThan(40);
  });

  test("so does a stack of one's own, with OrganizationAuditLog and without our configuration", async () => {
    await ownStack.install();
    await succeed(ownStack.folder, "npm", "run", "--silent", "synth");
    const json = JSON.parse(ownStack.stacks()["audit-log"] ?? "{}") as {
      readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
    };
    expect(Object.values(json.resource["aws_cloudtrail"] ?? {})).toMatchObject([
      { name: "organization-audit-log", is_organization_trail: true },
    ]);
    expect(Object.keys(json.resource["aws_s3_bucket"] ?? {})).toHaveLength(2);
  });

  test("the older way of finding modules, which CDKTF's own template uses, finds the types too", async () => {
    const compiler = join(consumer.folder, "node_modules", "typescript", "bin", "tsc");
    await succeed(
      consumer.folder,
      process.execPath,
      compiler,
      ...["--noEmit", "--module", "commonjs", "--moduleResolution", "node10"],
    );
  });

  testWithTerraform("Terraform finds no fault in either, with the real provider's schema", async () => {
    const stacks = [
      join(consumer.folder, "cdktf.out", "stacks", "team-payments"),
      join(ownStack.folder, "cdktf.out", "stacks", "audit-log"),
    ];
    for (const stack of stacks) expect(await validate(stack)).toEqual([]);
  });

  test("an upgrade within the range comes with npm update, a version beyond it does not", async () => {
    expect(await publish("0.1.1")).toMatchObject({ code: 0 });
    expect(await publish("0.2.0")).toMatchObject({ code: 0 });
    await succeed(consumer.folder, "npm", "update", "orgtrail", ...INSTALL.slice(1), "--prefer-online");
    expect(consumer.installed("orgtrail")).toBe("0.1.1");
    await succeed(consumer.folder, "npm", "run", "--silent", "synth");
  });

  test("who asks for the new version gets it", async () => {
    const spec = `orgtrail@npm:${NAME}@^0.2.0`;
    await succeed(consumer.folder, "npm", ...INSTALL, "--prefer-online", spec);
    expect(consumer.installed("orgtrail")).toBe("0.2.0");
  });
});
