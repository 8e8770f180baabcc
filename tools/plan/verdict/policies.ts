import type { JudgementId } from "../../../modules/facts";
import type { Judges } from "./verdict";
import { consequencesOf, firstOf, type Consequence } from "./policy";

/** By judgement, the consequences that it finds: each by itself, or, after the words, as a list. */
const FOUND = {
  "destructive-access": [{ is: "destroys" }],
  "decrypt-access": [{ is: "decrypts" }],
  "proof-broken": [{ is: "broken", list: "this is no longer denied" }],
  "access-widened": [{ is: "widens" }, { is: "permits", list: "this is newly allowed" }],
  "delivery-refused": [{ is: "refused", list: "this is no longer allowed" }],
  "access-lost": [{ is: "lost", list: "this no longer holds" }],
  "guardrail-weakened": [{ is: "lifted", list: "this is no longer denied" }],
  "policy-not-judged": [{ is: "not judged", list: "the policy cannot be judged" }],
  "delegated-administrator-added": [{ is: "delegated" }],
  "delegated-administrator-removed": [{ is: "relieved" }],
} as const satisfies Partial<
  Record<JudgementId, readonly { readonly is: Consequence["is"]; readonly list?: string }[]>
>;

/** What is judged of policies, by what they allow and deny. */
export const POLICIES: Judges = Object.fromEntries(
  Object.entries(FOUND).map(([id, sorts]): [string, Judges[JudgementId]] => [
    id,
    (change, context) => {
      const all = consequencesOf(change, context);
      // What somebody may newly destroy or decrypt is told by another judgement already.
      if (id === "proof-broken" && all.some(({ is }) => is === "destroys" || is === "decrypts")) return [];
      return sorts.flatMap((sort) => {
        const found = all.flatMap(({ is, what }) => (is === sort.is ? [what] : []));
        return "list" in sort && found.length > 0 ? [`${sort.list}: ${firstOf(found)}`] : found;
      });
    },
  ]),
);
