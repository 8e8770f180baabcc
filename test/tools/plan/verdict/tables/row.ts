import type { JudgementId } from "../../../../../modules/facts";
import type { ResourceChange, StackPlan } from "../../../../../tools/plan/change";

/** A change, and what a rule says of it: sentences, of which a part is given; or nothing. */
export interface Row {
  readonly rule: JudgementId;
  readonly when: string;
  readonly change: ResourceChange;
  /** What stands besides it in the plan. @default - nothing */
  readonly beside?: readonly ResourceChange[];
  /** What stays in the stack as it is. @default - nothing */
  readonly unchanged?: StackPlan["planned"];
  /** What the plan does or says besides. @default - nothing */
  readonly asides?: StackPlan["asides"];
  /** @default - the plan of the log archive */
  readonly account?: string;
  /** Parts of the sentences, in their order; none where all is well. */
  readonly says: readonly string[];
}
