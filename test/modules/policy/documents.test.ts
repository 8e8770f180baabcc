import {
  POLICY_LIMITS,
  policySizeProblem,
  renderPolicy,
  valuesOf,
  type PolicyStatement,
} from "../../../modules/policy";
import { attachmentOf, isThing } from "../../../tools/prove/kinds";
import ACTIONS from "../../../tools/prove/names/actions.json";
import { policiesOf } from "../../../stacks/blueprint";
import type { Subject } from "../../../stacks/blueprint";
import { wildcardTest } from "../../../modules/kernel";
import { variant } from "../../tools/prove/configurations";

/** The names of all actions, by service. */
const AWS_ACTIONS: Readonly<Partial<Record<string, readonly string[]>>> = ACTIONS;

/** The organization's own policies are of another form: their tests are service-control.test.ts and resource-control.test.ts. */
const SUBJECTS = [
  ...policiesOf(variant({ watchedEverywhere: true })),
  ...policiesOf(variant({ mended: true })),
  ...policiesOf(variant({ prefix: "audit/logs", destroyProtection: false, partition: "aws-cn" })),
].filter((subject) => !attachmentOf(subject).endsWith("account"));

const STATEMENTS: readonly [string, PolicyStatement, Subject][] = SUBJECTS.flatMap((subject) =>
  subject.document.Statement.map((statement): [string, PolicyStatement, Subject] => [
    `${statement.Sid} of the ${subject.name} (${subject.trail.partition})`,
    statement,
    subject,
  ]),
);

function isAction(pattern: string): boolean {
  const [service = "", name = ""] = pattern.split(":");
  const isNamed = wildcardTest(name.toLowerCase());
  return (AWS_ACTIONS[service.toLowerCase()] ?? []).some((action) => isNamed(action.toLowerCase()));
}

describe("each statement of each policy", () => {
  it.each(STATEMENTS)("names actions that AWS knows: %s", (_, statement) => {
    // S3 refuses a bucket policy with an action that it does not know: "Policy has invalid action".
    expect(valuesOf(statement.Action).filter((action) => !isAction(action))).toEqual([]);
  });

  it.each(STATEMENTS)(
    "says whom, what and which by themselves, and not by all others: %s",
    (_, statement, subject) => {
      const { NotAction, NotPrincipal, NotResource } = statement;
      expect({ NotAction, NotPrincipal, NotResource }).toEqual({});
      expect(valuesOf(statement.Action)).not.toEqual([]);
      // The trust of a role is about that role; what a role may do, about that role's sessions.
      expect(valuesOf(statement.Resource).length > 0).toBe(!isThing(subject, "role"));
      expect(statement.Principal !== undefined).toBe(attachmentOf(subject) !== "the role that asks");
    },
  );

  it.each(STATEMENTS.filter(([, { Effect }]) => Effect === "Allow"))(
    "lets nobody in whom it does not name: %s",
    (_, { Principal, Condition, Action }, { kind }) => {
      if (Principal === "*") {
        expect(Condition?.["StringEquals"]).toHaveProperty(["aws:PrincipalOrgID"]);
      }
      if (kind !== "delivery topic key" && kind !== "monitoring key") {
        expect(valuesOf(Action).filter((action) => /^(\*|\w+:\*)$/.test(action))).toEqual([]);
      }
    },
  );

  it.each(STATEMENTS.filter(([, { Effect }]) => Effect === "Deny"))(
    "denies to everyone: %s",
    (_, { Principal }, subject) => {
      expect(Principal).toBe(attachmentOf(subject) === "the role that asks" ? undefined : "*");
    },
  );

  it.each(SUBJECTS.map((subject) => [subject.name, subject] as const))(
    "has a name that no other of its policy has: %s",
    (_, { document }) => {
      const names = document.Statement.map(({ Sid }) => Sid);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[A-Za-z0-9]+$/);
    },
  );
});

describe("each policy", () => {
  // Those of the deploy role are several, each as large as IAM lets it be: their tests are with the roles.
  const single = SUBJECTS.filter(({ kind }) => kind !== "deploy role permissions");
  it.each(single.map((subject) => [subject.name, subject] as const))(
    "is far below its limit: %s",
    (_, subject) => {
      const limit = subject.kind.endsWith("bucket") ? POLICY_LIMITS.bucketPolicy : POLICY_LIMITS.keyPolicy;
      expect(policySizeProblem(subject.document, limit)).toBeUndefined();
      expect(renderPolicy(subject.document).length).toBeLessThan(limit.maximum / 3);
    },
  );
});
