import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Account, Configuration } from "../../stacks/config";

/** What an AWS SDK client needs to speak to the sandbox as an account. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** The credentials with which a pipeline starts; from there it assumes the role of each account. */
export const PIPELINE_CREDENTIALS = { accessKeyId: "sandbox", secretAccessKey: "sandbox" } as const;

/** All accounts that the configuration names, the management account first, each once. */
export function accountsOf({ accounts, pipeline, teams }: Configuration): readonly Account[] {
  const { management, logArchive, security } = accounts;
  const all = [
    management,
    logArchive,
    ...(security === undefined ? [] : [security]),
    ...teams.map(({ account }) => account),
    ...(pipeline?.accounts ?? []),
  ];
  return [...new Map(all.map((account) => [account.id, account])).values()];
}

/** The Regions that the configuration deploys to. */
export function deployedRegions({ archive, homeRegion, teams }: Configuration): readonly string[] {
  return [...new Set([homeRegion, archive.region, ...teams.map(({ identity }) => identity.homeRegion)])];
}

/** The emulator gives a session in the role's account to whoever asks, as long as the role has some name. */
const ANY_ROLE = "OrgTrailSandbox";

/** The ARN of the role under which the sandbox itself acts in the account. */
export function sandboxRoleArn({ partition }: Configuration, account: string): string {
  return `arn:${partition}:iam::${account}:role/${ANY_ROLE}`;
}

/** What a client needs to act in the account. */
export async function clientSettings(
  endpoint: string,
  configuration: Configuration,
  account: string,
  region: string,
): Promise<ClientSettings> {
  const sts = new STSClient({ endpoint, region, credentials: PIPELINE_CREDENTIALS });
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({ RoleArn: sandboxRoleArn(configuration, account), RoleSessionName: "sandbox" }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = session ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    throw new Error(`the emulator gave no credentials for account ${account}`);
  }
  return {
    endpoint,
    region,
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    },
  };
}
