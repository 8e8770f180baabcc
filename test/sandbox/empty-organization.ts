import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeOrganization } from "../../tools/sandbox/landing-zone";
import { startSandbox, type Sandbox } from "../../tools/sandbox/sandbox";
import type { Running } from "../../tools/terraform";
import { packProgram } from "../publishing/support/packed-library";
import { WITHOUT_MANAGED_POLICIES } from "./requirements";

/** The management account, and seven members. */
export const EIGHT_ACCOUNTS = `
organization:
  name: acme
  id: o-a1b2c3d4e5
  homeRegion: eu-west-1
  accounts:
    management: { id: "111111111111" }
    logArchive: { id: "222222222222" }
    security: { id: "333333333333" }
    members:
      payments: { id: "444444444444" }
      data: { id: "555555555555" }
      platform: { id: "666666666666" }
      web: { id: "777777777777" }
      mobile: { id: "888888888888", deployRole: ops/Deployer }
  deployRole: OrgTrailDeploy
  planRole: OrgTrailPlan
  permissionsBoundary: acme-pipeline-deploy-boundary
terraform:
  state: { bucket: acme-terraform-state, region: eu-central-1 }
pipeline: { kind: github, repository: acme/audit, environments: [production] }
archive:
  immutability: { kind: mfa-delete }
guardrails: { targets: [ou-ab12-34cd56ef], breakGlass: ["arn:aws:iam::*:role/BreakGlass"] }
securityHub: {}
`;

/** An organization in which nothing is, and an administrator of its management account. */
export interface EmptyOrganization {
  readonly sandbox: Sandbox;
  /** Starts a command of `orgtrail`, as it is published, as the administrator. @param onLine hears of each line that it prints */
  readonly start: (args: readonly string[], onLine?: (line: string) => void) => Running;
  readonly stop: () => Promise<void>;
}

/** Makes one. Stop it, whatever becomes of it. */
export async function startEmptyOrganization(organization = EIGHT_ACCOUNTS): Promise<EmptyOrganization> {
  const config = mkdtempSync(join(tmpdir(), "orgtrail-config-"));
  mkdirSync(join(config, "teams"));
  writeFileSync(join(config, "organization.yaml"), organization);
  const program = join((await packProgram()).unpacked, "orgtrail.cjs");
  const starting = startSandbox({
    config,
    env: WITHOUT_MANAGED_POLICIES,
    progress: () => undefined,
    prepare: makeOrganization,
  });
  const stop = async (): Promise<void> => {
    await starting.stop();
    rmSync(config, { recursive: true });
  };
  try {
    const sandbox = await starting.ready;
    const { credentials } = await sandbox.clientSettings("111111111111");
    const env = {
      ...sandbox.env,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken ?? "",
      ORGTRAIL_CONFIG: config,
    };
    const start: EmptyOrganization["start"] = (args, onLine) =>
      sandbox.processes.start({
        program: process.execPath,
        args: [program, ...args],
        env,
        ...(onLine && { onLine }),
      });
    return { sandbox, start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
