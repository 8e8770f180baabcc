import { authorize } from "../../../modules/policy-evaluation";
import type { PolicyDocument } from "../../../modules/policy";
import { IMPOSSIBLE, RequestSpace } from "../../../modules/policy-proofs";
import { REMEDIABLE_RULE_IDS } from "../../../modules/config-rules";
import { policiesOf, type Subject, type SubjectKind } from "../../../stacks/blueprint";
import { faultText, type Configuration } from "../../../stacks/config";
import { builtInStatements } from "../../../tools/prove/built-in";
import { readStatementFile } from "../../../tools/prove/statement-file";
import { attachmentOf, isBucket } from "../../../tools/prove/kinds";
import { isAskedOf } from "../../../tools/prove/places";
import {
  actionsOn,
  answersIn,
  policiesOn,
  proveStatements,
  questionOn,
  spaceOf,
  statementsAbout,
  suppositionsOn,
  type StatementAnswer,
} from "../../../tools/prove/statements";
import { everythingConfiguration } from "../../support/configurations";
import { variant } from "./configurations";
import { mutantsOf, type Mutant } from "./mutations";

const CONFIGURATION = variant();
const SUBJECTS = policiesOf(CONFIGURATION);
const BUILT_IN = builtInStatements();

function subject(name: string): Subject {
  const found = SUBJECTS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function answers(subjects: readonly Subject[]): readonly StatementAnswer[] {
  const { answers: all, faults } = proveStatements(CONFIGURATION, subjects, BUILT_IN.statements);
  expect(faults).toEqual([]);
  return all;
}

function refuted(name: string, document: PolicyDocument): readonly string[] {
  return answers([{ ...subject(name), document }]).flatMap(({ answer, placed }) =>
    answer === "refuted" ? [placed.statement.says] : [],
  );
}

const WATCHED = variant({ watchedEverywhere: true, mended: true });
const VALIDATED = variant({ validated: true });
const UNPROTECTED = variant({
  prefix: "audit/logs",
  destroyProtection: false,
  administrators: ["arn:aws:iam::222222222222:role/SecondDeploy"],
});

/** The faults that can be put into a policy of the subjects, which have the same, and that no statement about any of them refutes. */
function unrefuted(configuration: Configuration, subjects: readonly Subject[]): readonly Mutant[] {
  const [first] = subjects;
  if (first === undefined) throw new Error("no subject");
  const mutants = mutantsOf(first.document);
  expect(mutants.length).toBeGreaterThan(0);
  return subjects.reduce<readonly Mutant[]>((left, subject) => {
    const about = statementsAbout(subject, BUILT_IN.statements, configuration);
    if (left.length === 0 || about.length === 0) return left;
    const own = questionOn(subject, about, configuration);
    const questions = left.map((mutant) => ({
      mutant,
      question: { ...own, policies: suppositionsOn({ ...subject, document: mutant.document }) },
    }));
    const space = spaceOf([own, ...questions.map(({ question }) => question)]);
    return questions
      .filter(({ question }) =>
        answersIn(space, subject.name, about, question).every(({ answer }) => answer === "proven"),
      )
      .map(({ mutant }) => mutant);
  }, mutants);
}

/** Whether the document allows what the subject's own does, of all that AWS asks of such a resource. */
function allowsTheSame(configuration: Configuration, own: Subject, document: PolicyDocument): boolean {
  const { arn, ownerAccount: account, kind } = own;
  const actions = actionsOn(own);
  const bucket = isBucket(own);
  const of = (resource: string | undefined): readonly string[] =>
    actions.filter((action) => !isAskedOf(action, resource, kind));
  const [was, is] = [own, { ...own, document }].map((each) => policiesOn(each, "everything"));
  if (was === undefined || is === undefined) throw new Error("no policies");
  const space = new RequestSpace(
    {
      policies: [was, is],
      impossible: [
        ...IMPOSSIBLE,
        ...(BUILT_IN.statements[0]?.never ?? []),
        { NotAction: actions },
        ...(bucket
          ? [
              { Action: of("bucket"), Resource: arn },
              { Action: of("bucket/x"), Resource: `${arn}/*` },
            ]
          : []),
      ],
    },
    {
      partition: configuration.partition,
      organization: configuration.organization,
      managementAccount: configuration.accounts.management.id,
      members: [account],
      actions,
      ...(attachmentOf(own) === "the resource" && {
        resources: (bucket ? [arn, `${arn}/*`] : [arn]).map((each) => ({ arn: each, account })),
      }),
    },
  );
  const [before, after] = [space.allowed(was), space.allowed(is)];
  return before.minus(after).isEmpty && after.minus(before).isEmpty;
}

/** Those faults of which nothing shows that they change nothing. */
function missed(configuration: Configuration, subjects: readonly Subject[]): readonly string[] {
  return unrefuted(configuration, subjects)
    .filter(({ document }) => !subjects.every((each) => allowsTheSame(configuration, each, document)))
    .map(({ statement, change }) => `${statement}: ${change}`);
}

describe("the statements of orgtrail", () => {
  it("are proven for every request, of every policy of the reference organization", () => {
    expect(BUILT_IN.faults).toEqual([]);
    const all = answers(SUBJECTS);
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter(({ answer }) => answer !== "proven")).toEqual([]);
  });

  it("are about every policy of the organization with everything on, and proven of it", () => {
    const configuration = everythingConfiguration();
    const policies = policiesOf(configuration);
    const { answers: all, faults } = proveStatements(configuration, policies, BUILT_IN.statements);
    expect(faults).toEqual([]);
    expect(all.filter(({ answer }) => answer !== "proven")).toEqual([]);
    const told = new Set(all.map(({ of }) => of));
    // AWS binds the management account by no service control policy: there is nothing to prove.
    expect(policies.filter(({ name }) => !told.has(name)).map(({ name }) => name)).toEqual([
      "service control policies over the management account",
    ]);
  });

  it.each([
    [
      "of China, with a prefix",
      variant({ partition: "aws-cn", prefix: "audit/logs", watchedEverywhere: true }),
    ],
    ["of the European Sovereign Cloud", variant({ partition: "aws-eusc" })],
    ["with the least", variant({ everything: false })],
    [
      "without access for members, or what protects from destroying",
      variant({
        memberAccess: false,
        destroyProtection: false,
        immutability: "object-lock",
        minimumTlsVersion: "1.3",
        administrators: [
          "arn:aws:iam::222222222222:role/Second",
          "arn:aws:iam::111111111111:role/FromElsewhere",
        ],
      }),
    ],
  ])("hold in every configuration: %s", (_, configuration) => {
    const { answers: all, faults } = proveStatements(
      configuration,
      policiesOf(configuration),
      BUILT_IN.statements,
    );
    expect(faults).toEqual([]);
    expect(
      all.filter(({ answer }) => answer !== "proven").map(({ placed }) => placed.statement.says),
    ).toEqual([]);
  });

  it.each<[SubjectKind, Configuration]>([
    ["log bucket", WATCHED],
    ["log bucket", UNPROTECTED],
    ["access-log bucket", WATCHED],
    ["access-log bucket", UNPROTECTED],
    ["config bucket", WATCHED],
    ["log key", WATCHED],
    ["log key", UNPROTECTED],
    ["delivery topic", WATCHED],
    ["delivery topic key", WATCHED],
    ["alarm topic", WATCHED],
    ["monitoring key", WATCHED],
    ["dead-letter queue", WATCHED],
    ["event bus", WATCHED],
    ["log role", WATCHED],
    ["log role permissions", WATCHED],
    ["forwarding role", WATCHED],
    ["forwarding role permissions", WATCHED],
    ["remediation role", WATCHED],
    ["validation role", VALIDATED],
    ["validation role permissions", VALIDATED],
    ["aggregator role", WATCHED],
    ["aggregator role permissions", WATCHED],
  ])(
    "refute every fault in the policy of a %s that changes what it says",
    (kind, configuration) => {
      const found = policiesOf(configuration).find((each) => each.kind === kind);
      if (found === undefined) throw new Error(`no ${kind}`);
      expect(missed(configuration, [found])).toEqual([]);
    },
    600_000,
  );

  it.each(REMEDIABLE_RULE_IDS)("refute every fault in what the role of the runbook for %s may do", (rule) => {
    const found = policiesOf(WATCHED).find(
      ({ kind, mends }) => kind === "remediation role permissions" && mends?.rule === rule,
    );
    if (found === undefined) throw new Error(`no role for ${rule}`);
    expect(missed(WATCHED, [found])).toEqual([]);
  });

  it.each(["service control policies", "resource control"])(
    "refute every fault in the organization's %s",
    (kinds) => {
      const found = policiesOf(WATCHED).filter(({ kind }) => kind.startsWith(kinds));
      expect(missed(WATCHED, found)).toEqual([]);
    },
    600_000,
  );

  it.each([
    "log bucket of the organization",
    "log bucket of team data",
    "access-log bucket of the log archive",
  ])("refute the policy of the %s without any of its denials", (name) => {
    const { document } = subject(name);
    const denials = document.Statement.filter(({ Effect }) => Effect === "Deny");
    expect(denials.length).toBeGreaterThan(3);
    for (const dropped of denials) {
      const Statement = document.Statement.filter((statement) => statement !== dropped);
      expect([dropped.Sid, refuted(name, { ...document, Statement }).length > 0]).toEqual([
        dropped.Sid,
        true,
      ]);
    }
  });

  it.each([
    ["log bucket of the organization", "AWSCloudTrailAclCheck", "CloudTrail looks whether it may deliver."],
    [
      "log key of the organization",
      "AllowCloudTrailEncryptLogs",
      "The trail encrypts every file, and describes the key.",
    ],
    ["delivery topic", "AWSCloudTrailSNSPolicy20150319", "The trail publishes every delivery."],
    [
      "delivery topic",
      "DenyPublishByAllButServices",
      "Nobody but the trail publishes to the topic of delivered files, from no account.",
    ],
  ])("refute the policy of the %s without %s, by name", (name, sid, says) => {
    const { document } = subject(name);
    const Statement = document.Statement.filter(({ Sid }) => Sid !== sid);
    expect(refuted(name, { ...document, Statement })).toContain(says);
  });

  it("refute a statement without its condition, by a request that the evaluator decides the same way", () => {
    const name = "log bucket of the organization";
    const { document } = subject(name);
    const opened: PolicyDocument = {
      ...document,
      Statement: document.Statement.map(({ Condition, ...statement }) =>
        statement.Sid.startsWith("AWSCloudTrailOrganizationWrite") || Condition === undefined
          ? statement
          : { ...statement, Condition },
      ),
    };
    const found = answers([{ ...subject(name), document: opened }]).filter(
      ({ answer }) => answer === "refuted",
    );
    expect(found.map(({ placed }) => placed.statement.says)).toEqual([
      "No service but CloudTrail writes to a log bucket, and no other trail.",
      "Services do nothing with a log bucket but deliver the trail's files, and look whether they may.",
    ]);
    for (const each of found) {
      if (each.answer !== "refuted") continue;
      expect(authorize(each.request, { resource: opened }).verdict).toBe("allowed");
      expect(each.authorization.verdict).toBe("allowed");
    }
  });
});

