import { compareVersions } from "../../kernel";
import { fieldTable, type SelectorField } from "../fields";
import type { SelectorRule } from "./rule";

/** The AWS provider that first took each field. Those left out are in every version that orgtrail supports. */
const SINCE: Readonly<Partial<Record<SelectorField, string>>> = {
  errorCode: "6.2.0",
  eventType: "6.2.0",
  sessionCredentialFromConsole: "6.2.0",
  vpcEndpointId: "6.2.0",
};

/** The oldest AWS provider that orgtrail supports. */
export const OLDEST_PROVIDER = "5.100.0";

/** Every field is known to the oldest AWS provider that the deployment allows. */
export const knownToProvider: SelectorRule = (trail, { minimumProviderVersion = OLDEST_PROVIDER }) =>
  trail.kind === "basic"
    ? []
    : trail.selectors.flatMap((selector, index) =>
        [...fieldTable(selector).keys()].flatMap((field) => {
          const since = SINCE[field];
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
