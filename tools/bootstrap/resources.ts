import {
  policyArn,
  roleArn,
  type AccountId,
  type Partition,
  PolicyName,
  RoleName,
} from "../../modules/organization";
import { type BucketSettings, type IamReader } from "../aws";
import { jsonIn } from "../terraform";

/** The attributes of a resource, by Terraform's names. */
type Values = Readonly<Record<string, unknown>>;

/** Where resources stand, and who asks for them. */
export interface AskedAccount {
  readonly partition: Partition;
  readonly account: AccountId;
  readonly iam: IamReader;
  /** How the state bucket is set up. */
  readonly bucket: () => Promise<BucketSettings | "missing" | "foreign">;
}

/** How AWS is asked for resources of a type. */
interface ResourceKind {
  /** What people call it, together with what belongs to it. */
  readonly title: (values: Values) => string;
  /** Which part of that it is. */
  readonly part: (values: Values) => string;
  /** By what Terraform imports it. */
  readonly id: (values: Values, place: AskedAccount) => string;
  /** Its ARN, where others name it by that. */
  readonly arn?: (values: Values, place: AskedAccount) => string;
  /** What AWS has of the attributes that are compared. @returns undefined where it is not there */
  readonly found: (values: Values, place: AskedAccount) => Promise<Values | undefined>;
}

const text = (values: Values, key: string): string => {
  const value = values[key];
  return typeof value === "string" ? value : "";
};
const ofRole = (values: Values): string => `role ${text(values, "role")}`;
const ofBucket = (values: Values): string => `state bucket ${text(values, "bucket")}`;
const byBucket = (values: Values): string => text(values, "bucket");
const managedPolicyArn = (values: Values, { partition, account }: AskedAccount): string =>
  policyArn(partition, account, PolicyName.of(text(values, "name")));
const providerHost = (values: Values): string => text(values, "url").replace("https://", "");
const providerArn = (values: Values, { partition, account }: AskedAccount): string =>
  `arn:${partition}:iam::${account}:oidc-provider/${providerHost(values)}`;

/** A part of the state bucket. @param of its attributes; undefined where it has none of it */
const bucketPart = (part: string, of: (settings: BucketSettings) => Values | undefined): ResourceKind => ({
  title: ofBucket,
  part: () => part,
  id: byBucket,
  found: async (_, { bucket }) => {
    const settings = await bucket();
    return typeof settings === "string" ? undefined : of(settings);
  },
});

