import { configBucketPolicy } from "../../../modules/policy";
import {
  accountRoot,
  anonymous,
  FULL_AWS_ACCESS,
  iamUser,
  roleSession,
  servicePrincipal,
  type ContextValue,
  type Policies,
  type RequestPrincipal,
} from "../../../modules/policy-evaluation";
import { CONFIG_BUCKET, LOG_ARCHIVE, MANAGEMENT } from "./config-fixtures";
import type { PolicyRow, PolicyTable } from "./mutations-tables";

type Context = Readonly<Record<string, ContextValue>>;

const config = servicePrincipal("config.amazonaws.com");
const otherService = servicePrincipal("ssm.amazonaws.com");
const serviceRole = roleSession({
  account: LOG_ARCHIVE,
  role: "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
  session: "config",
});
const deployer = roleSession({ account: LOG_ARCHIVE, role: "Deploy", session: "terraform" });
const operator = iamUser({ account: LOG_ARCHIVE, user: "oscar" });
const root = accountRoot({ account: LOG_ARCHIVE });
const stranger = iamUser({ account: "999999999999", user: "mallory" });

const TLS: Context = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.2" };
const PLAIN: Context = { "aws:SecureTransport": "false" };
const OLD_TLS: Context = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.1" };
const MFA: Context = { ...TLS, "aws:MultiFactorAuthAge": "120" };
const OLD_MFA: Context = { ...TLS, "aws:MultiFactorAuthAge": "3601" };
const from = (account: string): Context => ({ ...TLS, "aws:SourceAccount": account });
const FULL_CONTROL: Context = { "s3:x-amz-acl": "bucket-owner-full-control" };
const delivered = (account: string): Context => ({ ...from(account), ...FULL_CONTROL });

const BUCKET_ARN = `arn:aws:s3:::${CONFIG_BUCKET}`;
const file = (account: string): string => `${BUCKET_ARN}/AWSLogs/${account}/Config/us-east-1/history.json.gz`;
const FILE = file(LOG_ARCHIVE);

type Row = readonly [
  name: string,
  principal: RequestPrincipal,
  action: string,
  resource: string,
  context: Context,
  allowed: boolean,
];

/** All may do everything as far as their own policies go: the bucket's keeps them out. */
function ownPolicies(principal: RequestPrincipal): Policies {
  return "account" in principal ? { identity: [FULL_AWS_ACCESS] } : {};
}

function rowOf([name, principal, action, resource, context, allowed]: Row): PolicyRow {
  return {
    name,
    request: { principal, action, resource, resourceAccount: LOG_ARCHIVE, context },
    beside: ownPolicies(principal),
    allowed,
  };
}

const DELIVERY: readonly Row[] = [
  ["AWS Config looks for the bucket", config, "s3:ListBucket", BUCKET_ARN, from(MANAGEMENT), true],
  ["AWS Config asks for its ACL", config, "s3:GetBucketAcl", BUCKET_ARN, from(LOG_ARCHIVE), true],
  ["AWS Config reads its policy", config, "s3:GetBucketPolicy", BUCKET_ARN, from(MANAGEMENT), false],
  ["AWS Config delivers", config, "s3:PutObject", file(MANAGEMENT), delivered(MANAGEMENT), true],
  [
    "AWS Config delivers for the bucket's account",
    config,
    "s3:PutObject",
    FILE,
    delivered(LOG_ARCHIVE),
    true,
  ],
  ["AWS Config keeps the file its own", config, "s3:PutObject", file(MANAGEMENT), from(MANAGEMENT), false],
  ["AWS Config opens a file", config, "s3:PutObjectAcl", file(MANAGEMENT), delivered(MANAGEMENT), false],
  [
    "AWS Config of an account without a recorder",
    config,
    "s3:PutObject",
    file("444444444444"),
    delivered("444444444444"),
    false,
  ],
  [
    "AWS Config of a stranger, to the folder of an account",
    config,
    "s3:PutObject",
    file(MANAGEMENT),
    delivered("999999999999"),
    false,
  ],
  ["AWS Config of a stranger", config, "s3:ListBucket", BUCKET_ARN, from("999999999999"), false],
  [
    "AWS Config to a folder that is none of its own",
    config,
    "s3:PutObject",
    `${BUCKET_ARN}/elsewhere`,
    delivered(MANAGEMENT),
    false,
  ],
  ["AWS Config reads", config, "s3:GetObject", file(MANAGEMENT), from(MANAGEMENT), false],
  [
    "another service looks for the bucket",
    otherService,
    "s3:ListBucket",
    BUCKET_ARN,
    from(MANAGEMENT),
    false,
  ],
  ["another service delivers", otherService, "s3:PutObject", file(MANAGEMENT), delivered(MANAGEMENT), false],
];

