import { assertNoProblems, ofProperty, type Problem } from "../validation";

declare const brand: unique symbol;

/** A string of a kind of its own: a bucket name is no account id, and the compiler knows. */
type Branded<Brand extends string> = string & { readonly [brand]: Brand };

/** The 12 digits of an AWS account. */
export type AccountId = Branded<"AccountId">;
/** The id of an AWS organization: `o-` and 10 to 32 lower-case letters or digits. */
export type OrganizationId = Branded<"OrganizationId">;
/** The word that starts the name of everything orgtrail makes. */
export type NamePrefix = Branded<"NamePrefix">;
/** A team: the key of its configuration, its stack and its trail. */
export type TeamName = Branded<"TeamName">;
export type ConsumerName = Branded<"ConsumerName">;
/** The name of a CloudTrail trail. */
export type TrailName = Branded<"TrailName">;
/** The name of an S3 general purpose bucket. */
export type BucketName = Branded<"BucketName">;
/** What CloudTrail puts before `AWSLogs/` in the key of each log file. */
export type LogPrefix = Branded<"LogPrefix">;
/** What starts the key of each Terraform state. */
export type StateKeyPrefix = Branded<"StateKeyPrefix">;
/** The name of an IAM role, with its path where it has one: `ops/OrgTrailDeploy`. */
export type RoleName = Branded<"RoleName">;
/** The name of a managed IAM policy, with its path where it has one: `ops/acme-pipeline-deploy-boundary`. */
export type PolicyName = Branded<"PolicyName">;

/** One rule over a string: the pattern, in words that a person can act on. */
interface Rule {
  readonly test: (value: string) => boolean;
  readonly what: string;
  readonly remedy: string;
}

/** A kind of string: how to check it, and how to make one of a string that is known to be right. */
export interface Kind<T extends string> {
  /** The kind in words: "an account id". */
  readonly title: string;
  /** The values allowed, in words. */
  readonly allowed: string;
  /** The values allowed, as one regular expression that JSON Schema understands. */
  readonly pattern: string;
  /** The first rule that the value breaks. */
  problem(value: string): Problem | undefined;
  /** The value as this kind. @throws ValidationError when it breaks a rule */
  of(value: string): T;
}

function kind<T extends string>(
  title: string,
  allowed: string,
  pattern: string,
  rules: readonly Rule[],
): Kind<T> {
  const problem = (value: string): Problem | undefined => {
    const broken = rules.find((rule) => !rule.test(value));
    return broken && { what: broken.what, received: value, allowed, remedy: broken.remedy };
  };
  const of = (value: string): T => {
    assertNoProblems(title, ofProperty(JSON.stringify(value), problem(value)));
    return value as T;
  };
  return { title, allowed, pattern, problem, of };
}

const matches =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);
const lacks =
  (pattern: RegExp) =>
  (value: string): boolean =>
    !pattern.test(value);
const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/** @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const AccountId: Kind<AccountId> = kind(
  "account id",
  '12 digits in quotes, such as "111122223333"',
  "^\\d{12}$",
  [
    {
      test: matches(/^\d+$/),
      what: "is not a number of digits only",
      remedy: "write the 12 digits without spaces or hyphens",
    },
    {
      test: matches(/^\d{12}$/),
      what: "does not have 12 digits",
      remedy: "copy the id again; leading zeros belong to it",
    },
  ],
);

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const OrganizationId: Kind<OrganizationId> = kind(
  "organization id",
  '"o-" and 10 to 32 lower-case letters or digits',
  "^o-[a-z0-9]{10,32}$",
  [
    {
      test: matches(/^o-[a-z0-9]{10,32}$/),
      what: "is not the id of an organization",
      remedy: "copy it from `aws organizations describe-organization`",
    },
  ],
);

/** What a name must be that becomes part of bucket names. */
function bucketNamePart(longest: number): { readonly allowed: string; readonly rules: readonly Rule[] } {
  return {
    allowed: `2 to ${longest} lower-case letters, digits and single hyphens, starting with a letter`,
    rules: [
      {
        test: matches(/^[a-z]/),
        what: "does not start with a lower-case letter",
        remedy: "start it with a letter",
      },
      {
        test: matches(/^[a-z0-9-]+$/),
        what: "has characters that bucket names may not have",
        remedy: "use lower-case letters, digits and hyphens",
      },
      {
        test: lacks(/--|-$/),
        what: "has two hyphens in a row, or one at the end",
        remedy: "remove the hyphen",
      },
      {
        test: (value) => value.length >= 2 && value.length <= longest,
        what: `is not 2 to ${longest} characters long`,
        remedy: "choose another length",
      },
    ],
  };
}

