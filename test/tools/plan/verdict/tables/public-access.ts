import { SENSITIVE, UNKNOWN, type JsonObject } from "../../../../../tools/plan/change";
import { created, destroyed, replaced, updated } from "../plans";
import { LOG_BUCKET, OWNERSHIP, PUBLIC_ACCESS } from "../resources";
import type { Row } from "./row";

const ACL_TYPE = "aws_s3_bucket_acl";

/** An ACL that lets these read. */
const granting = (...grantees: readonly JsonObject[]): JsonObject => ({
  bucket: LOG_BUCKET,
  acl: null,
  access_control_policy: [
    {
      owner: [{ id: "owner" }],
      grant: grantees.map((grantee) => ({ permission: "READ", grantee: [grantee] })),
    },
  ],
});

const PUBLIC_TYPE = "aws_s3_bucket_public_access_block";

/** Who else sees a bucket. */
export const PUBLIC_ACCESS_ROWS: readonly Row[] = [
  {
    rule: "public-access-opened",
    when: "one block is switched off",
    change: updated(PUBLIC_TYPE, PUBLIC_ACCESS, { block_public_policy: false }),
    says: ["the public-access block is weakened (block_public_policy: true → false)"],
  },
  {
    rule: "public-access-opened",
    when: "the block is destroyed",
    change: destroyed(PUBLIC_TYPE, PUBLIC_ACCESS),
    says: ["the public-access block is removed"],
  },
  {
    rule: "public-access-opened",
    when: "ACLs count again",
    change: updated("aws_s3_bucket_ownership_controls", OWNERSHIP, {
      rule: [{ object_ownership: "ObjectWriter" }],
    }),
    says: ['(object_ownership: "BucketOwnerEnforced" → "ObjectWriter")'],
  },
  {
    rule: "public-access-opened",
    when: "an ACL is public",
    change: created("aws_s3_bucket_acl", { bucket: LOG_BUCKET, acl: "public-read" }),
    says: ["an access control list opens the bucket (acl: public-read)"],
  },
  {
    rule: "public-access-opened",
    when: "an ACL lets everybody read by a grant",
    change: created(
      ACL_TYPE,
      granting({ type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" }),
    ),
    says: ['opens the bucket ("READ" for "http://acs.amazonaws.com/groups/global/AllUsers")'],
  },
  {
    rule: "public-access-opened",
    when: "an ACL lets all AWS users read by a grant",
    change: updated(
      ACL_TYPE,
      granting({ type: "CanonicalUser", id: "owner" }),
      granting({ type: "Group", uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }),
    ),
    says: ["AuthenticatedUsers"],
  },
  {
    rule: "public-access-opened",
    when: "an ACL lets a stranger read",
    change: created(ACL_TYPE, granting({ type: "CanonicalUser", id: "stranger" })),
    says: ['"READ" for "stranger"'],
  },
  {
    rule: "public-access-opened",
    when: "an ACL lets somebody read whose address it has",
    change: created(ACL_TYPE, granting({ type: "AmazonCustomerByEmail", email_address: "x@acme.example" })),
    says: ['"READ" for "x@acme.example"'],
  },
  {
    rule: "public-access-opened",
    when: "nobody knows yet whom an ACL lets read",
    change: created(ACL_TYPE, granting({ type: "CanonicalUser", id: UNKNOWN })),
    says: ['"READ" for (known after apply)'],
  },
  {
    rule: "public-access-opened",
    when: "an ACL is hidden",
    change: created(ACL_TYPE, { bucket: LOG_BUCKET, acl: SENSITIVE, access_control_policy: SENSITIVE }),
    says: ["(acl: (sensitive value))", "(access_control_policy: (sensitive value))"],
  },
  {
    rule: "public-access-opened",
    when: "an ACL lets the owner read, and S3 deliver access logs",
    change: created(
      ACL_TYPE,
      granting(
        { type: "CanonicalUser", id: "owner" },
        { type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" },
      ),
    ),
    says: [],
  },
  {
    rule: "public-access-opened",
    when: "an ACL that was public is as public as it was",
    change: updated(ACL_TYPE, { bucket: LOG_BUCKET, acl: "public-read" }, { expected_bucket_owner: "1" }),
    says: [],
  },
  {
    rule: "public-access-opened",
    when: "a public ACL goes to another bucket",
    change: replaced(ACL_TYPE, { bucket: "other", acl: "public-read" }, { bucket: LOG_BUCKET }),
    says: ["(acl: public-read)"],
  },
  {
    rule: "public-access-opened",
    when: "an account's block goes to another account",
    change: replaced(
      "aws_s3_account_public_access_block",
      { ...PUBLIC_ACCESS, bucket: null, account_id: "222222222222" },
      { account_id: "999999999999" },
    ),
    says: ["the public-access block is removed"],
  },
  {
    rule: "public-access-opened",
    when: "an ACL is private",
    change: created("aws_s3_bucket_acl", { bucket: LOG_BUCKET, acl: "private" }),
    says: [],
  },
  {
    rule: "public-access-opened",
    when: "a block is switched on",
    change: updated(PUBLIC_TYPE, { ...PUBLIC_ACCESS, block_public_acls: false }, { block_public_acls: true }),
    says: [],
  },
];
