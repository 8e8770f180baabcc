import {
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  PutBucketLoggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { ClientSettings } from "../../tools/sandbox/accounts";

/**
 * Empties the buckets of an account, before they are destroyed. The product never does, nor lets Terraform do it.
 * First nothing more is delivered: the emulator logs each access at once. And the MFA-delete policies go.
 */
export async function emptyBuckets(settings: ClientSettings): Promise<void> {
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket } of Buckets) {
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
  }
  for (const { Name: Bucket } of Buckets) {
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) continue;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    if (Errors.length > 0) throw new Error(`${String(Bucket)} was not emptied: ${JSON.stringify(Errors[0])}`);
  }
}
