import { isDeepStrictEqual } from "node:util";
import { AccountId } from "../../../modules/organization";
import {
  FEATURES,
  permissionsBoundaryPolicy,
  policySizeProblem,
  POLICY_LIMITS,
  valuesOf,
  type Feature,
  type PolicyConditions,
  type PolicyDocument,
  type PolicyStatement,
} from "../../../modules/policy";
import { policiesOf } from "../../../stacks/blueprint";
import { permitted } from "../../../tools/plan/verdict/policy/compared-statements";
import { variant } from "../../tools/prove/configurations";
import { NAMES } from "./pipeline-deploy-requests";

const FUNCTION = "acme-orgtrail-log-validation";

/** The security account of the configurations. */
const BUS_ACCOUNT = AccountId.of("333333333333");

function boundaryOf(account: string, ...features: readonly Feature[]): PolicyDocument {
  return permissionsBoundaryPolicy({
    names: { ...NAMES, features },
    account: AccountId.of(account),
    eventBusAccount: BUS_ACCOUNT,
  });
}

/** As the function asks that validates log files, or the role itself: the boundary lets no other read. */
function askedBy(boundary: PolicyDocument, conditions: PolicyConditions[string]): PolicyDocument {
  return {
    ...boundary,
    Statement: boundary.Statement.map((statement) => {
      const { Condition = {}, ...others } = statement;
      const { ArnEquals, ArnLike = ArnEquals, ...rest } = Condition;
      if (!isDeepStrictEqual(ArnLike, conditions)) return statement;
      return { ...others, ...(Object.keys(rest).length > 0 && { Condition: rest }) };
    }),
  };
}

/** What is on of a role's kind in its account, and how it asks. */
function boundaryFor(kind: string, name: string, account: string): PolicyDocument {
  const consumers = `arn:aws:iam::${account}:role/acme-orgtrail-consumer-*`;
  switch (kind) {
    case "validation role permissions":
      return askedBy(boundaryOf(account, "validation"), {
        "lambda:SourceFunctionArn": `arn:aws:lambda:*:${account}:function:${FUNCTION}`,
      });
    case "consumer role permissions":
      return askedBy(boundaryOf(account, "consumers"), { "aws:PrincipalArn": consumers });
    case "replication role permissions":
      return askedBy(boundaryOf(account, "replica"), {
        "aws:PrincipalArn": `arn:aws:iam::${account}:role/acme-orgtrail-replication`,
      });
    default:
      return name.includes("tells consumer")
        ? askedBy(boundaryOf(account, "consumers"), { "aws:PrincipalArn": `${consumers}-bus` })
        : boundaryOf(account);
  }
}

const CONFIGURATIONS = [
  variant({ mended: true, guarded: true, validated: true, handedOn: true, copied: "account" }),
  variant({ watchedEverywhere: true, guarded: true, mended: true }),
];

/** Each role of the configurations, once by what it may do. */
const ROLES = CONFIGURATIONS.flatMap((configuration) =>
  policiesOf(configuration)
    .filter(({ kind, terraform }) => kind.endsWith(" role permissions") && terraform === undefined)
    .map((role) => ({ ...role, configuration, title: `${role.name} in ${role.ownerAccount}` })),
).filter(({ title }, index, all) => all.findIndex((other) => other.title === title) === index);

it("bounds roles of each kind", () => {
  expect([...new Set(ROLES.map(({ kind }) => kind))].sort()).toEqual([
    "aggregator role permissions",
    "consumer role permissions",
    "forwarding role permissions",
    "log role permissions",
    "remediation role permissions",
    "replication role permissions",
    "validation role permissions",
  ]);
});

it.each(ROLES)(
  "takes nothing of what $title allows",
  ({ kind, name, document, ownerAccount, configuration }) => {
    const before = boundaryFor(kind, name, ownerAccount);
    const found = permitted({ before, after: document }, configuration, ownerAccount, "the role");
    // AWS leaves it open, and neither names of orgtrail nor keys of log files have a colon.
    const open = ["whether a wildcard within a segment of an ARN goes over a colon"];
    // What the boundary allows and the role's own policy does not is refused by the latter.
    expect(found.filter(({ is, what }) => is !== "refused" && !open.includes(what))).toEqual([]);
  },
);

