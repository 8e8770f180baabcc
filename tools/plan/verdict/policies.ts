import {
  accessChange,
  delegationChange,
  firstOf,
  grantChange,
  guardrailChange,
  permissionChange,
  wideningSentences,
} from "./policy";
import type { Judges } from "./verdict";

/** What is judged of policies, by what they allow and deny. */
export const POLICIES: Judges = {
  "destructive-access": (change, context) => [
    ...wideningSentences(
      accessChange(change, context).widened.filter(({ harm }) => harm === "destroys"),
      context.configuration,
    ),
    ...grantChange(change, context).opens,
  ],

  "decrypt-access": (change, context) => [
    ...wideningSentences(
      accessChange(change, context).widened.filter(
        ({ harm, configured }) => harm === "decrypts" && !configured,
      ),
      context.configuration,
    ),
    ...grantChange(change, context).decrypts,
  ],

  "proof-broken": (change, context) => {
    const { opened, widened } = accessChange(change, context);
    // What somebody may newly do is told by another judgement already.
    const told = widened.some(
      ({ harm, configured }) => harm === "destroys" || (harm === "decrypts" && !configured),
    );
    if (told) return [];
    if (opened.length > 0) return [`this is no longer denied: ${firstOf(opened)}`];
    return wideningSentences(
      widened.filter(({ harm, configured }) => harm === "exposes" && !configured),
      context.configuration,
    );
  },

  "access-widened": (change, context) => {
    const widened = accessChange(change, context).widened.filter(
      ({ harm, configured }) =>
        harm === "reads" || harm === "uses" || (configured && (harm === "decrypts" || harm === "exposes")),
    );
    return [
      ...wideningSentences(widened, context.configuration),
      ...first("this is newly allowed", permissionChange(change, context).more),
      ...grantChange(change, context).uses,
    ];
  },

  "delivery-refused": (change, context) =>
    first("this is no longer allowed", [
      ...accessChange(change, context).refused,
      ...permissionChange(change, context).fewer,
    ]),

  "access-lost": (change, context) =>
    first(
      "this no longer holds",
      [accessChange, permissionChange, grantChange].flatMap((asked) => asked(change, context).lost),
    ),

  "guardrail-weakened": (change, context) =>
    first("this is no longer denied", guardrailChange(change, context).lifted),

  "policy-not-judged": (change, context) =>
    first(
      "the policy cannot be judged",
      [accessChange, guardrailChange, permissionChange, grantChange].flatMap(
        (asked) => asked(change, context).notJudged,
      ),
    ),

  "delegated-administrator-added": (change) =>
    delegationChange(change).added.map((account) => `account ${account} may manage the organization trail`),

  "delegated-administrator-removed": (change) =>
    delegationChange(change).removed.map(
      (account) => `account ${account} may manage the organization trail no longer`,
    ),
};

function first(what: string, found: readonly string[]): readonly string[] {
  return found.length === 0 ? [] : [`${what}: ${firstOf(found)}`];
}
