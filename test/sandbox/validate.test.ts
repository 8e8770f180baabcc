import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../../stacks/app";
import { parseConfiguration, readSources, type Sources } from "../../stacks/config";
import { PARTITIONS, type Partition } from "../../modules/organization";
import { sandboxEnvironment, Processes, writeCliConfiguration } from "../../tools/terraform";
import { findRequirements } from "../../tools/sandbox/sandbox";
import {
  OPTION_SOURCES,
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
  MINIMAL_ORGANIZATION,
  organizationWithMembers,
} from "../support/configurations";
import { ROOT } from "../support/run";
import { describeWithTerraform } from "./requirements";

jest.setTimeout(1_200_000);

/** A team without any optional key. */
const MINIMAL_TEAM = "team: web\naccount: web\nregion: us-east-1\nrecord: [{ preset: s3-write }]\n";

function sources(organization: string, ...teams: readonly string[]): Sources {
  return {
    organization: { file: "organization.yaml", text: organization },
    teams: teams.map((text, index) => ({ file: `teams/${index}.yaml`, text })),
  };
}

/** What provider 5.100 has, which is the oldest allowed: neither newer providers nor newer selector fields. */
function forOldestProvider(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.includes("awsProvider:") && !line.includes("network-activity-denied"))
    .join("\n");
}

const CONFIGURATIONS: Readonly<Record<string, Sources>> = {
  reference: readSources(join(ROOT, "config")),
  everything: sources(
    forOldestProvider(EVERYTHING_ORGANIZATION),
    EVERYTHING_CENTRAL_TEAM,
    EVERYTHING_OWN_TEAM,
  ),
  minimal: sources(MINIMAL_ORGANIZATION),
  ...Object.fromEntries(
    Object.entries(OPTION_SOURCES).map(([title, each]) => [title.replaceAll(" ", "-"), each]),
  ),
  "minimal-team": sources(organizationWithMembers("web"), MINIMAL_TEAM),
  elsewhere: sources(
    organizationWithMembers("web").replace(
      "archive:\n",
      "archive:\n  region: eu-central-1\n  kmsKeyArn: arn:aws:kms:eu-central-1:333333333333:key/a\n",
    ),
    MINIMAL_TEAM.replace("account: web", "accounts: [web]"),
  ),
};

/** The Regions of the other partitions that stand for those in the texts. */
const REGIONS: Readonly<Record<Partition, Readonly<Record<string, string>>>> = {
  aws: {},
  "aws-us-gov": {
    "us-east-1": "us-gov-west-1",
    "eu-west-1": "us-gov-west-1",
    "eu-central-1": "us-gov-east-1",
  },
  "aws-cn": { "us-east-1": "cn-north-1", "eu-west-1": "cn-north-1", "eu-central-1": "cn-northwest-1" },
  "aws-eusc": {
    "us-east-1": "eusc-de-east-1",
    "eu-west-1": "eusc-de-east-1",
    "eu-central-1": "eusc-de-east-1",
  },
};

function inPartition({ organization, teams, ...documents }: Sources, partition: Partition): Sources {
  const moved = (text: string): string =>
    Object.entries(REGIONS[partition])
      .reduce((result, [from, to]) => result.replaceAll(from, to), text)
      .replaceAll("arn:aws:", `arn:${partition}:`)
      // Where there is one Region, findings of others do not come together.
      .replace(/^ {2}aggregate: \[.*\n/m, (line) => (partition === "aws-eusc" ? "" : line))
      .replace(/^ {2}partition: .*\n/m, "")
      .replace(/^ {2}homeRegion: .*$/m, (line) => `${line}\n  partition: ${partition}`);
  return {
    ...documents,
    organization: { ...organization, text: moved(organization.text) },
    teams: teams.map((team) => ({ ...team, text: moved(team.text) })),
  };
}

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly { readonly summary: string; readonly detail: string }[];
}

/** A backend is the business of whoever is the root; here each stack is a module. */
const IGNORED = "Backend configuration ignored";

describeWithTerraform("terraform validate, with the real provider's schema", () => {
  const processes = new Processes();
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-validate-"));

  afterAll(async () => {
    await processes.stopAll();
    rmSync(folder, { recursive: true });
  });

  /**
   * Validates stacks. Each is a module of one root, so that the schema of the provider, which takes seconds, is read
   * once for all of them.
   */
  async function validate(name: string, stacks: Readonly<Record<string, string>>): Promise<Validation> {
    const root = mkdtempSync(join(folder, `${name}-`));
    const module = Object.fromEntries(Object.entries(stacks).map(([stack, source]) => [stack, { source }]));
    writeFileSync(join(root, "main.tf.json"), JSON.stringify({ module }));
    const quiet = (): void => undefined;
    const found = await findRequirements(
      parseConfiguration(sources(MINIMAL_ORGANIZATION)),
      processes,
      process.env,
      quiet,
    );
    const env = sandboxEnvironment(process.env, {
      TF_CLI_CONFIG_FILE: writeCliConfiguration(root, found.mirror),
    });
    const run = async (...args: readonly string[]) =>
      processes.run({ program: found.terraform.program, args, cwd: root, env });
    const init = await run("init", "-backend=false", "-no-color");
    if (init.code !== 0) throw new Error(init.output);
    return JSON.parse((await run("validate", "-json")).output) as Validation;
  }

  /** Synthesizes all configurations. @returns the folder of each stack */
  function synthesizeAll(partition: Partition): Readonly<Record<string, string>> {
    const stacks = Object.entries(CONFIGURATIONS).flatMap(([name, texts]) => {
      const outdir = join(folder, partition, name);
      mkdirSync(outdir, { recursive: true });
      const { app, stacks } = buildApp(parseConfiguration(inPartition(texts, partition)), { outdir });
      app.synth();
      return stacks.map(
        ({ stackName }) => [`${name}_${stackName}`, join(outdir, "stacks", stackName)] as const,
      );
    });
    return Object.fromEntries(stacks);
  }

  test.each(PARTITIONS)("finds no fault in any stack in partition %s", async (partition) => {
    const stacks = synthesizeAll(partition);
    expect(Object.keys(stacks)).toEqual(
      expect.arrayContaining([
        "reference_team-data",
        "everything_management",
        "minimal_log-archive",
        "minimal-team_team-web",
        "elsewhere_team-web-300000000000",
      ]),
    );
    const { valid, diagnostics } = await validate(partition, stacks);
    const faults = diagnostics.filter(({ summary }) => summary !== IGNORED);
    // Provider 5.100 knows no Region that begins with four letters.
    const isOfRegion =
      /invalid region value|does not match EC2 automation ARN|valid function name or function ARN/;
    expect(faults.filter(({ summary }) => partition !== "aws-eusc" || !isOfRegion.test(summary))).toEqual([]);
    expect(valid).toBe(partition !== "aws-eusc");
  });

  test("finds an attribute that the provider does not have", async () => {
    const stack = join(folder, "faulty");
    const { app } = buildApp(parseConfiguration(sources(MINIMAL_ORGANIZATION)), {
      outdir: stack,
      only: ["management"],
    });
    app.synth();
    const text = JSON.stringify({ resource: { aws_sns_topic: { faulty: { colour: "red" } } } });
    writeFileSync(join(stack, "stacks", "management", "faulty.tf.json"), text);
    const { valid, diagnostics } = await validate("faulty", {
      management: join(stack, "stacks", "management"),
    });
    expect(valid).toBe(false);
    expect(diagnostics.map(({ detail }) => detail).join()).toContain('"colour"');
  });
});
