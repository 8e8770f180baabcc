import { bucketArn, type BucketName, type Partition } from "../organization";
import type { Problem } from "../validation";
import { valuesOf, type PolicyDocument, type PolicyPrincipal, type PolicyStatement } from "./document";

/** Statements of somebody's own, which stand in the policies of a bucket and a key of logs after those of orgtrail. */
export interface OwnStatements {
  /** Of the bucket. @default - none */
  readonly bucket?: readonly PolicyStatement[];
  /** Of the key. @default - none */
  readonly key?: readonly PolicyStatement[];
}

/** Statements of somebody's own in the policy of a bucket of server access logs, after those of orgtrail. */
export interface OwnAccessLogStatements {
  /** @default - none */
  readonly accessLogs?: readonly PolicyStatement[];
}

/** A problem of a statement, and the element that has it. */
export interface StatementProblem extends Problem {
  readonly path: readonly (string | number)[];
}

/**
 * How the names of actions begin that look and change nothing. What denies more is welcome; what allows may allow these alone: all else
 * orgtrail denies, or keeps to those that it names, also what AWS has yet to add.
 */
const LOOKING = {
  bucket: { pattern: /^s3:(?:get|list)/i, names: "s3:Get…, s3:List…" },
  key: { pattern: /^kms:(?:describe|get|list)/i, names: "kms:Describe…, kms:Get…, kms:List…" },
} as const;

const ACTION = { bucket: /^s3:[A-Za-z*?]+$/i, key: /^kms:[A-Za-z*?]+$/i } as const;
const SID = /^[A-Za-z0-9]+$/;
const ACCOUNT = /^\d{12}$/;
const PRINCIPAL_ARN =
  /^arn:([a-z-]+):(iam|sts)::\d{12}:(root|(role|user|assumed-role|federated-user)\/[\w+=,.@/-]+)$/;
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazonaws\.eu)$/;

/**
 * Why a statement of somebody's own is none for the policy of the bucket, or of its key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function ownStatementProblems(
  kind: keyof OwnStatements,
  statement: PolicyStatement,
  of: { readonly partition: Partition; readonly bucketName?: BucketName },
): readonly StatementProblem[] {
  return [
    ...(SID.test(statement.Sid)
      ? []
      : [
          {
            path: ["Sid"],
            what: "is no name of a statement",
            received: statement.Sid,
            allowed: "letters and digits",
            remedy: "leave out the other characters",
          },
        ]),
    ...principalProblems(statement, of.partition),
    ...valuesOf(statement.Action).flatMap((action, index) => {
      const problem = actionProblem(kind, statement, action);
      return problem === undefined ? [] : [{ path: placeIn("Action", statement.Action, index), ...problem }];
    }),
    ...(of.bucketName === undefined ? [] : resourceProblems(statement, of.partition, of.bucketName)),
  ];
}

function actionProblem(
  kind: keyof OwnStatements,
  { Effect }: PolicyStatement,
  action: string,
): Problem | undefined {
  if (!ACTION[kind].test(action)) {
    const service = kind === "bucket" ? "s3" : "kms";
    return {
      what: `is no action of ${kind === "bucket" ? "S3" : "KMS"}, which this policy answers`,
      received: action,
      allowed: `${service}: and the name of an action, with * and ?`,
      remedy: "correct it",
    };
  }
  const { pattern, names } = LOOKING[kind];
  if (Effect === "Deny" || pattern.test(action)) return undefined;
  return {
    what: "allows more than to look, which orgtrail keeps to CloudTrail and to those whom the configuration names",
    received: action,
    allowed: names,
    remedy:
      "name actions that only look; whoever reads logs belongs in readers, whoever manages them in archive.administrators",
  };
}

function principalProblems(
  { Effect, Principal, Condition }: PolicyStatement,
  partition: Partition,
): readonly StatementProblem[] {
  if (Principal === undefined) return [];
  if (Principal === "*") {
    return Effect === "Deny" || Object.keys(Condition ?? {}).length > 0
      ? []
      : [
          {
            path: ["Principal"],
            what: "allows it to everybody: S3 refuses a policy that makes a bucket public, and orgtrail any such key",
            received: Principal,
            allowed: 'accounts, roles, users, services; or "*" with a Condition',
            remedy: "name who may, or add a Condition such as aws:PrincipalOrgID",
          },
        ];
  }
  if (valuesOf(Principal.AWS).length + valuesOf(Principal.Service).length === 0) {
    return [
      { path: ["Principal"], what: "names nobody", received: Principal, remedy: "name accounts under AWS" },
    ];
  }
  const check = (
    of: keyof Exclude<PolicyPrincipal, "*">,
    problemOf: (name: string) => Problem | undefined,
  ): readonly StatementProblem[] =>
    valuesOf(Principal[of]).flatMap((name, index) => {
      const problem = problemOf(name);
      const path = ["Principal", ...placeIn(of, Principal[of], index)];
      return problem === undefined ? [] : [{ path, ...problem }];
    });
  return [
    ...check("AWS", (name) => {
      const of = PRINCIPAL_ARN.exec(name)?.[1];
      if (ACCOUNT.test(name) || of === partition) return undefined;
      return {
        what: of === undefined ? "is no account, role, user or session" : `is of partition ${of}`,
        received: name,
        allowed: `an account's id, or the whole ARN of a role, user or session of partition ${partition}, without * and ?`,
        remedy:
          "for everybody write Principal: '*'; for roles by pattern name the account, and a Condition on aws:PrincipalArn",
      };
    }),
    ...check("Service", (name) =>
      SERVICE.test(name)
        ? undefined
        : {
            what: "is no AWS service",
            received: name,
            allowed: "such as macie.amazonaws.com",
            remedy: "correct it",
          },
    ),
  ];
}

function resourceProblems(
  { Resource }: PolicyStatement,
  partition: Partition,
  bucketName: BucketName,
): readonly StatementProblem[] {
  const own = bucketArn(partition, bucketName);
  return valuesOf(Resource).flatMap((arn, index) =>
    arn === own || arn.startsWith(`${own}/`)
      ? []
      : [
          {
            path: placeIn("Resource", Resource, index),
            what: "is neither this bucket nor an object in it: S3 refuses the policy",
            received: arn,
            allowed: `${own}, ${own}/*`,
            remedy: "correct it, or leave Resource out: it is both",
          },
        ],
  );
}

/** Where a value of an element stands, which is one or a list. */
function placeIn(element: string, values: unknown, index: number): readonly (string | number)[] {
  return Array.isArray(values) ? [element, index] : [element];
}

/** The names that stand before somebody's own in a policy, or twice among them. @returns the positions in the list of one's own */
export function takenSids(document: PolicyDocument, own: readonly PolicyStatement[]): readonly number[] {
  const before = document.Statement.slice(0, document.Statement.length - own.length);
  return own.flatMap(({ Sid }, index) =>
    [...before, ...own.slice(0, index)].some((each) => each.Sid === Sid) ? [index] : [],
  );
}
