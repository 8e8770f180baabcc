import fc from "fast-check";
import { policyDocument } from "../../../modules/policy";
import { anonymous, type AccessRequest, type RequestVerdict } from "../../../modules/policy-evaluation";
import {
  RequestSpace,
  decisionOn,
  type PoliciesInQuestion,
  type RequestSet,
} from "../../../modules/policy-proofs";
import { ValidationError } from "../../../modules/validation";
import { anyPolicies, anyRequest, BUCKET, FACTS, HOME } from "./random-policies";

const SPACES = 10;
const POLICIES = 4;
const REQUESTS = 2_600;

/** What the evaluator says, or nothing where AWS documents no outcome. */
function verdict(request: AccessRequest, policies: PoliciesInQuestion): RequestVerdict | undefined {
  try {
    return decisionOn(request, policies).verdict;
  } catch (error) {
    if (error instanceof ValidationError) return undefined;
    throw error;
  }
}

const policies = fc.array(anyPolicies, { minLength: POLICIES, maxLength: POLICIES });
const requests = fc.array(anyRequest, { minLength: REQUESTS, maxLength: REQUESTS, size: "max" });

// A counterexample is found again by the seed that is printed; to shrink one takes minutes.
const PARAMETERS = { numRuns: SPACES, endOnFailure: true };

test("a request is in the sets as the evaluator decides it", () => {
  let pairs = 0;
  const agrees = (each: PoliciesInQuestion, space: RequestSpace, asked: readonly AccessRequest[]): void => {
    const [everything, allowed, denied] = [space.everything, space.allowed(each), space.denied(each)];
    for (const request of asked) {
      pairs++;
      // A user that no policy names is only that one of whom variables speak; those others are not of the space.
      if (everything.has(request) !== true) continue;
      const expected = verdict(request, each);
      const found = [allowed.has(request), denied.has(request)];
      const wanted = [expected === "allowed", expected === "explicitly denied"];
      // Sets may know an answer where the evaluator has none, and may leave it open where it has one by chance.
      if (expected === undefined || found.every((one, index) => one === undefined || one === wanted[index]))
        continue;
      throw new Error(JSON.stringify({ request, expected, found }));
    }
  };
  fc.assert(
    fc.property(policies, requests, (all, asked) => {
      const space = new RequestSpace({ policies: all, impossible: [] }, FACTS);
      for (const each of all) agrees(each, space, asked);
    }),
    PARAMETERS,
  );
  expect(pairs).toBeGreaterThan(100_000);
});

test.each(["test:key", "aws:RequestTag/team", "aws:TagKeys"])(
  "empty texts of %s are told from all others where a set operator asks",
  (key) => {
    const policies: PoliciesInQuestion = {
      resource: policyDocument({
        ...{ Sid: "S", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" },
        Condition: { "ForAllValues:StringEquals": { [key]: "a" } },
      }),
    };
    const space = new RequestSpace({ policies: [policies], impossible: [] }, FACTS);
    const isAllowed = (value: string): boolean | undefined =>
      space.allowed(policies).has({
        ...{ principal: anonymous(), action: "s3:GetObject", resource: BUCKET, resourceAccount: HOME },
        context: { [key]: key.startsWith("aws:Request") ? value : [value] },
      });
    expect(["a", "b", ""].map(isAllowed)).toEqual([true, false, true]);
  },
);

const isSame = (one: RequestSet, other: RequestSet): boolean =>
  one.minus(other).isEmpty && other.minus(one).isEmpty;

test("sets obey the laws of sets, and the evaluator confirms each witness", () => {
  fc.assert(
    fc.property(anyPolicies, anyPolicies, (before, after) => {
      const space = new RequestSpace({ policies: [before, after], impossible: [] }, FACTS);
      const [all, a, b] = [space.everything, space.allowed(before), space.allowed(after)];
      expect(a.minus(a).isEmpty).toBe(true);
      expect(a.minus(b).intersect(b).isEmpty).toBe(true);
      expect(isSame(a.minus(b).union(a.intersect(b)), a)).toBe(true);
      expect(isSame(all.minus(a.union(b)), all.minus(a).intersect(all.minus(b)))).toBe(true);
      expect(a.intersect(space.denied(before)).isEmpty).toBe(true);
      const opened = b.minus(a).witness();
      if (opened === undefined) return;
      expect(verdict(opened, after) ?? "allowed").toBe("allowed");
      expect(verdict(opened, before)).not.toBe("allowed");
    }),
    { ...PARAMETERS, numRuns: 8 },
  );
});
