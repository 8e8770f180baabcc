import { NETWORK_EVENT_SOURCES } from "../network-event-sources";
import type { AdvancedEventSelector, NetworkActivitySelector } from "../selectors";
import { selectorName, type Preset } from "./preset";

/** What passes through VPC endpoints, to named services. */
export interface NetworkScope {
  /** Services, such as `s3.amazonaws.com`. */
  readonly eventSources: readonly string[];
  /** Ids of VPC endpoints. Needs AWS provider 6.2.0. @default - every VPC endpoint */
  readonly vpcEndpoints?: readonly string[] | undefined;
}

/** What VPC endpoints denied, to all services known or the named ones. */
export interface DeniedNetworkScope {
  /** Services, such as `s3.amazonaws.com`. @default - every service in NETWORK_EVENT_SOURCES, 3 of the 500 values each */
  readonly eventSources?: readonly string[] | undefined;
  /** Ids of VPC endpoints. @default - every VPC endpoint */
  readonly vpcEndpoints?: readonly string[] | undefined;
}

type Narrowing = Pick<NetworkActivitySelector, "errorCode">;

function networkSelectors(
  name: string,
  scope: NetworkScope,
  narrowing: Narrowing,
): readonly AdvancedEventSelector[] {
  const { eventSources, vpcEndpoints } = scope;
  return eventSources.map((eventSource) => ({
    category: "NetworkActivity",
    name: selectorName(name, [eventSource]),
    eventSource,
    ...narrowing,
    ...(vpcEndpoints === undefined ? {} : { vpcEndpointId: { equals: vpcEndpoints } }),
  }));
}

const COST = "Every network activity event is billed; see CloudTrail's price list for the rate.";

const NETWORK_ACTIVITY_DENIED: Preset<DeniedNetworkScope> = {
  records: "Calls that the policy of a VPC endpoint denied: all services known, or the named ones.",
  category: "NetworkActivity",
  options: ["eventSources", "vpcEndpoints"],
  cost: `${COST} Few, unless something is misconfigured or probing.`,
  needsProvider: "6.2.0",
  expand: (scope) =>
    networkSelectors(
      "network-activity-denied",
      { ...scope, eventSources: scope.eventSources ?? NETWORK_EVENT_SOURCES },
      { errorCode: "VpceAccessDenied" },
    ),
};

const NETWORK_ACTIVITY_ALL: Preset<NetworkScope> = {
  records: "Every call through VPC endpoints to the named services, allowed and denied.",
  category: "NetworkActivity",
  options: ["eventSources", "vpcEndpoints"],
  required: ["eventSources"],
  cost: `${COST} One event for each call through an endpoint.`,
  expand: (scope) => networkSelectors("network-activity-all", scope, {}),
};

/** Presets over network activity events. */
export const NETWORK_PRESETS = {
  "network-activity-denied": NETWORK_ACTIVITY_DENIED,
  "network-activity-all": NETWORK_ACTIVITY_ALL,
} as const;