/** What is not delivered is not in the bucket. */
const FORGERY: readonly Row[] = [
  // It records, and the service delivers.
  [
    "AWS Config's service-linked role writes",
    serviceRole,
    "s3:PutObject",
    FILE,
    { ...TLS, ...FULL_CONTROL },
    false,
  ],
  ["whoever deploys forges a file", deployer, "s3:PutObject", FILE, TLS, false],
  ["whoever deploys forges a file with MFA", deployer, "s3:PutObject", FILE, MFA, false],
  ["whoever deploys opens a file", deployer, "s3:PutObjectAcl", FILE, TLS, false],
  ["whoever deploys opens a version of a file", deployer, "s3:PutObjectVersionAcl", FILE, TLS, false],
  ["whoever deploys replicates a file into it", deployer, "s3:ReplicateObject", FILE, TLS, false],
  ["a stranger forges a file", stranger, "s3:PutObject", FILE, TLS, false],
  ["nobody known forges a file", anonymous(), "s3:PutObject", FILE, TLS, false],
  ["whoever deploys reads a file", deployer, "s3:GetObject", FILE, TLS, true],
  ["a stranger reads", stranger, "s3:GetObject", FILE, TLS, false],
];

const DELETE_FILE = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:ReplicateDelete",
];

const DELETION: readonly Row[] = [
  ...DELETE_FILE.flatMap((action): readonly Row[] => [
    [`somebody without MFA: ${action}`, operator, action, FILE, TLS, false],
    [`somebody with MFA: ${action}`, operator, action, FILE, MFA, true],
  ]),
  ["somebody whose MFA is too old deletes a file", operator, "s3:DeleteObject", FILE, OLD_MFA, false],
  ["somebody without MFA deletes the bucket", operator, "s3:DeleteBucket", BUCKET_ARN, TLS, false],
  ["somebody with MFA deletes the bucket", operator, "s3:DeleteBucket", BUCKET_ARN, MFA, true],
  ["AWS Config's service-linked role deletes", serviceRole, "s3:DeleteObject", FILE, TLS, false],
  ["the root user without MFA deletes a file", root, "s3:DeleteObject", FILE, TLS, false],
];

const RECONFIGURE = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketLogging",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketRequestPayment",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
];

const CONFIGURATION: readonly Row[] = [
  ...RECONFIGURE.flatMap((action): readonly Row[] => [
    [`somebody without MFA: ${action}`, operator, action, BUCKET_ARN, TLS, false],
    [`somebody with MFA: ${action}`, operator, action, BUCKET_ARN, MFA, true],
    [`whoever deploys: ${action}`, deployer, action, BUCKET_ARN, TLS, true],
  ]),
  ["somebody whose MFA is too old changes it", operator, "s3:PutBucketPolicy", BUCKET_ARN, OLD_MFA, false],
  ["the root user enables MFA delete", root, "s3:PutBucketVersioning", BUCKET_ARN, TLS, true],
  ["somebody reads the bucket's settings", operator, "s3:GetBucketVersioning", BUCKET_ARN, TLS, true],
];

const TRANSPORT: readonly Row[] = [
  [
    "AWS Config over plain HTTP",
    config,
    "s3:PutObject",
    file(MANAGEMENT),
    { ...delivered(MANAGEMENT), ...PLAIN },
    false,
  ],
  [
    "AWS Config inside AWS's network, which tells no version of TLS",
    config,
    "s3:PutObject",
    file(MANAGEMENT),
    { "aws:SecureTransport": "true", "aws:SourceAccount": MANAGEMENT, ...FULL_CONTROL },
    true,
  ],
  ["a file over plain HTTP", operator, "s3:GetObject", FILE, PLAIN, false],
  ["the bucket over plain HTTP", operator, "s3:ListBucket", BUCKET_ARN, PLAIN, false],
  ["a file over TLS 1.1", operator, "s3:GetObject", FILE, OLD_TLS, false],
  ["the bucket over TLS 1.1", operator, "s3:ListBucket", BUCKET_ARN, OLD_TLS, false],
  ["the bucket over TLS 1.2", operator, "s3:ListBucket", BUCKET_ARN, TLS, true],
];

const EVERYWHERE = [...DELIVERY, ...FORGERY, ...DELETION, ...CONFIGURATION, ...TRANSPORT];

const PROPS = {
  partition: "aws",
  account: LOG_ARCHIVE,
  bucket: CONFIG_BUCKET,
  recorders: [MANAGEMENT, LOG_ARCHIVE],
  administrators: [`arn:aws:iam::${LOG_ARCHIVE}:role/Deploy`],
  minimumTlsVersion: "1.2",
} as const;

/** The bucket to which AWS Config delivers. */
export const CONFIG_BUCKET_TABLES: readonly PolicyTable[] = [
  {
    kind: "config bucket",
    name: "config bucket",
    document: configBucketPolicy(PROPS),
    attachedTo: "the resource",
    rows: [
      ...EVERYWHERE,
      ["whoever deploys deletes a file", deployer, "s3:DeleteObject", FILE, TLS, false] as const,
      ["whoever deploys deletes the bucket", deployer, "s3:DeleteBucket", BUCKET_ARN, TLS, false] as const,
    ].map(rowOf),
  },
  {
    kind: "config bucket",
    name: "config bucket to be destroyed",
    document: configBucketPolicy({ ...PROPS, destroyable: true }),
    attachedTo: "the resource",
    rows: [
      ...EVERYWHERE,
      ["whoever deploys deletes a file", deployer, "s3:DeleteObject", FILE, TLS, true] as const,
      ["whoever deploys deletes the bucket", deployer, "s3:DeleteBucket", BUCKET_ARN, TLS, true] as const,
    ].map(rowOf),
  },
];
