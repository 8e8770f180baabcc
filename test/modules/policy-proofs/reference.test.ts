import { policiesOf } from "../../../stacks/blueprint";
import { loadConfiguration } from "../../../stacks/config";
import type { PolicyDocument, PolicyStatement } from "../../../modules/policy";
import {
  RequestSpace,
  decisionOn,
  type PoliciesInQuestion,
  type RequestSet,
} from "../../../modules/policy-proofs";

const configuration = loadConfiguration("config");
const { organization, accounts, teams } = configuration;
const subjects = policiesOf(configuration).filter(
  ({ kind, name }) =>
    !name.startsWith("resource control") && /^(log|access-log|config) bucket$|key$|topic$/.test(kind),
);

const withoutCondition = (statement: PolicyStatement): PolicyStatement => {
  const { Sid, Effect } = statement;
  const others = Object.entries(statement).filter(([element]) => element !== "Condition");
  return { Sid, Effect, ...Object.fromEntries(others) };
};

interface Change {
  readonly set: RequestSet;
  /** Under which policies the requests are so decided. */
  readonly by: PoliciesInQuestion;
  readonly verdict: string;
}

/** The document without one statement, and with one statement without its condition, for each. */
function edits({ Statement, ...rest }: PolicyDocument): readonly (readonly [string, PolicyDocument])[] {
  return Statement.flatMap((statement, index) => [
    [`${statement.Sid} dropped`, { ...rest, Statement: Statement.toSpliced(index, 1) }] as const,
    ...(statement.Condition === undefined
      ? []
      : [
          [
            `${statement.Sid} without its condition`,
            { ...rest, Statement: Statement.with(index, withoutCondition(statement)) },
          ] as const,
        ]),
  ]);
}

test.each(subjects.map((subject) => [subject.name, subject] as const))(
  "every edit of the policy of the %s is found",
  (_, subject) => {
    // Where identity policies allow nothing, it is seen what the policy grants in its own account; where they allow everything,
    // what it grants in others, and what it denies.
    const suppose = (resource: PolicyDocument): readonly PoliciesInQuestion[] => [
      { resource, identity: [] },
      { resource, identity: "everything" },
    ];
    const before = suppose(subject.document);
    const same = suppose(structuredClone(subject.document));
    const edited = edits(subject.document).map(([name, resource]) => ({ name, after: suppose(resource) }));
    const space = new RequestSpace(
      { policies: [before, same, ...edited.map(({ after }) => after)].flat() },
      {
        organization,
        managementAccount: accounts.management.id,
        members: [accounts.logArchive.id, ...teams.map(({ account }) => account.id)],
        resources: [subject.arn, `${subject.arn}/*`].map((arn) => ({ arn, account: subject.ownerAccount })),
      },
    );
    const changesTo = (after: readonly PoliciesInQuestion[]): readonly Change[] =>
      after.flatMap((is, index) => {
        const [was = is] = before.slice(index);
        return [
          { set: space.allowed(is).minus(space.allowed(was)), by: is, verdict: "allowed" },
          { set: space.allowed(was).minus(space.allowed(is)), by: was, verdict: "allowed" },
        ].filter(({ set }) => !set.isEmpty);
      });
    expect(changesTo(same)).toEqual([]);
    for (const { name, after } of edited) {
      const found = changesTo(after);
      expect([name, found.length > 0]).toEqual([name, true]);
      for (const { set, by, verdict } of found) {
        const request = set.witness();
        expect([name, request && decisionOn(request, by).verdict]).toEqual([name, verdict]);
      }
    }
  },
);

test("a delivery that is lost is told by its service", () => {
  const [subject] = subjects;
  if (subject === undefined) throw new Error("The reference organization has no log bucket");
  const without = subject.document.Statement.filter(({ Sid }) => !Sid.startsWith("AWSCloudTrailWrite"));
  const [before, after] = [subject.document, { ...subject.document, Statement: without }].map(
    (resource): PoliciesInQuestion => ({ resource, identity: "everything" }),
  );
  if (before === undefined || after === undefined) throw new Error("There are two documents");
  const resources = [{ arn: `${subject.arn}/*`, account: subject.ownerAccount }];
  const space = new RequestSpace({ policies: [before, after] }, { organization, resources });
  const parts = space.allowed(before).minus(space.allowed(after)).describe();
  expect(parts.map(({ who, actions }) => [who, actions])).toEqual([
    ["cloudtrail.amazonaws.com", ["s3:putobject"]],
  ]);
});

test("requests are told under the names that are asked for, and taken regardless of keys", () => {
  const resource: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Deliver",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::logs/*",
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      },
    ],
  };
  const policies: PoliciesInQuestion = { resource };
  const clear = {
    Condition: { Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "true" } },
  };
  const resources = [{ arn: "arn:aws:s3:::logs/*", account: "444455556666" }];
  const space = new RequestSpace({ policies: [policies], selections: [clear] }, { resources });
  const allowed = space.allowed(policies);
  expect(allowed.describe(({ kind }) => kind).map(({ who }) => who)).toEqual(["service", "account root"]);
  expect(allowed.intersect(space.select(clear)).isEmpty).toBe(true);
  const travelling = allowed
    .regardlessOf("aws:SecureTransport", "s3:TlsVersion")
    .intersect(space.select(clear));
  expect(travelling.witness()?.context).toEqual({ "aws:SecureTransport": "false" });
});
