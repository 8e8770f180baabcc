import { s3Client } from "./buckets";
import type { AwsSettings } from "./clients";
import { foundOr } from "./errors";

/** How a bucket is set up. */
export interface BucketSettings {
  readonly region: string;
  readonly versioning: string;
  /** @default - none that S3 tells of */
  readonly encryption?: { readonly algorithm: string; readonly keyArn?: string };
  /** The four blocks of public access, by the names that Terraform has for them. @default - none is set */
  readonly publicAccess?: Readonly<Record<string, boolean>>;
  /** @default - it has no policy */
  readonly policy?: string;
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * How a bucket of the account is set up. S3 tells of a bucket by name, whoever has it, so that the account's own list decides.
 * @returns "missing" where nobody has it, "foreign" where another account has it
 */
export async function bucketSettings(
  settings: AwsSettings,
  Bucket: string,
): Promise<BucketSettings | "missing" | "foreign"> {
  const {
    GetBucketEncryptionCommand,
    GetBucketLocationCommand,
    GetBucketPolicyCommand,
    GetBucketTaggingCommand,
    GetBucketVersioningCommand,
    GetPublicAccessBlockCommand,
    HeadBucketCommand,
    paginateListBuckets,
  } = await import("@aws-sdk/client-s3");
  const s3 = await s3Client(settings);
  let isOwn = false;
  for await (const { Buckets = [] } of paginateListBuckets({ client: s3 }, { Prefix: Bucket }))
    isOwn ||= Buckets.some(({ Name }) => Name === Bucket);
  if (!isOwn) {
    const isThere = await foundOr(false, ["NotFound", "NoSuchBucket"], async () => {
      await s3.send(new HeadBucketCommand({ Bucket }));
      return true;
    }).catch((error: unknown) => {
      // Another account's bucket may answer anything else: it denies, or it is elsewhere.
      if (error instanceof Error && ["403", "301", "Forbidden", "PermanentRedirect"].includes(error.name))
        return true;
      throw error;
    });
    return isThere ? "foreign" : "missing";
  }
  const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const encryption = await foundOr(undefined, ["ServerSideEncryptionConfigurationNotFoundError"], () =>
    s3.send(new GetBucketEncryptionCommand({ Bucket })),
  );
  const access = await foundOr(undefined, ["NoSuchPublicAccessBlockConfiguration"], () =>
    s3.send(new GetPublicAccessBlockCommand({ Bucket })),
  );
  const policy = await foundOr(undefined, ["NoSuchBucketPolicy"], () =>
    s3.send(new GetBucketPolicyCommand({ Bucket })),
  );
  const { TagSet = [] } =
    (await foundOr(undefined, ["NoSuchTagSet"], () => s3.send(new GetBucketTaggingCommand({ Bucket })))) ??
    {};
  const { SSEAlgorithm, KMSMasterKeyID } =
    encryption?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault ?? {};
  const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } =
    access?.PublicAccessBlockConfiguration ?? {};
  return {
    // S3's oldest Region has no name there.
    region: LocationConstraint ?? "us-east-1",
    versioning: Status ?? "Disabled",
    ...(SSEAlgorithm !== undefined && {
      encryption: {
        algorithm: SSEAlgorithm,
        ...(KMSMasterKeyID !== undefined && { keyArn: KMSMasterKeyID }),
      },
    }),
    ...(access && {
      publicAccess: {
        block_public_acls: BlockPublicAcls ?? false,
        block_public_policy: BlockPublicPolicy ?? false,
        ignore_public_acls: IgnorePublicAcls ?? false,
        restrict_public_buckets: RestrictPublicBuckets ?? false,
      },
    }),
    tags: new Map(TagSet.map(({ Key = "", Value = "" }) => [Key, Value])),
    ...(policy?.Policy !== undefined && { policy: policy.Policy }),
  };
}