/** Every type of resource that stands before the first deployment. */
export const RESOURCE_KINDS: Readonly<Record<string, ResourceKind>> = {
  aws_iam_role: {
    title: ({ name }) => `role ${String(name)}`,
    part: () => "trust",
    id: (values) => text(values, "name"),
    arn: (values, { partition, account }) => {
      const path = text(values, "path").replace(/^\//, "");
      return roleArn(partition, account, RoleName.of(`${path}${text(values, "name")}`));
    },
    found: async (values, { iam }) => {
      const trust = await iam.roleTrust(text(values, "name"));
      return trust === undefined ? undefined : { assume_role_policy: trust };
    },
  },
  aws_iam_role_policy: {
    title: ofRole,
    part: (values) => `policy ${text(values, "name")}`,
    id: (values) => `${text(values, "role")}:${text(values, "name")}`,
    found: async (values, { iam }) => {
      const policy = await iam.rolePolicy(text(values, "role"), text(values, "name"));
      return policy === undefined ? undefined : { policy };
    },
  },
  aws_iam_policy: {
    title: ({ name }) => `policy ${String(name)}`,
    part: () => "document",
    id: managedPolicyArn,
    arn: managedPolicyArn,
    found: async (values, { iam, ...place }) => {
      const policy = await iam.policy(managedPolicyArn(values, { iam, ...place }));
      return policy === undefined ? undefined : { policy };
    },
  },
  aws_iam_role_policy_attachment: {
    title: ofRole,
    part: (values) => `attachment of ${text(values, "policy_arn").replace(/^.*\//, "")}`,
    id: (values) => `${text(values, "role")}/${text(values, "policy_arn")}`,
    found: async (values, { iam }) => {
      const attached = await iam.attachedPolicies(text(values, "role"));
      return attached.includes(text(values, "policy_arn")) ? {} : undefined;
    },
  },
  aws_iam_openid_connect_provider: {
    title: (values) => `OpenID Connect provider ${providerHost(values)}`,
    part: () => "audiences",
    id: providerArn,
    arn: providerArn,
    found: async (values, { iam, ...place }) => {
      const audiences = await iam.oidcAudiences(providerArn(values, { iam, ...place }));
      return audiences && { client_id_list: audiences };
    },
  },
  aws_s3_bucket: bucketPart("bucket", () => ({})),
  // S3 says of a bucket that never had any that it is disabled, and Terraform imports that.
  aws_s3_bucket_versioning: bucketPart("versioning", ({ versioning }) =>
    versioning === "Disabled" ? undefined : { versioning_configuration: { status: versioning } },
  ),
  aws_s3_bucket_server_side_encryption_configuration: bucketPart("encryption", ({ encryption }) =>
    encryption === undefined
      ? undefined
      : {
          rule: [
            {
              apply_server_side_encryption_by_default: {
                sse_algorithm: encryption.algorithm,
                ...(encryption.keyArn !== undefined && { kms_master_key_id: encryption.keyArn }),
              },
            },
          ],
        },
  ),
  aws_s3_bucket_public_access_block: bucketPart("public access block", ({ publicAccess }) => publicAccess),
  aws_s3_bucket_policy: bucketPart("policy", ({ policy }) => (policy === undefined ? undefined : { policy })),
};

/** A resource that a stack has, as it should be. */
export interface WantedResource {
  readonly address: string;
  readonly kind: ResourceKind;
  readonly values: Values;
}

/** What `terraform` reads of a stack, as far as it is asked for here. */
export interface BootstrapJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** The resources of a stack, with what they take from each other filled in. */
export function wantedResources(
  { resource = {} }: BootstrapJson,
  place: AskedAccount,
): readonly WantedResource[] {
  const valueOf = (type: string, name: string, attribute: string): string => {
    const values = resource[type]?.[name] ?? {};
    return attribute === "arn" ? (RESOURCE_KINDS[type]?.arn?.(values, place) ?? "") : text(values, attribute);
  };
  return Object.entries(resource).flatMap(([type, named]) => {
    const kind = RESOURCE_KINDS[type];
    if (kind === undefined) throw new Error(`orgtrail: bootstrap makes a ${type}, and cannot ask AWS for it`);
    return Object.entries(named).map(([name, values]) => ({
      address: `${type}.${name}`,
      kind,
      values: Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          typeof value === "string" ? filledIn(value, valueOf) : value,
        ]),
      ),
    }));
  });
}

/** `${aws_iam_role.x.name}` */
const REFERENCE = /(?<!\$)\$\{(\w+)\.([\w-]+)\.(\w+)\}/g;

function filledIn(value: string, valueOf: (type: string, name: string, attribute: string) => string): string {
  return value
    .replace(REFERENCE, (_, type: string, name: string, attribute: string) => valueOf(type, name, attribute))
    .replaceAll("$${", () => "${");
}

/** Whether what AWS has is what is wanted, in each attribute that was asked for. */
export function isAsWanted(wanted: Values, found: Values): boolean {
  return Object.entries(found).every(([key, value]) => canonical(wanted[key]) === canonical(value));
}

/** A value as text that is the same for documents that say the same: lists of texts have no order, and one of one is none. */
function canonical(value: unknown): string {
  return JSON.stringify(ordered(typeof value === "string" ? (jsonIn(value) ?? value) : value));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(ordered);
    if (!items.every((item) => typeof item === "string")) return items;
    return items.length === 1 ? items[0] : items.sort();
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
