import type { PolicyStatement } from "../../../modules/policy";
import {
  accountRoot,
  anonymous,
  iamUser,
  roleSession,
  servicePrincipal,
  type AccessRequest,
} from "../../../modules/policy-evaluation";
import { RequestSpace, decisionOn, type PoliciesInQuestion } from "../../../modules/policy-proofs";
import { BUCKET, HOME, ORGANIZATION, OTHER, STRANGER } from "./random-policies";

/** Every combination of one value of each list, put together. */
function combined<T extends object>(...lists: readonly (readonly T[])[]): readonly T[] {
  return lists.reduce<readonly T[]>(
    (all, list) => all.flatMap((one) => list.map((other) => ({ ...one, ...other }))),
    [{} as T],
  );
}

const SID = [{ Sid: "S" }];

/** All statements of one element of each kind: 64. */
const STATEMENTS = combined<Partial<PolicyStatement>>(
  SID,
  [{ Effect: "Allow" }, { Effect: "Deny" }],
  [
    { Principal: "*" },
    { Principal: { AWS: HOME } },
    { Principal: { AWS: `arn:aws:iam::${HOME}:role/Reader` } },
    { Principal: { Service: "cloudtrail.amazonaws.com" } },
  ],
  [{ Action: "s3:GetObject" }, { NotAction: "s3:GetObject" }],
  [{ Resource: `${BUCKET}/a*` }, { NotResource: `${BUCKET}/a*` }],
  [{}, { Condition: { StringNotEquals: { "aws:PrincipalOrgID": ORGANIZATION } } }],
) as readonly PolicyStatement[];

const home = { account: HOME, organization: ORGANIZATION };

/** All requests that these statements can tell apart, and some that they cannot. */
const REQUESTS = combined<Partial<AccessRequest>>(
  [
    roleSession({ ...home, role: "Reader" }),
    roleSession({ ...home, role: "Other" }),
    accountRoot(home),
    iamUser({ account: OTHER, organization: ORGANIZATION, user: "Reader" }),
    roleSession({ account: STRANGER, role: "Reader" }),
    servicePrincipal("cloudtrail.amazonaws.com"),
    servicePrincipal("logging.s3.amazonaws.com"),
    anonymous(),
  ].map((principal) => ({ principal })),
  [{ action: "s3:GetObject" }, { action: "s3:PutObject" }],
  [`${BUCKET}/a/b`, `${BUCKET}/b/a`].map((resource) => ({ resource, resourceAccount: HOME })),
) as readonly AccessRequest[];

test.each(["everything", "everything in the own account"] as const)(
  "every policy of at most two statements is decided as the evaluator decides it, where identities may do %s",
  (identity) => {
    let pairs = 0;
    const wrong: unknown[] = [];
    for (const [index, first] of STATEMENTS.entries()) {
      const policies = STATEMENTS.slice(index).map((second): PoliciesInQuestion => ({
        identity,
        resource: { Version: "2012-10-17", Statement: first === second ? [first] : [first, second] },
      }));
      const space = new RequestSpace(
        { policies, impossible: [] },
        {
          organization: ORGANIZATION,
          members: [HOME, OTHER],
          resources: [{ arn: `${BUCKET}/*`, account: HOME }],
          actions: ["s3:GetObject", "s3:PutObject"],
        },
      );
      for (const each of policies) {
        const [allowed, denied] = [space.allowed(each), space.denied(each)];
        for (const request of REQUESTS) {
          pairs++;
          const { verdict } = decisionOn(request, each);
          const found = allowed.has(request)
            ? "allowed"
            : denied.has(request)
              ? "explicitly denied"
              : "implicitly denied";
          if (found !== verdict)
            wrong.push({ request, statements: each.resource?.Statement, verdict, found });
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(pairs).toBe(((STATEMENTS.length * (STATEMENTS.length + 1)) / 2) * REQUESTS.length);
  },
  120_000,
);
