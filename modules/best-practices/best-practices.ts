import { Aspects, TerraformStack, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { BestPracticesError } from "./best-practices-error";
import {
  bestPracticeFindings,
  unsuppressed,
  type BestPracticeFinding,
  type BestPracticeOptions,
} from "./report";

/**
 * The best-practice gate: at synthesis it judges every trail, log bucket and key of the whole tree, whoever made them, and
 * ends the synthesis when one is not compliant, before anything is written.
 *
 * Add it with `addTo` once all stacks are made: cdktf asks the aspects of stacks, not those of an app.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class BestPractices implements IAspect {
  private judged: readonly BestPracticeFinding[] | undefined;

  constructor(private readonly options: BestPracticeOptions = {}) {}

  /** Adds the gate to every stack at or below a scope: an app, or one stack. */
  addTo(scope: IConstruct): this {
    for (const stack of scope.node.findAll().filter((node) => TerraformStack.isStack(node))) {
      Aspects.of(stack).add(this);
    }
    return this;
  }

  /** What the gate found. Empty until synthesis. */
  get findings(): readonly BestPracticeFinding[] {
    return this.judged ?? [];
  }

  /** Judges the whole tree at the first construct that is visited. @throws BestPracticesError */
  visit(node: IConstruct): void {
    if (this.judged !== undefined) return;
    this.judged = bestPracticeFindings(node.node.root, this.options);
    const faults = unsuppressed(this.judged);
    if (faults.length > 0) throw new BestPracticesError(faults);
  }
}
