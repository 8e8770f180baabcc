import { madeOnce } from "../../../../modules/kernel";
import type { ResourceChange } from "../../change";
import type { JudgementContext } from "../verdict";
import { delegationChange, grantChange } from "./access-beside-policies";
import { accessChange } from "./access-change";
import type { Consequence } from "./consequences";
import { guardrailChange } from "./guardrail-change";
import { guardrailRefusals } from "./guardrail-refusals";
import { permissionChange } from "./role-permissions";

export { firstOf } from "./words";
export type { Consequence } from "./consequences";

const CHANGES = [
  accessChange,
  guardrailChange,
  guardrailRefusals,
  permissionChange,
  grantChange,
  delegationChange,
];

const known = new WeakMap<JudgementContext, WeakMap<ResourceChange, readonly Consequence[]>>();

/** What the change comes to for those who ask, found once for all judgements. A resource that is only forgotten stays as it is. */
export function consequencesOf(change: ResourceChange, context: JudgementContext): readonly Consequence[] {
  if (change.action === "forget") return [];
  const answers = madeOnce(known, context, () => new WeakMap<ResourceChange, readonly Consequence[]>());
  return madeOnce(answers, change, () => CHANGES.flatMap((consequences) => consequences(change, context)));
}
