import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  DeleteBucketPolicyCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { PolicyDocument } from "../../modules/policy";
import { authorize, type AccessRequest, type RoleSession } from "../../modules/policy-evaluation";
import type { ClientSettings } from "../../tools/sandbox/accounts";
import type { AwsRequest, AwsResponse, Fix } from "../../tools/sandbox/emulator";

/**
 * The emulator asks no policy of a role. This stands before it, and lets a role do what the deployed policies let it do: its
 * own, and those of the bucket and key. What it asks for is kept.
 */

/** What a request asks policies. */
type Asked = Omit<AccessRequest, "principal">;

/** A request that was made, and whether it was let through. */
export interface Answered {
  readonly action: string;
  readonly resource: string;
  readonly isAllowed: boolean;
}

/** The role, the settings with which its account is asked, and what encrypts the objects of buckets. */
export interface ActingRole {
  readonly principal: RoleSession;
  readonly settings: ClientSettings;
  /** The policies of the buckets. */
  readonly bucketPolicies: ReadonlyMap<string, PolicyDocument>;
  /** The ARN of the trail that delivered what is in the buckets. */
  readonly trailArn: string;
}

/** What is deployed, asked once. */
class DeployedPolicies {
  private readonly kept = new Map<string, Promise<unknown>>();

  constructor(private readonly role: ActingRole) {}

  /** The policies of the role. */
  identity(): Promise<readonly PolicyDocument[]> {
    return this.once("role", async () => {
      const iam = new IAMClient(this.role.settings);
      const RoleName = this.role.principal.role;
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      return Promise.all(
        PolicyNames.map(async (PolicyName) => {
          const { PolicyDocument: text } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
          return documentOf(decodeURIComponent(text ?? ""));
        }),
      );
    });
  }

  bucket(bucket: string): PolicyDocument {
    const policy = this.role.bucketPolicies.get(bucket);
    if (policy === undefined) throw new Error(`${bucket} has no policy`);
    return policy;
  }

  /** The key that encrypts what is put into a bucket. */
  keyOf(Bucket: string): Promise<{ readonly arn: string; readonly policy: PolicyDocument }> {
    return this.once(`key of ${Bucket}`, async () => {
      const s3 = new S3Client({ ...this.role.settings, forcePathStyle: true });
      const { ServerSideEncryptionConfiguration: found } = await s3.send(
        new GetBucketEncryptionCommand({ Bucket }),
      );
      const arn = found?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID ?? "";
      const kms = new KMSClient(this.role.settings);
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: "default" }));
      return { arn, policy: documentOf(Policy) };
    });
  }

  private once<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const kept = (this.kept.get(what) ?? ask()) as Promise<T>;
    this.kept.set(what, kept);
    return kept;
  }
}

function documentOf(text: string | undefined): PolicyDocument {
  return JSON.parse(text ?? "{}") as PolicyDocument;
}

/**
 * Takes the policies of the buckets away, so that CloudTrail's place can be taken, and what is tampered with: the emulator denies what
 * a policy denies, whatever its conditions. @returns the policies, by bucket
 */
export async function takeBucketPolicies(
  settings: ClientSettings,
  buckets: Iterable<string>,
): Promise<ReadonlyMap<string, PolicyDocument>> {
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const policies = new Map<string, PolicyDocument>();
  for (const Bucket of buckets) {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    policies.set(Bucket, documentOf(Policy));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  }
  return policies;
}

/** What AWS always sends. */
const ALWAYS = { "aws:SecureTransport": true, "s3:TlsVersion": "1.3" } as const;

/** What a request asks, and the policy of the resource. An object is decrypted, too. @throws where it is no request to list or read */
async function askedOfS3(
  role: ActingRole,
  deployed: DeployedPolicies,
  { method, path }: AwsRequest,
): Promise<readonly (readonly [Asked, PolicyDocument])[]> {
  const { pathname, searchParams: query } = new URL(path, "http://s3");
  const [bucket = "", ...rest] = decodeURIComponent(pathname).slice(1).split("/");
  const key = rest.join("/");
  const arn = `arn:${role.principal.partition}:s3:::${bucket}`;
  const owner = { resourceAccount: role.principal.account };
  const policy = deployed.bucket(bucket);
  if (method === "GET" && key === "" && query.get("list-type") === "2") {
    const context = { ...ALWAYS, "s3:prefix": query.get("prefix") ?? "" };
    return [[{ action: "s3:ListBucket", resource: arn, ...owner, context }, policy]];
  }
  const more = [...query.keys()].filter((name) => name !== "x-id");
  if (method !== "GET" || key === "" || more.length > 0) throw new Error(`${method} ${path} is not known`);
  const kms = await deployed.keyOf(bucket);
  const context = {
    "kms:ViaService": `s3.${role.settings.region}.amazonaws.com`,
    "kms:EncryptionContext:aws:cloudtrail:arn": role.trailArn,
  };
  return [
    [{ action: "s3:GetObject", resource: `${arn}/${key}`, ...owner, context: ALWAYS }, policy],
    [{ action: "kms:Decrypt", resource: kms.arn, ...owner, context }, kms.policy],
  ];
}

function denied(service: string, what: string): AwsResponse {
  const message = `User is not authorized to perform ${what}`;
  return service === "s3"
    ? {
        status: 403,
        headers: { "content-type": "application/xml" },
        body: Buffer.from(`<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`),
      }
    : {
        status: 400,
        headers: { "content-type": "application/x-amz-json-1.1" },
        body: Buffer.from(JSON.stringify({ __type: "AccessDeniedException", message })),
      };
}

/** Lets through what the policies allow when it is made. @param seen gets every request */
export function actingAs(role: ActingRole, seen: Answered[]): Fix {
  const deployed = new DeployedPolicies(role);
  return {
    concerns: () => true,
    answer: async (request, { service, name }, next) => {
      const [of = ""] = service.toLowerCase().split("_");
      const asked: readonly (readonly [Asked, PolicyDocument?])[] =
        service === "s3"
          ? await askedOfS3(role, deployed, request)
          : [[{ action: `${of}:${name}`, resource: "*" }]];
      const identity = await deployed.identity();
      for (const [ask, resource] of asked) {
        const policies = { identity, ...(resource !== undefined && { resource }) };
        const isAllowed = authorize({ principal: role.principal, ...ask }, policies).verdict === "allowed";
        seen.push({ action: ask.action, resource: ask.resource, isAllowed });
        if (!isAllowed) return denied(service, ask.action);
      }
      return next(request);
    },
  };
}
