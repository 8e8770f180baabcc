import { protocolOf, repeatedSubscribers, type Severity, type Subscriber } from "../../../modules/controls";
import { pathText, type ConfigPath, type Fault } from "../fault";
import { subscriber } from "./resolve";
import type { YamlFile } from "../yaml-file";
import type { Check } from "../check";

/** Nobody is told of one severity twice: a topic has one subscription of an address. */
export const subscribersAreDistinct: Check = ({ organization: { file, value }, teams }) => [
  ...check(
    file,
    ["monitoring", "notify"],
    (value.monitoring?.notify ?? []).map((entry) =>
      // Of what an entry hears is not known where the schema refused its severities.
      entry === undefined || ("severities" in entry && entry.severities === undefined)
        ? undefined
        : draftOf(entry.to, entry.severities),
    ),
    ["to"],
  ),
  ...check(
    file,
    ["securityHub", "notify"],
    (value.securityHub?.notify ?? []).map((to) => draftOf(to)),
  ),
  ...teams.flatMap((team) =>
    check(
      team.file,
      ["notify"],
      (team.value.notify ?? []).map((to) => draftOf(to)),
    ),
  ),
];

/** The subscriber of an entry, as far as the schema found it sound. */
function draftOf(
  to: string | undefined,
  severities?: readonly (Severity | undefined)[],
): Subscriber | undefined {
  if (to === undefined || protocolOf(to) === undefined) return undefined;
  return subscriber(
    to,
    severities?.filter((severity) => severity !== undefined),
  );
}

function check(
  file: YamlFile,
  path: ConfigPath,
  subscribers: readonly (Subscriber | undefined)[],
  inside: ConfigPath = [],
): readonly Fault[] {
  return repeatedSubscribers(subscribers).map(({ index, first, severities }) =>
    file.fault([...path, index, ...inside], {
      what: `is the address of ${pathText([...path, first])} too${inside.length === 0 ? "" : `, for severity ${severities.join(", ")}`}`,
      received: subscribers[index]?.endpoint,
      allowed: inside.length === 0 ? "each address once" : "each address once for a severity",
      remedy: `remove one of the two${inside.length === 0 ? "" : ", or give each severities of its own"}`,
    }),
  );
}
