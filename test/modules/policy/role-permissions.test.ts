import { deployRolePolicies, valuesOf, type PolicyStatement } from "../../../modules/policy";
import { policiesOf } from "../../../stacks/blueprint";
import { variant } from "../../tools/prove/configurations";
import { EVERYTHING, NAMES } from "./pipeline-deploy-requests";
import { askedFor, asksAbout } from "./service-authorization";

/** What a role is allowed, one action at a time. */
interface Allowed {
  readonly role: string;
  readonly sid: string;
  readonly action: string;
  readonly resources: readonly string[];
}

function allowedBy(role: string, statements: readonly PolicyStatement[]): readonly Allowed[] {
  return statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Sid, Action, Resource }) =>
      valuesOf(Action)
        .filter((action) => !action.includes("*"))
        .map((action) => ({ role, sid: Sid, action, resources: valuesOf(Resource) })),
    );
}

const { inline, managed } = deployRolePolicies({ names: NAMES, ...EVERYTHING });
const ALLOWED: readonly Allowed[] = [
  ...[variant({ mended: true }), variant({ watchedEverywhere: true })]
    .flatMap(policiesOf)
    .filter(({ kind }) => kind.endsWith("role permissions"))
    .flatMap(({ name, document }) => allowedBy(name, document.Statement)),
  ...[inline, ...managed].flatMap(({ Statement }) => allowedBy("the deploy role", Statement)),
];

/** AWS asks for it with whatever the list is of. */
const ANYTHING: readonly string[] = ["*"];

/** Resources that a pattern names: what its last wildcard stands for may have parts. */
function examplesOf(pattern: string): readonly string[] {
  return ["x", "x/p-y", "x:log-stream:y"].map((last) => pattern.replace(/\*$/, last).replaceAll("*", "x"));
}

describe("what roles are allowed, by AWS's service authorization reference", () => {
  it("is much, of roles of each kind", () => {
    expect(new Set(ALLOWED.map(({ role }) => role)).size).toBeGreaterThan(8);
    expect(ALLOWED.length).toBeGreaterThan(150);
  });

  it("is of actions that AWS knows, and names resources of which AWS asks for them", async () => {
    const idle = await Promise.all(
      ALLOWED.map(async ({ role, sid, action, resources }) => {
        const asked = await askedFor(action);
        if (asked === undefined) return [`${role}: ${sid}: AWS has no ${action}`];
        const bites =
          ANYTHING.includes(resources.join()) ||
          asked.some((each) => resources.flatMap(examplesOf).some((resource) => asksAbout(each, resource)));
        return bites ? [] : [`${role}: ${sid}: AWS never asks for ${action} of ${resources.join(", ")}`];
      }),
    );
    expect([...new Set(idle.flat())]).toEqual([]);
  });
});