const NAME_PREFIX = bucketNamePart(20);

/** The prefix of names. It starts bucket names, so bucket rules bind it. */
export const NamePrefix: Kind<NamePrefix> = kind(
  "name",
  NAME_PREFIX.allowed,
  "^(?=.{2,20}$)(?!xn-|sthree-|amzn-)[a-z](-?[a-z0-9])*$",
  [
    ...NAME_PREFIX.rules,
    {
      test: lacks(/^(xn-|sthree-|amzn-)/),
      what: "starts with a word that S3 reserves",
      remedy: "choose another word",
    },
  ],
);

const TEAM_NAME = bucketNamePart(30);

/** A team's name is part of its trail's name, its bucket's name and its stack's name. */
export const TeamName: Kind<TeamName> = kind(
  "team name",
  TEAM_NAME.allowed,
  "^(?=.{2,30}$)[a-z](-?[a-z0-9])*$",
  TEAM_NAME.rules,
);

const CONSUMER_NAME = bucketNamePart(20);

/** The name of somebody to whom log files are handed on: part of the names of roles, queues and topics. */
export const ConsumerName: Kind<ConsumerName> = kind(
  "consumer's name",
  CONSUMER_NAME.allowed,
  "^(?=.{2,20}$)[a-z](-?[a-z0-9])*$",
  CONSUMER_NAME.rules,
);

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
export const TrailName: Kind<TrailName> = kind(
  "trail name",
  "3 to 128 letters, digits and single . _ - that start and end with a letter or digit",
  "^(?=.{3,128}$)(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)[A-Za-z0-9]([._-]?[A-Za-z0-9])*$",
  [
    {
      test: matches(/^.{3,128}$/s),
      what: "is not 3 to 128 characters long",
      remedy: "choose another length",
    },
    {
      test: matches(/^[A-Za-z0-9._-]+$/),
      what: "has a character that CloudTrail refuses",
      remedy: "use letters, digits, periods, underscores and hyphens",
    },
    {
      test: matches(/^[A-Za-z0-9].*[A-Za-z0-9]$/s),
      what: "does not start and end with a letter or digit",
      remedy: "remove the first or last character",
    },
    {
      test: lacks(/[._-]{2}/),
      what: "has two of . _ - in a row",
      remedy: "keep one of them",
    },
    { test: lacks(IP_ADDRESS), what: "has the form of an IP address", remedy: "choose a word" },
  ],
);

/**
 * `-an` ends the names of buckets in an account's own namespace, which orgtrail's are not.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const BucketName: Kind<BucketName> = kind(
  "bucket name",
  "3 to 63 lower-case letters, digits, hyphens and single periods that start and end with a letter or digit",
  "^(?=.{3,63}$)(?!\\d+\\.\\d+\\.\\d+\\.\\d+$|xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3|-an)$)[a-z0-9](-|\\.(?!\\.)|[a-z0-9])*[a-z0-9]$",
  [
    { test: matches(/^.{3,}$/s), what: "is shorter than 3 characters", remedy: "choose a longer name" },
    { test: matches(/^.{0,63}$/s), what: "is longer than 63 characters", remedy: "choose a shorter name" },
    {
      test: matches(/^[a-z0-9.-]+$/),
      what: "has a character that S3 refuses",
      remedy: "use lower-case letters, digits and hyphens",
    },
    {
      test: matches(/^[a-z0-9].*[a-z0-9]$/s),
      what: "does not start and end with a letter or digit",
      remedy: "remove the first or last character",
    },
    { test: lacks(/\.\./), what: "has two periods in a row", remedy: "use a hyphen" },
    { test: lacks(IP_ADDRESS), what: "has the form of an IP address", remedy: "choose a word" },
    {
      test: lacks(/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/),
      what: "has a prefix or suffix that S3 reserves",
      remedy: "choose another name",
    },
  ],
);

/**
 * Starts the key of each log file. The policies of bucket and readers name the folders, in which `*` would be others.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
 */
