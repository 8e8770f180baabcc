import type { PolicyDocument, PolicyStatement } from "../../../../../modules/policy";
import type { JsonObject, ResourceChange } from "../../../../../tools/plan/change";
import { policiesOf, type Subject } from "../../../../../stacks/blueprint";
import { referenceConfiguration } from "../../../../support/configurations";
import { updated } from "../plans";
import { KEY, LOG_BUCKET } from "../resources";

/** The policies that orgtrail writes for the organization's logs, and edits of them. */

export type Statements = readonly PolicyStatement[];
export type Edit = (statements: Statements) => readonly object[];

function subjectOf(name: string): Subject {
  const subject = policiesOf(referenceConfiguration()).find((each) => each.name === name);
  if (subject === undefined) throw new Error(`there is no ${name}`);
  return subject;
}

function documentOf(name: string): PolicyDocument {
  return subjectOf(name).document;
}

const TYPES: readonly (readonly [kind: RegExp, type: string, attribute: string, identity: string])[] = [
  [/bucket$/, "aws_s3_bucket_policy", "policy", "bucket"],
  [/key$/, "aws_kms_key", "policy", "arn"],
  [/topic$/, "aws_sns_topic_policy", "policy", "arn"],
  [/queue$/, "aws_sqs_queue_policy", "policy", "queue_url"],
  [/role$/, "aws_iam_role", "assume_role_policy", "name"],
  [/permissions$/, "aws_iam_role_policy", "policy", "role"],
];

/** The policy that orgtrail writes for a resource of the reference organization gets edited. */
export function policyOf(name: string, edit: Edit): ResourceChange {
  const { arn, kind, document } = subjectOf(name);
  const [, type, attribute, identity] = TYPES.find(([pattern]) => pattern.test(kind)) ?? [];
  if (type === undefined || attribute === undefined || identity === undefined)
    throw new Error(`what is ${kind}?`);
  const value = identity === "arn" ? arn : arn.slice(arn.search(/[^:/]+$/));
  return updated(
    type,
    { [identity]: value, [attribute]: text(document) },
    { [attribute]: text(document, edit) },
  );
}

/** The account that has the resource. */
export function accountOf(name: string): string {
  return subjectOf(name).ownerAccount;
}

/** The statements with this name get other elements. */
export const changed =
  (name: RegExp, elements: object): Edit =>
  (statements) =>
    statements.map((statement) => (name.test(statement.Sid) ? { ...statement, ...elements } : statement));

/** A statement that denies. */
export const denying = (elements: object): Edit =>
  plus({ Effect: "Deny", Principal: "*", Resource: "*", ...elements });

export const BUCKET_DOCUMENT = documentOf("log bucket of the organization");
export const KEY_DOCUMENT = documentOf("log key of the organization");
export const BUCKET_ARN = `arn:aws:s3:::${LOG_BUCKET}`;
export const STRANGER = "arn:aws:iam::999999999999:role/Stranger";

/** A policy as Terraform has it. */
export function text(document: PolicyDocument, edit: Edit = (statements) => statements): string {
  return JSON.stringify({ ...document, Statement: edit(document.Statement) });
}

export const bucketPolicy = (policy: string): JsonObject => ({ bucket: LOG_BUCKET, policy });

/** The organization's log bucket gets its policy edited. */
export const bucket = (edit: Edit): ResourceChange =>
  updated("aws_s3_bucket_policy", bucketPolicy(text(BUCKET_DOCUMENT)), {
    policy: text(BUCKET_DOCUMENT, edit),
  });

/** The organization's key gets its policy edited. */
export const key = (edit: Edit): ResourceChange =>
  updated("aws_kms_key", { ...KEY, policy: text(KEY_DOCUMENT) }, { policy: text(KEY_DOCUMENT, edit) });

export const without =
  (...sids: readonly string[]): Edit =>
  (statements) =>
    statements.filter(({ Sid }) => !sids.includes(Sid));

export const plus =
  (statement: object): Edit =>
  (statements) => [...statements, { Sid: "New", Effect: "Allow", ...statement }];

export const both =
  (one: Edit, other: Edit): Edit =>
  (statements) =>
    other(one(statements) as Statements);

export const TOPIC = "arn:aws:sns:us-east-1:222222222222:alarms";
export const topicPolicy = (...services: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: services.map((service) => ({
      Sid: service,
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sns:Publish",
      Resource: TOPIC,
      Condition: { StringEquals: { "aws:SourceAccount": "222222222222" } },
    })),
  });
