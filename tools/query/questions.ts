import { controlQuestion } from "../../modules/controls";
import type { EventQuestion } from "../../modules/questions";
import type { Configuration } from "../../stacks/config";

/** What the controls of the configuration are set off by, as questions: those of the organization's log group. */
export function controlQuestions({ monitoring }: Configuration): readonly EventQuestion[] {
  const controls = monitoring?.management.logGroup?.controls ?? [];
  return controls.filter(({ about }) => about !== "finding").map(controlQuestion);
}
