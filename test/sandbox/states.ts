import { GetObjectCommand, HeadObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { setTimeout as sleep } from "node:timers/promises";
import { PIPELINE_CREDENTIALS } from "../../tools/sandbox/accounts";
import type { Sandbox } from "../../tools/sandbox/sandbox";

function client({ endpoint, configuration }: Sandbox): S3Client {
  const { region } = configuration.terraform.state;
  return new S3Client({ endpoint, region, credentials: PIPELINE_CREDENTIALS, forcePathStyle: true });
}

/** A stack's state, as far as tests look into it. */
export interface State {
  readonly serial: number;
  readonly lineage: string;
  readonly resources: readonly { readonly mode: string; readonly type: string; readonly name: string }[];
}

/** The state of a stack in the state bucket. */
export async function stateOf(sandbox: Sandbox, stack: string): Promise<State> {
  const { bucket: Bucket, keyPrefix } = sandbox.configuration.terraform.state;
  const { Body } = await client(sandbox).send(
    new GetObjectCommand({ Bucket, Key: `${keyPrefix}/${stack}.tfstate` }),
  );
  return JSON.parse((await Body?.transformToString()) ?? "") as State;
}

/** Whether an object is in the state bucket. */
export async function isStored(sandbox: Sandbox, Key: string): Promise<boolean> {
  try {
    await client(sandbox).send(
      new HeadObjectCommand({ Bucket: sandbox.configuration.terraform.state.bucket, Key }),
    );
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === "NotFound") return false;
    throw error;
  }
}

/** Whether somebody holds the lock of a stack's state: S3 keeps it beside the state. */
export async function isLocked(sandbox: Sandbox, stack: string): Promise<boolean> {
  return isStored(sandbox, `${sandbox.configuration.terraform.state.keyPrefix}/${stack}.tfstate.tflock`);
}

/** Waits until somebody holds the lock. */
export async function untilLocked(sandbox: Sandbox, stack: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isLocked(sandbox, stack)) return;
    await sleep(100);
  }
  throw new Error(`nobody locked the state of ${stack}`);
}
