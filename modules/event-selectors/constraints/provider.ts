import { compareVersions } from "../../kernel";
import { fieldTable, FIELDS } from "../fields";
import type { SelectorConstraint } from "./constraint";

/** The oldest AWS provider that orgtrail supports. */
export const OLDEST_PROVIDER = "5.100.0";

/** Every field is known to the oldest AWS provider that the deployment allows. */
export const knownToProvider: SelectorConstraint = (trail, { minimumProviderVersion = OLDEST_PROVIDER }) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap((selector, index) =>
        [...fieldTable(selector).keys()].flatMap((field) => {
          const since = field === "eventCategory" ? undefined : FIELDS[field].since;
          if (since === undefined || compareVersions(minimumProviderVersion, since) >= 0) return [];
          return [
            {
              path: [index, field],
              problem: {
                what: `needs AWS provider ${since}`,
                received: `provider ${minimumProviderVersion} and newer`,
                allowed: `a range that starts at ${since} or later`,
                remedy: `raise the lowest AWS provider version to ${since}, or remove the field`,
              },
            },
          ];
        }),
      );
