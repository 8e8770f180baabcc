import { conditionsIn } from "./element-texts";
import { keysFor, type Keys, type StatementChange } from "./witness";

/** What every request carries, whoever makes it: a denial from a day on stops a delivery that it does not stop today. */
const ALWAYS_SENT = ["aws:currenttime", "aws:epochtime", "aws:requestedregion"];

/**
 * Further circumstances of the requests that services make: those in which a new denial applies to them. The first are none.
 * @param region of the resource
 */
export function alwaysSent({ added }: StatementChange, region: string): readonly Keys[] {
  const found = added
    .filter(
      ({ Effect, Condition }) =>
        Effect === "Deny" &&
        conditionsIn(Condition).some(({ key }) => ALWAYS_SENT.includes(key.toLowerCase())),
    )
    .map((statement) =>
      Object.entries(keysFor(statement)).filter(([key]) => ALWAYS_SENT.includes(key.toLowerCase())),
    )
    .filter((entries) =>
      entries.every(([key, value]) => key.toLowerCase() !== "aws:requestedregion" || value === region),
    );
  return [{}, ...found.map((entries): Keys => Object.fromEntries(entries))];
}
