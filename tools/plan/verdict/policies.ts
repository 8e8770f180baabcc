import {
  accessChange,
  delegationChange,
  firstOf,
  grantChange,
  guardrailChange,
  permissionChange,
  type Widening,
} from "./policy";
import type { ResourceChange } from "../change";
import type { JudgementContext, Judges } from "./verdict";

/** What is judged of policies, by what they allow and deny. */
export const POLICIES: Judges = {
  "destructive-access": (change, context) => [
    ...widenings(change, context, ({ harm }) => harm === "destroys"),
    ...grantChange(change, context).opens,
  ],

  "decrypt-access": (change, context) => [
    ...widenings(change, context, ({ harm, configured }) => harm === "decrypts" && !configured),
    ...grantChange(change, context).decrypts,
  ],

  "proof-broken": (change, context) => {
    // What somebody may newly destroy or decrypt is told by another judgement already.
    const told = widenings(
      change,
      context,
      ({ harm, configured }) => harm === "destroys" || (harm === "decrypts" && !configured),
    );
    return told.length > 0
      ? []
      : first(
          "this is no longer denied",
          widenings(
            change,
            context,
            ({ harm, configured, broken }) => broken || (harm === "exposes" && !configured),
          ),
        );
  },

  "access-widened": (change, context) => [
    ...widenings(
      change,
      context,
      ({ harm, configured }) =>
        harm === "reads" || harm === "uses" || (configured && (harm === "decrypts" || harm === "exposes")),
    ),
    ...first("this is newly allowed", permissionChange(change, context).more),
    ...grantChange(change, context).uses,
  ],

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

function widenings(
  change: ResourceChange,
  context: JudgementContext,
  isMeant: (widening: Widening) => boolean,
): readonly string[] {
  return accessChange(change, context)
    .widened.filter(isMeant)
    .map(({ what }) => what);
}

function first(what: string, found: readonly string[]): readonly string[] {
  return found.length === 0 ? [] : [`${what}: ${firstOf(found)}`];
}
