import {
  everyFlag,
  someFlag,
  not,
  type BucketFacts,
  type Flag,
  type KeyFacts,
  type Policy,
} from "../../facts";
import {
  allowsEverybody,
  deletionTakesMfa,
  coversAction,
  letsCloudTrail,
  NARROWING,
  narrows,
} from "../access";
import {
  compliant,
  judgeEach,
  KNOWN_LATER,
  notApplicable,
  notCompliant,
  ofFaults,
  type Evaluation,
  type PossibleFault,
  type Practice,
} from "./practice";

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export const logBucketAccess: Practice = {
  id: "log-bucket-access",
  practice: 4,
  title: "Few may touch the log bucket",
  remedy:
    "block all public access, name who may read, and let CloudTrail write with a condition on aws:SourceArn alone",
  check: ({ logBuckets }) =>
    judgeEach(logBuckets, (bucket) =>
      ofFaults(openings(bucket), "is private, and named principals alone may use it"),
    ),
};

function openings({ policy, publicAccessBlocked }: BucketFacts): readonly PossibleFault[] {
  const { statements = [], complete = true } = policy ?? {};
  const more: Flag = complete ? false : "unknown";
  return [
    [not(publicAccessBlocked), "does not block all public access"],
    [
      someFlag([...statements.map((statement) => allowsEverybody(statement, NARROWING)), more]),
      "allows everybody something",
    ],
    [
      someFlag([...statements.map(({ effect, exceptActions }) => effect === "Allow" && exceptActions), more]),
      "allows all that a NotAction does not name",
    ],
    [
      someFlag([
        ...statements.map((statement) =>
          everyFlag([letsCloudTrail(statement, "s3:PutObject"), not(narrows(statement, NARROWING))]),
        ),
        more,
      ]),
      "lets trails of any account write",
    ],
  ];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html */
export const logBucketImmutable: Practice = {
  id: "log-bucket-immutable",
  practice: 5,
  title: "The log bucket keeps versions, and deletes none without MFA or before its lock ends",
  remedy: "enable versioning, and ask for MFA to delete versions or lock them with Object Lock",
  check: ({ logBuckets }) => judgeEach(logBuckets, judge),
};

function judge({ locked, lockMode, versioned, mfaDelete, policy }: BucketFacts): Evaluation {
  // S3 lets no versioning be suspended in a bucket with a lock.
  if (locked === true) return compliant(`locks each version, mode ${lockMode ?? "unknown"}`);
  const takesMfa = deletionTakesMfa(policy);
  const keeps = someFlag([locked, everyFlag([versioned, someFlag([mfaDelete, takesMfa])])]);
  if (keeps === "unknown") return KNOWN_LATER;
  if (keeps) {
    return compliant(
      mfaDelete === true
        ? "keeps versions, with MFA delete"
        : "keeps versions, and its policy lets nobody delete one without MFA; root switches MFA delete on by hand",
    );
  }
  return notCompliant(
    versioned === false ? "keeps no versions" : "keeps versions that can be deleted without MFA",
  );
}

const ENCRYPT = "kms:GenerateDataKey";

/** Condition keys that say whose trail it is. */
const SOURCES = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid"];

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export const logKey: Practice = {
  id: "log-key",
  practice: 7,
  title: "The key of the logs is rotated, and lets named trails alone encrypt",
  remedy:
    "use a symmetric key with rotation, whose policy lets CloudTrail encrypt with a condition on aws:SourceArn",
  check: ({ copyKeys, logKeys, trails }) => [
    ...judgeEach(logKeys, (key) =>
      ofFaults(faultsOf(key), "is rotated, and named trails alone encrypt with it"),
    ),
    ...judgeEach(copyKeys, (key) =>
      ofFaults(copyFaultsOf(key), "is rotated, and encrypts what S3 copies for named roles alone"),
    ),
    ...judgeEach(
      trails.filter(({ key }) => key !== undefined && !("path" in key) && key.kind === "outside"),
      () =>
        notApplicable("encrypts with a key outside of the tree: its owner answers for rotation and policy"),
    ),
  ],
};

/** Of a key with which S3 encrypts copies: no trail does. */
function copyFaultsOf({ rotated, policy }: KeyFacts): readonly PossibleFault[] {
  return [
    [not(rotated), "is not rotated"],
    [letsEverybodyEncrypt(policy), "lets everybody encrypt"],
  ];
}

function letsEverybodyEncrypt({ statements = [], complete = true }: Partial<Policy> = {}): Flag {
  return someFlag([
    ...statements.map((statement) =>
      everyFlag([
        coversAction(statement, ENCRYPT),
        allowsEverybody(statement, [...NARROWING, "kms:calleraccount"]),
      ]),
    ),
    complete ? false : "unknown",
  ]);
}

function faultsOf({ symmetric, rotated, policy }: KeyFacts): readonly PossibleFault[] {
  const { statements = [], complete = true } = policy ?? {};
  const more: Flag = complete ? false : "unknown";
  const lets = statements.map((statement) => letsCloudTrail(statement, ENCRYPT));
  const letsAny = statements.map((statement) =>
    everyFlag([letsCloudTrail(statement, ENCRYPT), not(narrows(statement, SOURCES))]),
  );
  return [
    [not(symmetric), "is not symmetric, which CloudTrail needs"],
    [not(rotated), "is not rotated"],
    [not(someFlag([...lets, more])), "has a policy that lets no trail encrypt"],
    [someFlag([...letsAny, more]), "lets trails of any account encrypt"],
    [letsEverybodyEncrypt(policy), "lets everybody encrypt"],
  ];
}
