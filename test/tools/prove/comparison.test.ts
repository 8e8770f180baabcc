import fc from "fast-check";
import { policyDocument, type PolicyDocument, type PolicyStatement } from "../../../modules/policy";
import { FULL_AWS_ACCESS } from "../../../modules/policy-evaluation";
import { RequestSpace, type PoliciesInQuestion } from "../../../modules/policy-proofs";
import { PolicyComparison, turningText, type Difference } from "../../../tools/prove/comparison";
import { FACTS, resourceDocument } from "../../modules/policy-proofs/random-policies";

const compared = (before: PoliciesInQuestion, after: PoliciesInQuestion): PolicyComparison =>
  new PolicyComparison(new RequestSpace({ policies: [before, after] }, FACTS), before, after);

const ALLOW: PolicyStatement = { Sid: "Mine", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const DENY: PolicyStatement = { ...ALLOW, Sid: "Yours", Effect: "Deny" };

describe("the statement that turns a request is told, of policies of every form", () => {
  const forms: readonly (readonly [string, (document: PolicyDocument) => PoliciesInQuestion])[] = [
    ["an identity's", (document) => ({ identity: [document], resource: leftToAccount })],
    [
      "a resource's",
      ({ Statement }) => ({
        resource: policyDocument(...Statement.map((each) => ({ ...each, Principal: "*" as const }))),
      }),
    ],
  ];
  const leftToAccount = policyDocument({
    ...ALLOW,
    Sid: "Left",
    Action: "*",
    Principal: { AWS: "111111111111" },
  });
  it.each(forms)("%s", (_, form) => {
    const [nothing, allowing, denying] = [[], [ALLOW], [ALLOW, DENY]].map((some) =>
      form(policyDocument(some)),
    );
    if (nothing === undefined || allowing === undefined || denying === undefined) throw new Error("three");
    const endings = (before: PoliciesInQuestion, after: PoliciesInQuestion): readonly string[] => {
      const comparison = compared(before, after);
      const differing = comparison.newlyAllowed.union(comparison.noLongerAllowed);
      return [...new Set(comparison.differencesIn(differing).map(turningText))];
    };
    expect(endings(nothing, allowing)).toEqual([", which statement Mine allows"]);
    expect(endings(allowing, nothing)).toEqual([", which statement Mine allowed"]);
    expect(endings(allowing, denying)).toEqual([", which statement Yours denies"]);
    expect(endings(denying, allowing)).toEqual([", which statement Yours denied"]);
    expect(endings(denying, denying)).toEqual([]);
  });

  it.each<[string, PolicyStatement, (document: PolicyDocument) => PoliciesInQuestion]>([
    ["a service control policy's", DENY, (document) => ({ serviceControl: [[FULL_AWS_ACCESS, document]] })],
    [
      "a resource control policy's",
      { ...DENY, Principal: "*" },
      (document) => ({ resourceControl: [document] }),
    ],
  ])("%s", (_, denial, form) => {
    const open = policyDocument({ ...ALLOW, Sid: "Open", Action: "*", Principal: "*" });
    const [before, after] = [policyDocument(denial), policyDocument()].map(
      (document): PoliciesInQuestion => ({ identity: "everything", resource: open, ...form(document) }),
    );
    if (before === undefined || after === undefined) throw new Error("two");
    const comparison = compared(before, after);
    const endings = comparison.differencesIn(comparison.noLongerDenied).map(turningText);
    expect(new Set(endings)).toEqual(new Set([", which statement Yours denied"]));
  });
});

it("each difference is a request that the evaluator answers otherwise, and its statement stands on one side alone", () => {
  let told = 0;
  const sides = fc.tuple(
    resourceDocument,
    resourceDocument,
    fc.constantFrom("everything" as const, undefined),
  );
  fc.assert(
    fc.property(sides, ([one, other, identity]) => {
      const [before, after] = [one, other].map((resource): PoliciesInQuestion => ({
        resource,
        ...(identity !== undefined && { identity }),
      }));
      if (before === undefined || after === undefined) throw new Error("two");
      const comparison = compared(before, after);
      const [newly, gone, lifted] = (["newlyAllowed", "noLongerAllowed", "noLongerDenied"] as const).map(
        (which) => comparison.differencesIn(comparison[which]),
      );
      const verdictsOf = ({ request }: Difference) =>
        [before, after].map((each) => comparison.space.decision(request, each).verdict === "allowed");
      for (const each of newly ?? []) expect(verdictsOf(each)).toEqual([false, true]);
      for (const each of gone ?? []) expect(verdictsOf(each)).toEqual([true, false]);
      for (const { turnedBy } of [newly, gone, lifted].flatMap((each) => each ?? [])) {
        if (turnedBy === undefined) continue;
        told++;
        const [there, here] = [one, other].map(({ Statement }) =>
          Statement.some(({ Sid }) => Sid === turnedBy.statement),
        );
        expect(turnedBy.does.endsWith("d") ? there : here).toBe(true);
      }
    }),
    { numRuns: 30, endOnFailure: true },
  );
  expect(told).toBeGreaterThan(10);
});
