import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deploy, synthesizeStacks, type DeployedStack } from "../../tools/sandbox/deployment";
import { type Sandbox, startSandbox } from "../../tools/sandbox/sandbox";
import type { DeployableStack } from "../../tools/sandbox/stack-graph";
import { applyWithTerraform, stackNamed } from "./terraform-runs";
import { WITHOUT_MANAGED_POLICIES } from "./requirements";

/** An organization in a sandbox of its own, there while the tests of a suite run. */
export interface DeployedOrganization {
  readonly sandbox: () => Sandbox;
  readonly stacks: () => readonly DeployableStack[];
  /** The stacks in the order in which they were deployed. */
  readonly deployed: () => readonly DeployedStack[];
  /** The folder of a stack's Terraform JSON. */
  readonly folderOf: (stack: string) => string;
}

/** What an organization has beside organization.yaml. */
export interface OrganizationParts {
  /** Makes what must stand before. @default - nothing */
  readonly prepare?: (sandbox: Sandbox) => Promise<void>;
  /** The texts of teams' files, by their names. @default - there is no team */
  readonly teams?: Readonly<Record<string, string>>;
}

/**
 * Deploys an organization before the tests of the suite that calls it, and puts everything away after them.
 * @param organization the text of organization.yaml
 */
export function deployedOrganization(
  organization: string,
  { prepare, teams = {} }: OrganizationParts = {},
): DeployedOrganization {
  const begun: { config?: string; stop?: () => Promise<void>; sandbox?: Sandbox } = {};
  let stacks: readonly DeployableStack[] = [];
  let deployed: readonly DeployedStack[] = [];

  beforeAll(async () => {
    const config = mkdtempSync(join(tmpdir(), "orgtrail-config-"));
    begun.config = config;
    writeFileSync(join(config, "organization.yaml"), organization);
    mkdirSync(join(config, "teams"));
    for (const [file, text] of Object.entries(teams)) writeFileSync(join(config, "teams", file), text);
    const starting = startSandbox({ config, env: WITHOUT_MANAGED_POLICIES, progress: () => undefined });
    begun.stop = starting.stop;
    begun.sandbox = await starting.ready;
    await prepare?.(begun.sandbox);
    const outdir = join(begun.sandbox.folder, "cdktf.out");
    stacks = await synthesizeStacks(begun.sandbox, config, outdir);
    deployed = await deploy(begun.sandbox, stacks, outdir, () => undefined, applyWithTerraform);
  });

  afterAll(async () => {
    await begun.stop?.();
    if (begun.config !== undefined) rmSync(begun.config, { recursive: true });
  });

  return {
    sandbox: () => {
      if (begun.sandbox === undefined) throw new Error("the sandbox did not start");
      return begun.sandbox;
    },
    stacks: () => stacks,
    deployed: () => deployed,
    folderOf: (stack) => stackNamed(stacks, stack).folder,
  };
}
