import fc from "fast-check";
import {
  policyDocument,
  valuesOf,
  type PolicyDocument,
  type PolicyStatement,
} from "../../../../modules/policy";
import { authorize, FULL_AWS_ACCESS, type AccessRequest } from "../../../../modules/policy-evaluation";
import { RequestSpace, type PoliciesInQuestion } from "../../../../modules/policy-proofs";
import { policiesOf } from "../../../../stacks/blueprint";
import { judge, verdictOf } from "../../../../tools/plan/verdict";
import type { ResourceChange } from "../../../../tools/plan/change";
import { textAt } from "../../../../modules/facts";
import { referenceConfiguration } from "../../../support/configurations";
import { planOf } from "./plans";
import { accountOf, changed, denying, policyOf, type Edit, type Statements } from "./tables/edited-policies";
import { PART_ROWS } from "./tables/parts-of-policies";

jest.setTimeout(300_000);

const configuration = referenceConfiguration();
const LOGS = "log bucket of the organization";
const KEY = "log key of the organization";
const ALARMS = "critical alarm topic of the management account";
const ROLE = "log role of the management account";
const PERMISSIONS = "permissions of the log role of the management account";
const BUCKET = "arn:aws:s3:::acme-cloudtrail-222222222222-organization";

function verdict(change: ResourceChange, account: string): string {
  return verdictOf(judge(planOf({ account, changes: [change] }), configuration, "2026-01-01"));
}

const each =
  (edit: (statement: PolicyStatement) => object | readonly object[]): Edit =>
  (statements) =>
    statements.flatMap(edit);

/** The text of the statements otherwise. */
const rewritten =
  (edit: (text: string) => string): Edit =>
  (statements) =>
    JSON.parse(edit(JSON.stringify(statements))) as Statements;

/** One for each value of the element. */
const split = (element: "Action" | "Resource"): Edit =>
  each((statement) =>
    valuesOf(statement[element]).map((value, index) => ({
      ...statement,
      Sid: `${statement.Sid}${index}`,
      [element]: value,
    })),
  );

