import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** CloudTrail's files have up to 50 MB of text; busy accounts have files of this many events. */
const EVENTS_A_FILE = 2_000;
const LEVEL = 1;

/** What was written. */
export interface Logs {
  readonly folder: string;
  readonly events: number;
  /** Of log text, before compression. */
  readonly bytes: number;
}

/** Writes made-up log files: management and data events of the reference organization's accounts, the same each time. */
export function writeLogs(folder: string, events: number, compressed: boolean): Logs {
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (let first = 0; first < events; first += EVENTS_A_FILE) {
    const count = Math.min(EVENTS_A_FILE, events - first);
    const text = JSON.stringify({
      Records: Array.from({ length: count }, (_, index) => event(first + index)),
    });
    bytes += Buffer.byteLength(text);
    const name = `${String(first).padStart(9, "0")}.json${compressed ? ".gz" : ""}`;
    writeFileSync(join(folder, name), compressed ? gzipSync(text, { level: LEVEL }) : text);
  }
  return { folder, events, bytes };
}

const ACCOUNTS = ["111111111111", "444444444444", "555555555555", "666666666666", "777777777777"];
const REGIONS = ["us-east-1", "eu-west-1", "eu-west-1", "ap-southeast-2"];
const MANAGEMENT = [
  ["ec2", "DescribeInstances"],
  ["kms", "Decrypt"],
  ["sts", "AssumeRole"],
  ["iam", "GetUser"],
  ["ssm", "GetParameter"],
  ["logs", "CreateLogStream"],
  ["ec2", "RunInstances"],
] as const;
const OBJECTS = ["GetObject", "PutObject", "HeadObject", "DeleteObject"];
const BUCKETS = ["acme-payments-ledger", "acme-lake-raw", "acme-platform-artifacts", "acme-website"];

/** Seven of ten are management events, two calls on objects, one an invocation. Each has the size of a real one. */
function event(number: number): object {
  const mixed = mix(number);
  const account = pick(ACCOUNTS, mixed);
  const region = pick(REGIONS, mixed >>> 4);
  const kind = number % 10;
  if (kind < 7) return { ...common(mixed, account, region), ...management(mixed) };
  return {
    ...common(mixed, account, region),
    ...(kind < 9 ? onObject(mixed) : invocation(mixed, account, region)),
  };
}

function common(mixed: number, account: string, region: string): object {
  const id = mixed.toString(16).padStart(8, "0");
  const second = String(mixed % 60).padStart(2, "0");
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: "AssumedRole",
      principalId: `AROA${id.toUpperCase()}EXAMPLE:session-${id}`,
      arn: `arn:aws:sts::${account}:assumed-role/Application-${mixed % 50}/session-${id}`,
      accountId: account,
      accessKeyId: `ASIA${id.toUpperCase()}EXAMPLE`,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: `AROA${id.toUpperCase()}EXAMPLE`,
          arn: `arn:aws:iam::${account}:role/Application-${mixed % 50}`,
          accountId: account,
          userName: `Application-${mixed % 50}`,
        },
        attributes: { creationDate: `2026-11-01T10:00:${second}Z`, mfaAuthenticated: "false" },
      },
    },
    eventTime: `2026-11-0${1 + (mixed % 9)}T10:${second}:00Z`,
    awsRegion: region,
    sourceIPAddress: `203.0.113.${mixed % 256}`,
    userAgent:
      "aws-sdk-java/2.54.14 Linux/6.1 OpenJDK_64-Bit_Server_VM/21 md/internal io/sync cfg/retry-mode/standard",
    requestID: `${id}-0000-4000-8000-${id}0000`,
    eventID: `${id}-1111-4111-8111-${id}1111`,
    eventType: "AwsApiCall",
    recipientAccountId: account,
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: "example",
    },
  };
}

function management(mixed: number): object {
  const [service, eventName] = pick(MANAGEMENT, mixed >>> 8);
  return {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    requestParameters: {
      filterSet: { items: [{ name: "tag:Name", valueSet: { items: [{ value: "web" }] } }] },
    },
    responseElements: null,
    readOnly: !eventName.startsWith("Run") && !eventName.startsWith("Create"),
    managementEvent: true,
    eventCategory: "Management",
  };
}

function onObject(mixed: number): object {
  const [bucket, eventName] = [pick(BUCKETS, mixed >>> 8), pick(OBJECTS, mixed >>> 12)];
  const key = `year=2026/month=11/part-${mixed}.parquet`;
  return {
    eventSource: "s3.amazonaws.com",
    eventName,
    requestParameters: { bucketName: bucket, Host: `${bucket}.s3.amazonaws.com`, key },
    responseElements: null,
    additionalEventData: {
      SignatureVersion: "SigV4",
      bytesTransferredIn: 0,
      bytesTransferredOut: mixed % 1e6,
    },
    readOnly: eventName !== "PutObject" && eventName !== "DeleteObject",
    resources: [
      { type: "AWS::S3::Object", ARN: `arn:aws:s3:::${bucket}/${key}` },
      { accountId: "444444444444", type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucket}` },
    ],
    managementEvent: false,
    eventCategory: "Data",
  };
}

function invocation(mixed: number, account: string, region: string): object {
  const arn = `arn:aws:lambda:${region}:${account}:function:work-${mixed % 100}`;
  return {
    eventSource: "lambda.amazonaws.com",
    eventName: "Invoke",
    requestParameters: { functionName: arn, invocationType: "RequestResponse" },
    responseElements: null,
    readOnly: false,
    resources: [{ accountId: account, type: "AWS::Lambda::Function", ARN: arn }],
    managementEvent: false,
    eventCategory: "Data",
  };
}

/** A number that looks random, the same for the same input. */
function mix(number: number): number {
  let mixed = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T;
}
