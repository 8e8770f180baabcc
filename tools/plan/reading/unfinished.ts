import { PlanFormatError, type PlanJson } from "./plan-json";

/**
 * Refuses a plan that does not say all that is to change: what it leaves out cannot be judged.
 * @param refused whether prevent_destroy stops the plan. Such a plan has an error, and yet all changes; nobody can apply it
 * @throws PlanFormatError when something is left out
 */
export function checkFinished(plan: PlanJson, refused: boolean): void {
  const deferred = plan.deferred_changes?.length ?? 0;
  if (deferred > 0) {
    throw new PlanFormatError(
      `Terraform puts ${deferred} of the changes off until more is known (deferred_changes), so that they cannot be judged: apply what they depend on first, by itself`,
    );
  }
  if (refused) return;
  if (plan.errored === true) {
    throw new PlanFormatError(
      "an error ended planning (errored), so that the plan does not have all changes: see what terraform plan says",
    );
  }
  if (plan.complete === false) {
    throw new PlanFormatError(
      "the plan does not have all changes (complete is false): plan without -target, and without what puts changes off",
    );
  }
}