export const LogPrefix: Kind<LogPrefix> = kind(
  "prefix",
  "1 to 200 letters, digits and ! - _ . ' ( ) /, without AWSLogs and without a slash at either end",
  "^(?=.{1,200}$)(?!.*AWSLogs)[A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*$",
  [
    {
      test: matches(/^.{1,200}$/s),
      what: "is not 1 to 200 characters long",
      remedy: "choose another length",
    },
    {
      test: matches(/^[A-Za-z0-9!_.*'()/-]+$/),
      what: "has a character that is not safe in an S3 key",
      remedy: "use letters, digits and hyphens",
    },
    { test: lacks(/\*/), what: "has a wildcard", remedy: "leave out *" },
    {
      test: lacks(/^\/|\/$|\/\//),
      what: "has a slash at an end or two in a row",
      remedy: "remove the slash",
    },
    {
      test: lacks(/AWSLogs/),
      what: "has AWSLogs in it, which CloudTrail adds by itself",
      remedy: "leave AWSLogs out",
    },
  ],
);

/** Bytes of an object's key. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const MAX_OBJECT_KEY_BYTES = 1024;

/** What follows the prefix in the key of a lock file at most: the longest name of a stack. */
const AFTER_STATE_PREFIX = "/team-.tfstate.tflock".length + 30;
const MAX_STATE_PREFIX_BYTES = MAX_OBJECT_KEY_BYTES - AFTER_STATE_PREFIX;

/**
 * Starts the key of each Terraform state. Terraform refuses a slash at an end, and roles of pipelines name all states by a pattern,
 * in which `*` and `?` would be others.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export const StateKeyPrefix: Kind<StateKeyPrefix> = kind(
  "prefix of keys",
  `1 to ${MAX_STATE_PREFIX_BYTES} bytes, without a slash at either end or two in a row, and without * and ?`,
  "^(?!/)(?!.*//)(?!.*/$)(?!(.*/)?\\.\\.?(/|$))[^*?]+$",
  [
    { test: (value) => value !== "", what: "is empty", remedy: "write a word, or leave it out" },
    {
      test: (value) => new TextEncoder().encode(value).length <= MAX_STATE_PREFIX_BYTES,
      what: `is longer than ${MAX_STATE_PREFIX_BYTES} bytes`,
      remedy: "shorten it",
    },
    {
      test: lacks(/^\/|\/$|\/\//),
      what: "has a slash at an end or two in a row",
      remedy: "remove the slash",
    },
    {
      test: (value) => !value.split("/").some((part) => part === "." || part === ".."),
      what: "has a part that is . or .., which S3's clients take away",
      remedy: "remove it",
    },
    { test: lacks(/[*?]/), what: "has a wildcard", remedy: "leave out * and ?" },
  ],
);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const RoleName: Kind<RoleName> = kind(
  "role name",
  "the role's name, 1 to 64 letters, digits and + = , . @ _ -, with its path before it where it has one",
  "^(?!arn:|role/|/)([!-.0-~]+/)*[A-Za-z0-9+=,.@_-]{1,64}$",
  [
    {
      test: lacks(/^(arn:|role\/|\/)/),
      what: "is more than a role's name",
      remedy: "leave out the ARN's part up to and with role/",
    },
    {
      test: matches(/^([\x21-\x2e\x30-\x7e]+\/)*[A-Za-z0-9+=,.@_-]{1,64}$/),
      what: "is not the name of a role",
      remedy: "copy the role's name from IAM",
    },
  ],
);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const PolicyName: Kind<PolicyName> = kind(
  "policy name",
  "the name of a managed policy, 1 to 128 letters, digits and + = , . @ _ -, with its path before it where it has one",
  "^(?!arn:|policy/|/)([!-.0-~]+/)*[A-Za-z0-9+=,.@_-]{1,128}$",
  [
    {
      test: lacks(/^(arn:|policy\/|\/)/),
      what: "is more than a policy's name",
      remedy: "leave out the ARN's part up to and with policy/",
    },
    {
      test: matches(/^([\x21-\x2e\x30-\x7e]+\/)*[A-Za-z0-9+=,.@_-]{1,128}$/),
      what: "is not the name of a policy",
      remedy: "copy the policy's name from IAM",
    },
  ],
);
