import type { Configuration } from "../../stacks/config";
import { answerTo } from "./answer";
import type { PresetName } from "./presets";
import type { Proof } from "./proofs";
import { requestsOf } from "./requests-of";
import type { Row } from "./row";
import type { Subject } from "../../stacks/blueprint";
import type { SubjectSet } from "./subject";

/** What the cell of a matrix asks: whether somebody can do something. */
export interface Possibility {
  readonly on: SubjectSet;
  readonly principal: string;
  readonly does:
    | { readonly can: NonNullable<Row["can"]> }
    | { readonly action: readonly string[]; readonly resource: readonly string[] };
  readonly context: readonly PresetName[];
}

/** Whether any of those whom the principal stands for can do it. @param isMeant whether the request counts */
export function isPossible(
  { on, principal, does, context }: Possibility,
  configuration: Configuration,
  subjects: readonly Subject[],
  isMeant: (proof: Proof) => boolean = () => true,
): "yes" | "no" {
  const row: Row = {
    name: principal,
    on: [on],
    principal: [principal],
    identityPolicy: "everything",
    ...does,
    context,
    keys: {},
    when: {},
    expect: "allowed",
    why: "It is a question.",
  };
  const answers = requestsOf(row, configuration, subjects)
    .filter(isMeant)
    .map((proof) => answerTo(proof));
  return answers.some(({ holds }) => holds) ? "yes" : "no";
}