describe("a statement that proves nothing", () => {
  const told = (...lines: readonly string[]) =>
    readStatementFile({ file: "own.yaml", text: ["about: Own.", "statements:", ...lines].join("\n") });

  it("is not taken for proven when it is about no request", () => {
    const { statements } = told(
      "  - says: Nothing.",
      "    on: organizationBucket",
      "    nobody: { Action: s3:GetObject }",
      "    unless: { Action: s3:GetObject }",
      "    why: It is about nothing.",
    );
    const { answers: all } = proveStatements(CONFIGURATION, SUBJECTS, statements);
    expect(all.map(({ answer }) => answer)).toEqual(["not proven"]);
  });

  it("is a fault when a word in braces is none, which would stand for itself and be about nobody", () => {
    const says = (arn: string) =>
      `  - { says: So., on: logKeys, nobody: { Condition: { ArnLike: { "aws:PrincipalArn": ["${arn}"] } } }, why: So. }`;
    expect(told(says("{readrs}")).faults.map(faultText)).toEqual([
      expect.stringContaining('has a placeholder that is not known; received "{readrs}"'),
    ]);
    for (const known of ["{readers}", "arn:aws:iam::*:role/${aws:username}"]) {
      expect(told(says(known)).faults).toEqual([]);
    }
  });

  it("is a fault when it says nothing, or stands twice, by its line", () => {
    const says = "  - { says: Twice., on: logKeys, nobody: { Action: kms:Decrypt }, why: So. }";
    expect(told(says, says).faults).toMatchObject([{ line: 4, what: "stands twice in the file" }]);
    expect(told("  - { says: Nothing., on: logKeys, why: So. }").faults).toHaveLength(1);
  });
});
