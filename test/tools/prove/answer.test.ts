import { policyDocument, type PolicyStatement } from "../../../modules/policy";
import { answerTo, type Answer } from "../../../tools/prove/prove";
import { policiesOf } from "../../../stacks/blueprint";
import { requestsOf } from "../../../tools/prove/requests-of";
import type { Row } from "../../../tools/prove/row";
import { variant } from "./configurations";
import { rowOf } from "./row-of";

const CONFIGURATION = variant();
const SUBJECTS = policiesOf(CONFIGURATION);

function statement(effect: "Allow" | "Deny", action: string): PolicyStatement {
  return {
    Sid: `${effect}${action.slice(3)}`,
    Effect: effect,
    Principal: "*",
    Action: action,
    Resource: "*",
  };
}

/** The answer to a member, who is let in by the policy of another account's bucket alone. */
function answer(can: string, expect: Row["expect"], ...statements: readonly PolicyStatement[]): Answer {
  const row = rowOf({ on: "organizationBucket", can, expect, context: "withoutMfa" });
  const [proof] = requestsOf(row, CONFIGURATION, SUBJECTS);
  if (proof === undefined) throw new Error("nothing is asked");
  return answerTo(proof, () => policyDocument(...statements));
}

const DELETES = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ReplicateDelete", "s3:DeleteBucket"];
const denies = (actions: readonly string[]) => actions.map((action) => statement("Deny", action));

describe("what takes any of several requests", () => {
  it("is explicitly denied when each of them is", () => {
    expect(answer("delete", "explicitly denied", ...denies(DELETES)).holds).toBe(true);
  });

  it.each(DELETES)("is not explicitly denied when one is implicitly: %s", (action) => {
    const { holds, decisive, authorization } = answer(
      "delete",
      "explicitly denied",
      ...denies(DELETES.filter((each) => each !== action)),
    );
    expect({ holds, action: decisive.request.action, verdict: authorization.verdict }).toEqual({
      holds: false,
      action,
      verdict: "implicitly denied",
    });
  });

  it.each(DELETES)("is not implicitly denied when one is explicitly: %s", (action) => {
    const { holds, decisive } = answer("delete", "implicitly denied", statement("Deny", action));
    expect({ holds, action: decisive.request.action }).toEqual({ holds: false, action });
  });

  it("is implicitly denied when no statement is about any", () => {
    expect(answer("delete", "implicitly denied", ...denies(["s3:GetObject"])).holds).toBe(true);
  });

  it("is denied when each is, by a statement or by none", () => {
    expect(answer("delete", "denied", ...denies(["s3:DeleteBucket"])).holds).toBe(true);
  });

  it.each(["denied", "explicitly denied", "implicitly denied"] as const)(
    "is not %s when one is allowed, which decides",
    (expected) => {
      const { holds, decisive } = answer("delete", expected, statement("Allow", "s3:ReplicateDelete"));
      expect({ holds, action: decisive.request.action }).toEqual({
        holds: false,
        action: "s3:ReplicateDelete",
      });
    },
  );

  it("is allowed when one is", () => {
    expect(answer("delete", "allowed", statement("Allow", "s3:DeleteBucket")).holds).toBe(true);
    expect(answer("delete", "allowed").holds).toBe(false);
  });
});

describe("what takes all of several requests", () => {
  const GET = statement("Allow", "s3:GetObject");
  const DECRYPT = statement("Allow", "kms:Decrypt");

  it("is allowed when each of them is, and denied when one is", () => {
    expect(answer("read", "allowed", GET, DECRYPT).holds).toBe(true);
    expect(answer("read", "denied", GET, DECRYPT).holds).toBe(false);
    const { holds, decisive } = answer("read", "allowed", GET);
    expect({ holds, action: decisive.request.action }).toEqual({ holds: false, action: "kms:Decrypt" });
    expect(answer("read", "denied", GET).holds).toBe(true);
  });

  it("is explicitly denied when one is, whatever becomes of the other", () => {
    const denied = statement("Deny", "kms:Decrypt");
    expect(answer("read", "explicitly denied", denied).holds).toBe(true);
    expect(answer("read", "explicitly denied", GET, denied).decisive.request.action).toBe("kms:Decrypt");
    expect(answer("read", "explicitly denied", GET).holds).toBe(false);
    expect(answer("read", "implicitly denied", GET).holds).toBe(true);
  });
});

describe("what a role may do", () => {
  it("is decided by its own policy alone where the resource is none of orgtrail's", () => {
    const row = rowOf({
      on: "forwardingRolePermissions",
      principal: "theRole",
      action: "events:PutEvents",
      resource: ["arn:{partition}:events:{region}:{member}:event-bus/default"],
    });
    const configuration = variant({ watchedEverywhere: true });
    const [proof] = requestsOf(row, configuration, policiesOf(configuration));
    if (proof === undefined) throw new Error("nothing is asked");
    expect(answerTo(proof).authorization.verdict).toBe("implicitly denied");
    const open = policyDocument({ Sid: "Open", Effect: "Allow", Action: "events:*", Resource: "*" });
    expect(answerTo(proof, () => open).authorization.verdict).toBe("allowed");
  });
});
