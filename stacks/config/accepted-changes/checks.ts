import { didYouMean } from "../../../modules/kernel";
import { ANALYTICS_STACK } from "../analytics/resolve";
import { SEARCH_STACK } from "../search/resolve";
import { archiveStackName, archiveStackNumbers } from "../archive/resolve";
import type { Check } from "../draft";
import { REPLICA_STACK } from "../replica/resolve";

/** What accepts a change names a stack that there may be, and no change is accepted twice. */
export const soundAcceptedChanges: Check = ({ organization: { file, value }, teams }) => {
  const stacks = [
    "event-bus",
    REPLICA_STACK,
    ...archiveStackNumbers(value.archive?.stacks ?? 1).map(archiveStackName),
    "management",
    "security",
    ANALYTICS_STACK,
    SEARCH_STACK,
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
