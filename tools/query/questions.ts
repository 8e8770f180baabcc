import { controlQuestion } from "../../modules/controls";
import { EVENT_QUESTIONS, type EventQuestion } from "../../modules/questions";
import type { Configuration } from "../../stacks/config";

/** What the controls of the configuration are set off by, as questions: those of the organization's log group. */
export function controlQuestions({ monitoring }: Configuration): readonly EventQuestion[] {
  const controls = monitoring?.management.logGroup?.controls ?? [];
  return controls.filter(({ about }) => about !== "finding").map(controlQuestion);
}

/** The question of this name: one that an investigator asks, or one of a control. @param configuration is read where it is needed */
export function questionNamed(
  name: string,
  configuration: () => Configuration,
): EventQuestion | { readonly among: readonly string[] } {
  const own = EVENT_QUESTIONS.find(({ id }) => id === name);
  if (own !== undefined) return own;
  const others = controlQuestions(configuration());
  return (
    others.find(({ id }) => id === name) ?? { among: [...EVENT_QUESTIONS, ...others].map(({ id }) => id) }
  );
}
