import { awsSentence, denialsIn, errorCode } from "../../../tools/aws";
import { rememberAsked } from "../../../tools/aws/errors";

/** An error as the SDK makes it of what AWS answered. */
function answered(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 403 } });
}

function denied(message: string, service: string, operation: string, role?: string): string {
  const error = answered("AccessDenied", message);
  rememberAsked(error, { service, operation, ...(role !== undefined && { role }) });
  return awsSentence(error);
}

const ME = "arn:aws:sts::111111111111:assumed-role/Admin/me";
const ROLE = "arn:aws:iam::444444444444:role/OrganizationAccountAccessRole";

describe("what AWS denies", () => {
  test.each([
    [
      "in AWS's words, with who can allow it",
      denied(
        `User: ${ME} is not authorized to perform: iam:GetRole on resource: role OrgTrailPlan`,
        "IAM",
        "GetRole",
      ),
      `AWS denies it: User: ${ME} is not authorized to perform: iam:GetRole on resource: role OrgTrailPlan. Let an administrator of 111111111111 allow ${ME} iam:GetRole`,
    ],
    [
      "of another action than was called",
      denied(
        `User: ${ME} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:222222222222:key/1`,
        "S3",
        "GetObject",
      ),
      `AWS denies it: User: ${ME} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:222222222222:key/1. Let an administrator of 111111111111 allow ${ME} kms:Decrypt`,
    ],
    [
      "with the action, which S3 calls otherwise, and the role that asked, where AWS says neither",
      denied("Access Denied", "S3", "ListBuckets", ROLE),
      `AWS denies it: s3:ListAllMyBuckets by ${ROLE}: Access Denied. Let an administrator of 444444444444 allow ${ROLE} s3:ListAllMyBuckets`,
    ],
    [
      "and that the other account has to trust who takes its role",
      denied(
        `User: ${ME} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
        "STS",
        "AssumeRole",
      ),
      `AWS denies it: User: ${ME} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}. Let an administrator of 444444444444 see to it that the role is there and trusts ${ME}, and an administrator of 111111111111 allow ${ME} sts:AssumeRole; or name another role with --role`,
    ],
    [
      "by a policy of the organization, which nobody in the account can change",
      denied(
        `User: ${ME} is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::states" with an explicit deny in a service control policy`,
        ...(["S3", "GetBucketPolicy"] as const),
      ),
      `AWS denies it: User: ${ME} is not authorized to perform: s3:GetBucketPolicy on resource: "arn:aws:s3:::states" with an explicit deny in a service control policy. Who manages the organization's policies has to except ${ME} from that service control policy; orgtrail's guardrails do so by breakGlass`,
    ],
  ])("is told %s", (_, sentence, expected) => {
    expect(sentence).toBe(expected);
  });

  test("is of the role that was asked for first, and not of who needs it", () => {
    const error = answered("AccessDenied", "no");
    rememberAsked(error, { service: "STS", operation: "AssumeRole" });
    rememberAsked(error, { service: "IAM", operation: "GetRole", role: ROLE });
    expect(awsSentence(error)).toContain("sts:AssumeRole by whoever is signed in");
  });
});

test("what another program was denied is told once, with who can allow it", () => {
  const output = [
    "│ Error: creating IAM Role (OrgTrailPlan): operation error IAM: CreateRole, api error AccessDenied: User:",
    `│ ${ME} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111111111111:role/OrgTrailPlan with an explicit`,
    "│ deny in a service control policy",
    `Error: User: ${ME} is not authorized to perform: s3:CreateBucket because no identity-based policy allows it`,
  ].join("\n");
  expect(denialsIn(`${output}\n${output}`)).toEqual([
    `iam:CreateRole: Who manages the organization's policies has to except ${ME} from that service control policy; orgtrail's guardrails do so by breakGlass`,
    `s3:CreateBucket: Let an administrator of 111111111111 allow ${ME} s3:CreateBucket`,
  ]);
});

test("credentials of another partition are told with the Region", () => {
  expect(awsSentence(answered("InvalidClientTokenId", "The security token is invalid"))).toContain(
    "or name a Region of their partition",
  );
});

describe("an error of the system", () => {
  const refused = (code: string, more: object): Error =>
    Object.assign(new Error(`${code}: refused`), { code, ...more });

  test.each([
    ["of a disk that is full", refused("ENOSPC", { syscall: "write" })],
    ["of a file that may not be read", refused("EACCES", { syscall: "open", path: "/x" })],
  ])("%s is none of AWS", (_, error) => {
    expect(errorCode(error)).toBeUndefined();
    expect(() => awsSentence(error)).toThrow(error);
  });

  test.each([
    refused("ECONNREFUSED", { syscall: "connect", address: "127.0.0.1", port: 9 }),
    refused("EACCES", { syscall: "connect", address: "127.0.0.1", port: 9 }),
    refused("ENOTFOUND", { syscall: "getaddrinfo", hostname: "s3.amazonaws.com" }),
    refused("ECONNRESET", { syscall: "read" }),
    refused("EPIPE", { syscall: "write" }),
  ])("of a connection says that AWS was not reached: %s", (error) => {
    expect(awsSentence(error)).toBe(
      `AWS was not reached: ${error.message}; look at the network, or the proxy`,
    );
  });
});
