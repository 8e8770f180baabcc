import { Annotations, Aspects, TerraformModule, TerraformStack, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { ValidationError } from "../validation";
import {
  type BestPracticeFinding,
  bestPracticeFindings,
  type BestPracticeOptions,
  BestPracticesError,
  unsuppressed,
} from "./report";
import { blocksOf, stackOverridesOf } from "./block";

/**
 * The best-practice gate: at synthesis it judges every trail, log bucket and key of the whole tree, whoever made them, and
 * ends the synthesis when one is not compliant, before anything is written. It warns of Terraform modules: what is in them
 * it does not see.
 *
 * Add it with `addTo` once all stacks are made: cdktf asks the aspects of stacks, not those of an app.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class BestPractices implements IAspect {
  private judged: readonly BestPracticeFinding[] = [];
  /** The construct at which the tree has been judged: a synthesis comes to it once. */
  private judgedAt: IConstruct | undefined;
  private passed = false;

  constructor(private readonly options: BestPracticeOptions = {}) {}

  /**
   * Adds the gate to every stack at or below a scope: an app, or one stack.
   * @throws ValidationError when there is no stack yet: the gate would never be asked
   */
  addTo(scope: IConstruct): this {
    const stacks = scope.node.findAll().filter((node) => TerraformStack.isStack(node));
    if (stacks.length === 0) {
      throw new ValidationError("BestPractices.addTo", [
        {
          property: "scope",
          what: "has no stack in it yet, so the gate would judge nothing",
          received: scope.node.path,
          allowed: "a stack, or an app with stacks",
          remedy: "call addTo once all stacks are made",
        },
      ]);
    }
    for (const stack of stacks) Aspects.of(stack).add(this);
    return this;
  }

  /** What the gate found. Empty until synthesis. */
  get findings(): readonly BestPracticeFinding[] {
    return this.judged;
  }

  /**
   * Judges the whole tree at the first construct that a synthesis comes to, and at every one while something is not compliant.
   * @throws BestPracticesError
   */
  visit(node: IConstruct): void {
    if (!this.passed || node === this.judgedAt) this.judge(node);
    for (const what of unseenModules(node)) {
      const warning = `${what}: the best-practice gate does not see the trails, log buckets and keys in it`;
      // A second synthesis comes to the same construct.
      const known = node.node.metadata.some(({ data }) => data === warning);
      if (!known) Annotations.of(node).addWarning(warning);
    }
  }

  private judge(node: IConstruct): void {
    this.judgedAt = node;
    this.judged = bestPracticeFindings(node.node.root, this.options);
    const faults = unsuppressed(this.judged);
    this.passed = faults.length === 0;
    if (!this.passed) throw new BestPracticesError(faults);
  }
}

/** The Terraform modules, with resources of their own, that a construct is or that a stack has in its overrides: as clauses. */
function unseenModules(construct: IConstruct): readonly string[] {
  if (construct instanceof TerraformModule) return ["is a Terraform module"];
  if (!TerraformStack.isStack(construct)) return [];
  const names = blocksOf(stackOverridesOf(construct)["module"]).flatMap((modules) => Object.keys(modules));
  return names.map((name) => `has a Terraform module ${name} in its overrides`);
}
