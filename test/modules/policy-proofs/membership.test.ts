import fc from "fast-check";
import type { AccessRequest, Verdict } from "../../../modules/policy-evaluation";
import { RequestSpace, type PoliciesInQuestion } from "../../../modules/policy-proofs";
import { ValidationError } from "../../../modules/validation";
import { anyPolicies, anyRequest, FACTS } from "./random-policies";

function verdict(
  space: RequestSpace,
  request: AccessRequest,
  policies: PoliciesInQuestion,
): Verdict | undefined {
  try {
    return space.decision(request, policies).verdict;
  } catch (error) {
    if (error instanceof ValidationError) return undefined;
    throw error;
  }
}

test("a request is in the sets as the evaluator decides it", () => {
  const counts = { compared: 0, open: 0, outside: 0 };
  fc.assert(
    fc.property(
      anyPolicies,
      fc.array(anyRequest, { minLength: 40, maxLength: 40, size: "max" }),
      (policies, requests) => {
        const space = new RequestSpace({ policies: [policies] }, FACTS);
        const [everything, allowed, denied] = [
          space.everything,
          space.allowed(policies),
          space.denied(policies),
        ];
        for (const request of requests) {
          const expected = verdict(space, request, policies);
          if (everything.has(request) !== true) counts.outside++;
          else if (expected === undefined) counts.open++;
          else {
            counts.compared++;
            const found = [allowed.has(request) ?? "open", denied.has(request) ?? "open"];
            const wanted = [expected === "allowed", expected === "explicitly denied"];
            const agree = found.every((each, index) => each === "open" || each === wanted[index]);
            if (!agree) throw new Error(JSON.stringify({ request, expected, found }));
          }
        }
      },
    ),
    { numRuns: Number(process.env["RUNS"] ?? 10), endOnFailure: true },
  );
});