describe("an edit that changes nothing for anybody is fine", () => {
  it.each<[string, string, Edit]>([
    [LOGS, "statements in another order", (statements) => [...statements].reverse()],
    [
      KEY,
      "values in another order",
      rewritten((text) =>
        text.replace(/"kms:GenerateDataKey\*","kms:DescribeKey"/, '"kms:DescribeKey","kms:GenerateDataKey*"'),
      ),
    ],
    [LOGS, "other Sids", each((statement) => ({ ...statement, Sid: `New${statement.Sid}` }))],
    [KEY, "no Sids", each(({ Sid, ...statement }) => ({ ...statement, ...(Sid === "" && { Sid }) }))],
    [KEY, "a statement an action", split("Action")],
    [LOGS, "a statement a resource", split("Resource")],
    [
      ALARMS,
      "the action in another case",
      rewritten((text) => text.replaceAll("SNS:Publish", "sns:publish")),
    ],
    [LOGS, "keys in another case", rewritten((text) => text.replaceAll("aws:SourceArn", "AWS:sourcearn"))],
    [
      LOGS,
      "an operator with wildcards, and no wildcard",
      rewritten((text) => text.replace(/"StringEquals":(\{"s3:x-amz-acl":"[a-z-]+"\})/g, '"StringLike":$1')),
    ],
    [
      LOGS,
      "a resource that another has in it",
      changed(/^DenyPlainHttp/, { Resource: [BUCKET, `${BUCKET}/*`, `${BUCKET}/AWSLogs/*`] }),
    ],
    [
      LOGS,
      "every statement twice",
      (statements) => [...statements, ...statements.map((one) => ({ ...one, Sid: `${one.Sid}2` }))],
    ],
    [
      LOGS,
      "a denial of what is denied already",
      denying({
        Action: "s3:PutObject",
        Resource: `${BUCKET}/elsewhere/*`,
        Principal: { AWS: "444444444444" },
      }),
    ],
    [
      LOGS,
      "a denial of plain HTTP by another name",
      denying({
        Action: "s3:GetObject",
        Resource: `${BUCKET}/*`,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ],
    [
      ALARMS,
      "a denial of plain HTTP, which no service uses",
      denying({ Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ],
    [
      KEY,
      "the account by its id alone",
      rewritten((text) => text.replaceAll('"AWS":"arn:aws:iam::222222222222:root"', '"AWS":"222222222222"')),
    ],
    [LOGS, "a denial of another bucket", denying({ Action: "s3:*", Resource: "arn:aws:s3:::another/*" })],
    [KEY, "true and numbers that are no texts", rewritten((text) => text.replaceAll('"3600"', "3600"))],
    [
      PERMISSIONS,
      "a pattern and what it stands for",
      each((statement) => ({
        ...statement,
        Action: [...valuesOf(statement.Action), "logs:PutLogEvents"].filter((one) =>
          valuesOf(statement.Action).includes(one),
        ),
      })),
    ],
    [ROLE, "another Sid", each((statement) => ({ ...statement, Sid: "Another" }))],
  ])("%s: %s", (name, _, edit) => {
    const change = policyOf(name, edit);
    expect(
      judge(planOf({ account: accountOf(name), changes: [change] }), configuration, "2026-01-01"),
    ).toEqual([]);
  });
});

it("what was weakened outside of Terraform is found as what is planned", () => {
  const rows = PART_ROWS.filter(({ change, says }) => change.action === "update" && says.length > 0).filter(
    (_, index) => index % 4 === 0,
  );
  expect(rows.length).toBeGreaterThanOrEqual(10);
  for (const { change, account, rule, when } of rows) {
    const plan = planOf({ drift: [change], ...(account !== undefined && { account }) });
    const found = judge(plan, configuration, "2026-01-01").filter((finding) => finding.rule === rule);
    expect([when, [...new Set(found.map(({ drift }) => drift))]]).toEqual([when, ["stays"]]);
  }
});

/** Random edits of a statement: what it names becomes more, less or another. */
const anyEdit: fc.Arbitrary<(statement: PolicyStatement) => object | undefined> = fc.oneof(
  fc.constant(() => undefined),
  fc
    .constantFrom("s3:*", "s3:GetObject", "kms:Decrypt", "kms:*", "sns:*", "s3:Put*")
    .map((Action) => (statement: PolicyStatement) => ({ ...statement, Action, NotAction: undefined })),
  fc.constantFrom("*", "222222222222", "999999999999").map((name) => (statement: PolicyStatement) => ({
    ...statement,
    NotPrincipal: undefined,
    Principal: name === "*" ? "*" : { AWS: name },
  })),
  fc
    .constantFrom(`${BUCKET}/AWSLogs/*`, `${BUCKET}/*`, BUCKET)
    .map((Resource) => (statement: PolicyStatement) => ({ ...statement, Resource, NotResource: undefined })),
  fc.constant((statement: PolicyStatement) => ({ ...statement, Condition: undefined })),
  fc
    .constantFrom<NonNullable<PolicyStatement["Condition"]>>(
      { StringEquals: { "aws:SourceAccount": "111111111111" } },
      { NumericLessThan: { "aws:MultiFactorAuthAge": "60" } },
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Any*" } },
      { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
      { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    )
    .map((Condition) => (statement: PolicyStatement) => ({ ...statement, Condition })),
  fc.constant((statement: PolicyStatement) => ({
    ...statement,
    Effect: statement.Effect === "Allow" ? "Deny" : "Allow",
  })),
);

it("is fine where nothing that matters changes, and else there is a request that the evaluator confirms", () => {
  const subjects = [LOGS, KEY, ALARMS].map((name) => ({
    name,
    subject: policiesOf(configuration).find((one) => one.name === name),
  }));
  let different = 0;
  fc.assert(
    fc.property(fc.constantFrom(...subjects), fc.nat(), anyEdit, ({ name, subject }, at, edit) => {
      if (subject === undefined) throw new Error(`there is no ${name}`);
      const { arn, ownerAccount: account } = subject;
      const change = policyOf(name, (statements) => {
        const index = at % statements.length;
        return statements.flatMap((statement, number) =>
          number === index ? (edit(statement) ?? []) : [statement],
        );
      });
      const documents = [change.before, change.after].map(
        (side) => JSON.parse(textAt(side, "policy") ?? "") as PolicyDocument,
      );
      const [before = policyDocument(), after = policyDocument()] = documents;
      const [was, is] = [before, after].map((resource): PoliciesInQuestion => ({
        identity: "everything",
        resource,
      }));
      if (was === undefined || is === undefined) throw new Error("there are two");
      const resources = (arn.includes(":::") ? [arn, `${arn}/*`] : [arn]).map((one) => ({
        arn: one,
        account,
      }));
      const space = new RequestSpace(
        { policies: [was, is] },
        { organization: configuration.organization, members: [account], resources },
      );
      const [wider, narrower] = [
        space.allowed(is).minus(space.allowed(was)),
        space.allowed(was).minus(space.allowed(is)),
      ];
      for (const [set, allowing, other] of [
        [wider, after, before],
        [narrower, before, after],
      ] as const) {
        const request = set.witness();
        if (request === undefined) continue;
        expect(isAllowed(request, allowing) && !isAllowed(request, other)).toBe(true);
      }
      if (wider.isEmpty && narrower.isEmpty) return;
      different += 1;
      expect([JSON.stringify(change.after), verdict(change, account)]).not.toContain("fine");
    }),
    { numRuns: 60 },
  );
  expect(different).toBeGreaterThan(20);
});

function isAllowed(request: AccessRequest, resource: PolicyDocument): boolean {
  return authorize(request, { identity: [FULL_AWS_ACCESS], resource }).verdict === "allowed";
}
