import { didYouMean } from "../../../modules/kernel";
import type { Check } from "../draft";

/** The stacks that are no team's. */
const SHARED_STACKS = ["event-bus", "log-archive", "management", "security"] as const;

/** What accepts a change names a stack that there may be, and no change is accepted twice. */
export const soundAcceptedChanges: Check = ({ organization: { file, value }, teams }) => {
  const stacks = [
    ...SHARED_STACKS,
    ...teams.flatMap(({ value: { team } }) => (team === undefined ? [] : [`team-${team}`])),
  ];
  const entries = value.acceptedChanges ?? [];
  return entries.flatMap((entry, index) => {
    const { rule, stack, resource } = entry ?? {};
    if (stack === undefined) return [];
    if (!stacks.includes(stack)) {
      return [
        file.fault(["acceptedChanges", index, "stack"], {
          what: "is no stack of this configuration",
          received: stack,
          allowed: stacks.join(", "),
          remedy: didYouMean(stack, stacks, "correct the name, or remove the entry"),
        }),
      ];
    }
    const first = entries.findIndex(
      (other) =>
        other?.rule !== undefined &&
        other.rule === rule &&
        other.stack === stack &&
        other.resource === resource,
    );
    if (first === -1 || first === index) return [];
    return [
      file.fault(["acceptedChanges", index], {
        what: `accepts what acceptedChanges[${first}] accepts already`,
        remedy: "keep one of the two",
      }),
    ];
  });
};
