import {
  FULL_AWS_ACCESS,
  authorize,
  type AccessRequest,
  type Policies,
} from "../../../modules/policy-evaluation";
import { document, naming, request, stranger } from "./fixtures";
import { allow, homeRoot, nothing } from "./verdicts";

describe("the answer", () => {
  const named = (Sid: string, Effect: "Allow" | "Deny" = "Allow") => document({ Sid, Effect });
  it.each<
    readonly [string, Partial<AccessRequest>, Policies, string, string | undefined, string | undefined]
  >([
    [
      "identity",
      {},
      { identity: [nothing, named("Read")] },
      "Read of the identity policy 2 allows it",
      "Read",
      "identity policy 2",
    ],
    [
      "both sides",
      { principal: stranger },
      { resource: naming("*", { Sid: "Share" }), identity: [named("Read")] },
      "Share of the resource policy allows it, and so does Read of the identity policy 1",
      "Share",
      "resource policy",
    ],
    [
      "an SCP",
      {},
      { serviceControl: [[FULL_AWS_ACCESS], [FULL_AWS_ACCESS, named("Protect", "Deny")]] },
      "Protect of the service control policy 2 of level 2 denies it",
      "Protect",
      "service control policy 2 of level 2",
    ],
    [
      "a level",
      {},
      { serviceControl: [[nothing]] },
      "No service control policy of level 1 allows it",
      undefined,
      undefined,
    ],
    [
      "a boundary",
      {},
      { identity: [allow], permissionsBoundary: nothing },
      "The permissions boundary does not allow it",
      undefined,
      undefined,
    ],
    [
      "a session policy",
      {},
      { identity: [allow], session: [nothing] },
      "No session policy allows it",
      undefined,
      undefined,
    ],
    [
      "root",
      { principal: homeRoot },
      {},
      "The root user of the resource's account needs no policy",
      undefined,
      undefined,
    ],
  ])("names the deciding statement and a reason: %s", (_, parts, policies, reason, sid, from) => {
    const answer = authorize(request(parts), policies);
    expect(answer.reason).toBe(reason);
    expect(answer.decidedBy?.statement.Sid).toBe(sid);
    expect(answer.decidedBy?.document).toBe(from);
  });
});
