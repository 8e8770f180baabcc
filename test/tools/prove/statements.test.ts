import { authorize } from "../../../modules/policy-evaluation";
import type { PolicyDocument } from "../../../modules/policy";
import { policiesOf, type Subject } from "../../../stacks/blueprint";
import { faultText, type Configuration } from "../../../stacks/config";
import { builtInStatements } from "../../../tools/prove/built-in";
import { readStatementFiles } from "../../../tools/prove/statement-file";
import { proveStatements, statementsAbout, type StatementAnswer } from "../../../tools/prove/statements";
import {
  configurationOf,
  everythingConfiguration,
  minimalConfiguration,
  OPTION_TEXTS,
  organizationWithMembers,
} from "../../support/configurations";
import { variant } from "./configurations";
import { missed } from "./missed-faults";

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

/** Between them, every policy with every statement that it can have. */
const FAULTY = {
  "everything on": everythingConfiguration(),
  "the least": minimalConfiguration(),
  "what can be watched, mended and validated": variant({
    watchedEverywhere: true,
    mended: true,
    validated: true,
    handedOn: true,
    copied: "account",
  }),
  "unprotected, with roles besides": variant({
    mended: "tagged",
    prefix: "audit/logs",
    destroyProtection: false,
    administrators: ["arn:aws:iam::222222222222:role/SecondDeploy"],
  }),
  "no access for members, in China": variant({
    partition: "aws-cn",
    memberAccess: false,
    immutability: "object-lock",
    minimumTlsVersion: "1.3",
    watchedEverywhere: true,
  }),
} as const;

function isGuardrail({ kind }: Subject): boolean {
  return kind === "service control policies" || kind.startsWith("resource control");
}

/** Somebody's own statements may be taken away: nothing is to refute that. */
function withoutOwn(subject: Subject): Subject {
  const { document } = subject;
  return {
    ...subject,
    document: { ...document, Statement: document.Statement.filter(({ Sid }) => !Sid.startsWith("Own")) },
  };
}

const seen = new Set<string>();

/**
 * The policies of a configuration, without those that are like another, or like one of the configurations before it: of one kind and
 * partition, of whom the same is asked, with statements of the same form.
 */
function unlike(configuration: Configuration): readonly Subject[] {
  return policiesOf(configuration)
    .map(withoutOwn)
    .filter((each) => {
      if (isGuardrail(each)) return false;
      const statements = each.document.Statement.map(({ Sid, ...elements }) => [
        Sid.replace(/\d{12}$/, ""),
        JSON.stringify(elements, (_, value: unknown) => (typeof value === "string" ? "…" : value)),
      ]);
      const asked = statementsAbout(each, BUILT_IN.statements, configuration).map(({ place }) => place);
      const form = JSON.stringify([each.kind, each.scope, configuration.partition, asked, statements]);
      const isNew = !seen.has(form);
      seen.add(form);
      return isNew;
    });
}

