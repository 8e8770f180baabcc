import type { BucketName, Region } from "../../../modules/organization";
import type { SoundFiles } from "../draft";
import { accountNamed, type Account } from "../organization/resolve";

/** For what Terraform gets access to an account: to change it, or to read what it would change. */
export const ACCESS_MODES = ["deploy", "plan"] as const;

/** One of them. */
export type AccessMode = (typeof ACCESS_MODES)[number];

export interface TerraformSettings {
  readonly state: {
    readonly bucket: BucketName;
    readonly region: Region;
    /** The account that has it. */
    readonly account: Account;
    readonly keyPrefix: string;
    readonly roleArn?: string;
    readonly kmsKeyArn?: string;
  };
  readonly awsProvider: { readonly atLeast: string; readonly below: string };
  readonly destroyProtection: boolean;
  /** @default "deploy" */
  readonly access?: AccessMode;
}

/** What the file says of Terraform. */
export function terraformSettings(files: SoundFiles): TerraformSettings {
  const { state, awsProvider, destroyProtection } = files.organization.terraform;
  const account = accountNamed(files, state.account);
  return { state: { ...state, region: state.region as Region, account }, awsProvider, destroyProtection };
}
