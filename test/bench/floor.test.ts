import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { writeConfiguration } from "../../bench/configuration";
import { canonicalStack, differences } from "../../bench/equality";
import { differenceTexts } from "../../bench/difference-text";
import { logArchiveStack, managementStack, teamStack } from "../../bench/floor/stacks";
import { writeReferenceTrails } from "../../bench/reference";
import { generatedOrganization, REFERENCE, type Organization } from "../../bench/organization";
import { buildApp } from "../../stacks/app";
import { loadConfiguration } from "../../stacks/config";

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "orgtrail-floor-"));
});

afterAll(() => {
  rmSync(scratch, { recursive: true });
});

function synthesizeOrgtrail(configuration: string, outdir: string): string {
  buildApp(loadConfiguration(configuration), { outdir }).app.synth();
  return outdir;
}

function synthesizeFloor(organization: Organization, outdir: string): string {
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  logArchiveStack(app, organization);
  managementStack(app, organization);
  for (const team of organization.teams) teamStack(app, team);
  app.synth();
  return outdir;
}

describe("the floor of the benchmark writes what orgtrail writes", () => {
  test("for the reference organization", () => {
    const ours = synthesizeOrgtrail(
      writeReferenceTrails(join(scratch, "config-reference")),
      join(scratch, "orgtrail-reference"),
    );
    const floor = synthesizeFloor(REFERENCE, join(scratch, "floor-reference"));
    expect(differenceTexts(differences(ours, floor))).toEqual([]);
  });

  test("for ten teams", () => {
    const organization = generatedOrganization(10);
    const configuration = join(scratch, "config-10");
    writeConfiguration(configuration, organization);
    const ours = synthesizeOrgtrail(configuration, join(scratch, "orgtrail-10"));
    const floor = synthesizeFloor(organization, join(scratch, "floor-10"));
    expect(differenceTexts(differences(ours, floor))).toEqual([]);
  });
});

test.each([160, 240, 1000])(
  "the organization trail of %i teams has a place for all of their logs",
  (count) => {
    const organization = generatedOrganization(count);
    const configuration = join(scratch, `config-${count}`);
    writeConfiguration(configuration, organization);
    const outdir = join(scratch, `orgtrail-${count}`);
    buildApp(loadConfiguration(configuration), { outdir, only: ["management"] }).app.synth();
    const app = new App({
      outdir: join(scratch, `floor-${count}`),
      stackTraces: false,
      skipValidation: true,
    });
    managementStack(app, organization);
    app.synth();
    expect(differenceTexts(differences(outdir, app.outdir))).toEqual([]);
  },
);

describe("two stacks are the same", () => {
  const bucket = (id: string, name: string): object => ({ aws_s3_bucket: { [id]: { bucket: name } } });
  const policy = (id: string, of: string): object => ({
    aws_s3_bucket_policy: { [id]: { bucket: `\${aws_s3_bucket.${of}.id}`, "//": { path: id } } },
  });
  const identities = (stack: object): readonly string[] =>
    canonicalStack(stack as never).map(({ identity }) => identity);
  const canonical = (...blocks: readonly object[]): readonly string[] =>
    identities({ resource: Object.assign({}, ...blocks) as object });

  test("whatever their logical ids and metadata", () => {
    expect(canonical(bucket("a", "logs"), policy("p", "a"))).toEqual(
      canonical(bucket("b", "logs"), policy("q", "b")),
    );
  });

  test("only when references lead to what says the same", () => {
    expect(canonical(bucket("a", "logs"), policy("p", "a"))).not.toEqual(
      canonical(bucket("a", "logs"), policy("p", "gone")),
    );
  });

  test("only when attributes are equal", () => {
    expect(canonical(bucket("a", "logs"))).not.toEqual(canonical(bucket("a", "other")));
  });

  test("whichever way an expression writes a step", () => {
    const output = (step: string): readonly string[] =>
      identities({
        output: { name: { value: `\${data.terraform_remote_state.x.outputs.teams${step}}` } },
      });
    expect(output('["one-1"]')).toEqual(output(".one-1"));
  });
});