const UNLIKE = Object.entries(FAULTY).map(
  ([name, configuration]) => [name, configuration, unlike(configuration)] as const,
);

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

  it.each<readonly [string, Configuration]>([
    [
      "of China, with a prefix",
      variant({
        partition: "aws-cn",
        prefix: "audit/logs",
        watchedEverywhere: true,
        asked: true,
        handedOn: true,
        copied: "account",
      }),
    ],
    ["of the European Sovereign Cloud", variant({ partition: "aws-eusc", asked: true, validated: true })],
    ["with a domain of OpenSearch within a VPC", variant({ searched: "within", guarded: true })],
    ["with a collection of OpenSearch", variant({ searched: "collection", guarded: true })],
    ...Object.keys(OPTION_TEXTS).map(
      (option) => [`with ${option}`, variant({ option, guarded: true })] as const,
    ),
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

  it.each(UNLIKE)(
    "refute every fault, in the policy of whatever has one, that changes what it says: %s",
    (_, configuration, subjects) => {
      expect(subjects).not.toEqual([]);
      const told = subjects.flatMap((each) =>
        missed(configuration, [each]).map((fault) => `${each.name}: ${fault}`),
      );
      expect(told).toEqual([]);
    },
    600_000,
  );

  it.each([
    ["GitHub", variant({ pipeline: "github" })],
    ["GitLab", variant({ pipeline: "gitlab", stateKey: "alias/states" })],
    [
      "another issuer, in China",
      variant({
        pipeline: "oidc",
        partition: "aws-cn",
        stateKey: "key/1234abcd-12ab-34cd-56ef-1234567890ab",
      }),
    ],
    ["principals of AWS", variant({ pipeline: "principals" })],
  ])(
    "are proven of what bootstrap makes for the pipeline, and refute every fault there: %s",
    (_, configuration) => {
      const made = policiesOf(configuration).filter(
        ({ kind }) => kind === "state bucket" || kind.startsWith("pipeline"),
      );
      expect(made).toHaveLength(5);
      const { answers: all, faults } = proveStatements(configuration, made, BUILT_IN.statements);
      expect(faults).toEqual([]);
      expect(all.filter(({ answer }) => answer !== "proven")).toEqual([]);
      expect(
        made.flatMap((each) => missed(configuration, [each]).map((fault) => `${each.name}: ${fault}`)),
      ).toEqual([]);
    },
  );

  it.each(["service control policies", "resource control"])(
    "refute every fault in the organization's %s",
    (kinds) => {
      const found = policiesOf(FAULTY["everything on"]).filter(({ kind }) => kind.startsWith(kinds));
      expect(missed(FAULTY["everything on"], found)).toEqual([]);
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

describe("teams whose policies are the same but for names", () => {
  const NAMES = ["payments", "data", "ledger", "search"];
  const members = organizationWithMembers(...NAMES);
  const teams = NAMES.map((name, index) =>
    [
      `team: ${name}`,
      `account: ${name}`,
      "region: us-east-1",
      `destination: ${index < 2 ? "own" : "central"}`,
      "record: [{ preset: s3-all }]",
      "immutability: { kind: mfa-delete }",
    ].join("\n"),
  );
  const configuration = configurationOf(members, ...teams);
  const policies = policiesOf(configuration);

  const told = (all: readonly StatementAnswer[]) =>
    all.map(({ of, placed, answer }) => [of, placed.statement.says, answer]);

  it("have the answers that each has by itself", () => {
    const together = proveStatements(configuration, policies, BUILT_IN.statements);
    const alone = policies.flatMap(
      (each) => proveStatements(configuration, [each], BUILT_IN.statements).answers,
    );
    expect(together.faults).toEqual([]);
    expect(together.answers.length).toBeGreaterThan(100);
    expect(told(together.answers)).toEqual(told(alone));
  });

  it("do not hide the fault of one of them, whichever it is", () => {
    const buckets = policies.filter(({ kind, team }) => kind === "log bucket" && team !== undefined);
    expect(buckets).toHaveLength(NAMES.length);
    for (const { name, document } of buckets) {
      const faulty = policies.map((each) =>
        each.name === name
          ? { ...each, document: { ...document, Statement: document.Statement.slice(0, -1) } }
          : each,
      );
      const { answers: all } = proveStatements(configuration, faulty, BUILT_IN.statements);
      const wrong = all.filter(({ answer }) => answer !== "proven");
      expect([...new Set(wrong.map(({ of }) => of))]).toEqual([name]);
    }
  });
});

describe("a statement that proves nothing", () => {
  const told = (...lines: readonly string[]) =>
    readStatementFiles({ file: "own.yaml", text: ["about: Own.", "statements:", ...lines].join("\n") });

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
    expect(told(says, says).faults).toMatchObject([{ line: 4, what: "stands twice" }]);
    expect(told("  - { says: Nothing., on: logKeys, why: So. }").faults).toHaveLength(1);
  });

  it("is a fault when it names a part that no file has", () => {
    expect(told("  - { says: So., on: logKeys, nobody: othr, why: So. }").faults.map(faultText)).toEqual([
      expect.stringContaining('names no part; received "othr"; correct the name, add it to the parts'),
    ]);
    const parts =
      "  - { says: So., on: logKeys, nobody: othr, why: So. }\nparts: { other: { Action: kms:Decrypt } }";
    expect(told(parts).faults.map(faultText)).toEqual([
      expect.stringContaining('received "othr"; allowed: other; correct the name'),
    ]);
  });
});
