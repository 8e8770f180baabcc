import type { PolicyStatement } from "../../../modules/policy";
import { policiesOf, type Subject } from "../../../stacks/blueprint";
import { accessTable, type AccessTable } from "../../../tools/prove/access";
import { variant } from "./configurations";

const ORGANIZATION = "log bucket of the organization";
const CONFIGURATION = variant();
const MFA = "NumericLessThanEquals aws:MultiFactorAuthAge 3600";

function table(of: string, configuration = CONFIGURATION, subjects = policiesOf(configuration)): AccessTable {
  const found = subjects.find(({ name }) => name === of);
  if (found === undefined) throw new Error(`there is no ${of}`);
  return accessTable(found, subjects, configuration);
}

/** Who can do it, each with the conditions: `roles of the bucket's account: NumericLessThanEquals …`. */
function whoCan(title: string, { doings }: AccessTable): readonly string[] {
  const doing = doings.find((each) => each.title === title);
  expect(doing?.open).toEqual([]);
  return (doing?.by ?? []).flatMap(({ who, actions, when, suffices }) =>
    who.map(({ kind, of }) => {
      const whose = of === undefined ? kind : `${kind} of ${of}`;
      const some = actions.length === 0 ? "" : ` (${actions.join(", ")})`;
      return `${whose}${some}: ${[...when, ...(suffices ? [] : ["and more"])].join("; ") || "always"}`;
    }),
  );
}

/** The policies of the configuration, with a statement more in the bucket's. */
function withStatement(statement: PolicyStatement): readonly Subject[] {
  return policiesOf(CONFIGURATION).map((subject) =>
    subject.name === ORGANIZATION
      ? {
          ...subject,
          document: { ...subject.document, Statement: [...subject.document.Statement, statement] },
        }
      : subject,
  );
}

describe("who can do what with the logs of a bucket", () => {
  const logs = table(ORGANIZATION);

  it("names everybody who can delete, and that it takes MFA", () => {
    const here = "the bucket's account";
    expect(whoCan("delete a log file, a version of one or the bucket", logs)).toEqual([
      `root of ${here}: ${MFA}`,
      `roles of ${here}: ${MFA}`,
      `users of ${here}: ${MFA}`,
      `the roles that manage it: ${MFA}`,
    ]);
  });

  it("names the trail alone to write", () => {
    expect(whoCan("forge or overwrite a log file", logs)).toEqual([
      "cloudtrail.amazonaws.com (s3:PutObject): StringEquals aws:SourceArn {trailArn}; StringEquals s3:x-amz-acl bucket-owner-full-control",
    ]);
  });

  it("names members to read, on what conditions of both bucket and key", () => {
    const found = whoCan("read any log file", logs);
    expect(found).toContain("the readers: Null kms:EncryptionContext:aws:cloudtrail:arn false");
    expect(found.filter((each) => each.startsWith("roles of any other account of the organization"))).toEqual(
      [
        expect.stringMatching(
          /on \{arn\}.*\$\{aws:PrincipalAccount\}\/\*; .*; StringLike kms:ViaService s3\./,
        ),
      ],
    );
    expect(found.filter((each) => /outside|signature|vouches/.test(each))).toEqual([]);
  });

  it("names whoever a statement lets in besides, with the statement's condition", () => {
    const stranger = withStatement({
      Sid: "Stranger",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:DeleteObject",
      Resource: "arn:aws:s3:::acme-cloudtrail-222222222222-organization/*",
      Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
    });
    const found = whoCan(
      "delete a log file, a version of one or the bucket",
      table(ORGANIZATION, CONFIGURATION, stranger),
    );
    expect(found).toContain(
      `users of accounts outside the organization (s3:DeleteObject): ${MFA}; IpAddress aws:SourceIp 192.0.2.0/24`,
    );
  });

  it("says what suffices, and what does not", () => {
    const either = withStatement({
      Sid: "Either",
      Effect: "Allow",
      Principal: { AWS: "999999999999" },
      Action: "s3:ListBucket",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:RequestedRegion": ["us-east-1"] },
        Bool: { "aws:ViaAWSService": "true" },
      },
    }).map((subject) => ({
      ...subject,
      document: {
        ...subject.document,
        Statement: subject.document.Statement.flatMap((each) =>
          each.Sid === "Either"
            ? [each, { ...each, Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }]
            : [each],
        ),
      },
    }));
    const found = whoCan("list all log files", table(ORGANIZATION, CONFIGURATION, either));
    expect(found.filter((each) => each.startsWith("roles of account 999999999999"))).toEqual([
      "roles of account 999999999999, outside the organization: and more",
      "roles of account 999999999999: and more",
    ]);
  });

  it.each([
    [
      true,
      [
        "roles that guardrails let through of the bucket's account: always",
        "service-linked roles of the bucket's account: always",
      ],
    ],
    [false, ["root", "roles", "users"].map((who) => `${who} of the bucket's account: always`)],
  ])("says who can take the role that manages it, with guardrails: %s", (guarded, who) => {
    const found = table(ORGANIZATION, variant({ guarded }));
    expect(new Set(whoCan("let themselves take the role that manages the bucket", found))).toEqual(
      new Set(who),
    );
  });

  it("lets nobody of a team stop its trail whom guardrails bind", () => {
    const payments = table("log bucket of team payments");
    const found = whoCan("stop, change or delete the trail", payments);
    expect(found).toContain("service-linked roles of the trail's account: always");
    expect(found.filter((each) => /^(root|roles|users) of/.test(each))).toEqual([]);
  });
});

describe("who can stop what under guardrails", () => {
  const OVER = "service control policies over any other member";

  it("is who is let through, and whom no guardrail binds", () => {
    const member = table(OVER, variant({ guarded: true }));
    for (const { title } of member.doings.filter((each) => each.title !== "disable a key")) {
      expect(whoCan(title, member)).toEqual([
        "roles that guardrails let through of the account: always",
        "service-linked roles of the account: always",
      ]);
    }
    expect(whoCan("disable a key", member)).toContainEqual(
      expect.stringMatching(/^users of the account: not ForAnyValue:StringLike kms:ResourceAliases /),
    );
  });

  it("is everybody of the management account, in their own", () => {
    const management = table(
      "service control policies over the management account",
      variant({ guarded: true }),
    );
    expect(
      management.doings.every(({ by }) => by.some(({ who }) => who.some(({ kind }) => kind === "root"))),
    ).toBe(true);
  });
});
