import type { PolicyConditions, PolicyDocument, PolicyStatement } from "../../../../modules/policy";

/** A denial that excepts somebody, or some requests, whom it denied. */
export interface Exception {
  readonly statement: string;
  /** The condition that makes the exception, as an operator with a key. */
  readonly exception: string;
  readonly document: PolicyDocument;
}

/** What a denial may ask for besides, one of each family of operators: whoever meets it not is excepted. */
export const EXCEPTIONS: readonly PolicyConditions[] = [
  { StringNotEquals: { "aws:PrincipalTag/team": "evil" } },
  { StringNotEqualsIgnoreCase: { "aws:PrincipalTag/team": "evil" } },
  { StringNotLike: { "aws:PrincipalTag/team": ["evil-*", "worse-?"] } },
  { StringNotEqualsIfExists: { "aws:SourceVpce": "vpce-1" } },
  { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
  { StringLike: { "aws:PrincipalTag/team": "good-*" } },
  { StringNotLike: { "aws:userid": "AROAEVIL:*" } },
  { NumericNotEquals: { "aws:PrincipalTag/level": "7" } },
  { NumericLessThan: { "aws:PrincipalTag/level": "7" } },
  { NumericGreaterThanEquals: { "aws:PrincipalTag/level": "7" } },
  { DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
  { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
  { DateNotEquals: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } },
  { Bool: { "aws:ViaAWSService": "true" } },
  { BoolIfExists: { "aws:ViaAWSService": "false" } },
  { BinaryEquals: { "aws:PrincipalTag/seal": "QUJD" } },
  { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
  { NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24", "2001:db8::/32"] } },
  { ArnNotLike: { "aws:SourceArn": "arn:aws:lambda:*:222222222222:function:evil" } },
  { ArnNotEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:222222222222:evil" } },
  { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:222222222222:*" } },
  { Null: { "aws:PrincipalTag/team": "true" } },
  { Null: { "aws:PrincipalTag/team": "false" } },
  { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["evil"] } },
  { "ForAnyValue:StringEquals": { "aws:TagKeys": ["good"] } },
  { "ForAllValues:StringLike": { "aws:CalledVia": ["good.*"] } },
];

/** The document with one of its denials excepting something, for each denial and each exception. */
export function exceptionsIn(document: PolicyDocument, conditions = EXCEPTIONS): readonly Exception[] {
  return document.Statement.flatMap((statement, at) =>
    statement.Effect === "Allow"
      ? []
      : conditions.map((condition) => ({
          statement: statement.Sid,
          exception: textOf(condition),
          document: {
            ...document,
            Statement: document.Statement.map((each, index) =>
              index === at ? excepting(each, condition) : each,
            ),
          },
        })),
  );
}

/** The statement with one more condition. */
export function excepting(statement: PolicyStatement, more: PolicyConditions): PolicyStatement {
  const { Condition: conditions = {} } = statement;
  const joined = Object.entries(more).map(
    ([operator, keys]) => [operator, { ...conditions[operator], ...keys }] as const,
  );
  return { ...statement, Condition: { ...conditions, ...Object.fromEntries(joined) } };
}

function textOf(condition: PolicyConditions): string {
  return Object.entries(condition)
    .map(([operator, keys]) => `${operator} ${Object.keys(keys).join()}`)
    .join();
}