/** It allows actions by name alone, and has no denials: what it does not list, no role within it does. */
describe("a role that may do everything, within the boundary", () => {
  const ACCOUNT = "222222222222";
  const STATEMENTS = boundaryOf(ACCOUNT, "validation").Statement;
  const actions = (statements: readonly PolicyStatement[]) =>
    statements.flatMap(({ Action }) => valuesOf(Action));

  it("does what is listed, and nothing by a wildcard", () => {
    expect(
      STATEMENTS.filter(({ Effect, NotAction }) => Effect !== "Allow" || NotAction !== undefined),
    ).toEqual([]);
    expect(actions(STATEMENTS).filter((action) => /[*?]/.test(action))).toEqual([]);
    // What only looks at what Athena has, and at tables, is many actions, and so is what Firehose does with OpenSearch.
    const looks =
      /^(?:athena:(?:BatchGet|Get|List)|glue:Get(?:Database|Partition|Table)|es:(?:DescribeDomain|ESHttp)|firehose:PutRecord|s3:ListBucket)\*$/;
    const all = actions(boundaryOf(ACCOUNT, ...FEATURES).Statement);
    expect(all.filter((action) => /[*?]/.test(action) && !looks.test(action))).toEqual([]);
  });

  it.each([
    ["changes no identity", /^iam:(?!GetRole$|PassRole$)/],
    ["takes no role", /^sts:/],
    ["changes nothing of the organization", /^organizations:(?!Describe|List)/],
    ["deletes and writes no log file", /^s3:(Delete|PutObject|Bypass|Replicate|Restore)/],
    ["opens no bucket by its policy, lists or logging", /^s3:PutBucket(?!Versioning$|PublicAccessBlock$)/],
    [
      "reads no message, no event and no log event",
      /^(sqs:|logs:(?!CreateLogStream$|PutLogEvents$)|cloudtrail:Lookup)/,
    ],
    ["stops no trail", /^cloudtrail:(Delete|Stop|Put)/],
    [
      "deletes and disables no key, and grants none",
      /^kms:(Disable|Schedule|Put|Create|Delete|Encrypt|ReEncrypt)/,
    ],
    ["runs nothing", /^(lambda|ec2|ecs|codebuild|cloudformation):/],
  ])("%s", (_, never) => {
    expect(actions(STATEMENTS).filter((action) => never.test(action))).toEqual([]);
  });

  it("passes roles that write to log groups alone, to CloudTrail alone", () => {
    expect(STATEMENTS.filter((statement) => actions([statement]).includes("iam:PassRole"))).toEqual([
      expect.objectContaining({
        Resource: [
          `arn:aws:iam::${ACCOUNT}:role/acme-organization-trail-logs`,
          `arn:aws:iam::${ACCOUNT}:role/acme-team-*-logs`,
        ],
        Condition: { StringEquals: { "iam:PassedToService": "cloudtrail.amazonaws.com" } },
      }),
    ]);
  });

  it("reads log files from within the function that validates them alone, where there is one", () => {
    const reads = (statements: readonly PolicyStatement[]) =>
      statements.filter((statement) =>
        actions([statement]).some((action) => /^s3:GetObject|^kms:Decrypt$/.test(action)),
      );
    expect(reads(boundaryOf(ACCOUNT).Statement)).toEqual([]);
    expect(reads(STATEMENTS).map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      [
        "ReadLogsByFunction",
        { ArnLike: { "lambda:SourceFunctionArn": `arn:aws:lambda:*:${ACCOUNT}:function:${FUNCTION}` } },
      ],
      [
        "DecryptLogs",
        {
          StringLike: { "kms:ViaService": "s3.*.amazonaws.com*" },
          Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" },
        },
      ],
    ]);
  });
});

it.each<[string, readonly Feature[], number]>([
  ["one feature", ["validation"], 10],
  ["all features", FEATURES, 3],
])("is as small as IAM asks, with %s and names of the user's own", (_, features, count) => {
  const names = {
    ...NAMES,
    features,
    buckets: Array.from({ length: count }, (_, index) => `acme-audit-logs-of-payments-production-${index}`),
  };
  const boundary = permissionsBoundaryPolicy({
    names,
    account: AccountId.of("222222222222"),
  });
  expect(policySizeProblem(boundary, POLICY_LIMITS.managedPolicy)).toBeUndefined();
});
