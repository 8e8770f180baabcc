import {
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  ListBucketsCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { Finder } from "./finder";

async function lockOf(client: S3Client, Bucket: string): Promise<readonly string[]> {
  try {
    const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
    const { Mode, Days } = ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
    return Mode === undefined ? [] : [`object lock ${Mode.toLowerCase()} ${String(Days)} days`];
  } catch (error) {
    // S3's way to say that there is none.
    if (error instanceof S3ServiceException && error.name === "ObjectLockConfigurationNotFoundError")
      return [];
    throw error;
  }
}

/** The buckets of the account. */
export const buckets: Finder = async (settings) => {
  const client = new S3Client({ ...settings, forcePathStyle: true });
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  return Promise.all(
    Buckets.map(async ({ Name = "" }) => {
      const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: Name }));
      const versions = Status === "Enabled" ? ["versions"] : [];
      return { kind: "bucket", name: Name, details: [...versions, ...(await lockOf(client, Name))] };
    }),
  );
};
