import type { Partition } from "../../organization";
import type { AdvancedEventSelector, NetworkActivitySelector } from "../selectors";
import { type NoOptions, type Preset, selectorName } from "./preset";
import { RESOURCE_PRESETS } from "./resources";
import { S3_PRESETS, type S3Scope } from "./objects";
import { EXCLUSION_BLINDS, WRITE_ONLY_BLINDS } from "../management-events";
import { priceText } from "../prices";
import { NETWORK_EVENT_SOURCES } from "../network-event-sources";

/** What CloudTrail's console names the selector of all management events. Scanners look for it by this name. */
const MANAGEMENT_SELECTOR = "Management events selector";

const MANAGEMENT_COST = `Free for the first copy per account and Region; ${priceText("managementFurtherCopy")} for each further copy.`;

/** Presets over management events. */
const MANAGEMENT_PRESETS = {
  "management-all": {
    records: "Every management event, read and write.",
    category: "Management",
    options: [],
    cost: MANAGEMENT_COST,
    expand: () => [{ category: "Management", name: MANAGEMENT_SELECTOR }],
  },
  "management-write": {
    records: "Management events that change something.",
    category: "Management",
    options: [],
    cost: `${MANAGEMENT_COST} Writes are a small part of all.`,
    warning: WRITE_ONLY_BLINDS,
    expand: () => [{ category: "Management", name: "management-write", readOnly: false }],
  },
  "management-without-kms-and-rds-data": {
    records: "Management events, read and write, of every service but KMS and the RDS Data API.",
    category: "Management",
    options: [],
    cost: `${MANAGEMENT_COST} KMS reads are often most of them.`,
    warning: `${EXCLUSION_BLINDS["kms.amazonaws.com"]}; ${EXCLUSION_BLINDS["rdsdata.amazonaws.com"]}`,
    expand: () => [
      {
        category: "Management",
        name: "management-without-kms-and-rds-data",
        eventSource: { notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] },
      },
    ],
  },
} as const satisfies Record<string, Preset<NoOptions>>;

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

const NETWORK_COST = "Every network activity event is billed; see CloudTrail's price list for the rate.";

const NETWORK_ACTIVITY_DENIED: Preset<DeniedNetworkScope> = {
  records: "Calls that the policy of a VPC endpoint denied: all services known, or the named ones.",
  category: "NetworkActivity",
  options: ["eventSources", "vpcEndpoints"],
  cost: `${NETWORK_COST} Few, unless something is misconfigured or probing.`,
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
  cost: `${NETWORK_COST} One event for each call through an endpoint.`,
  expand: (scope) => networkSelectors("network-activity-all", scope, {}),
};

/** Presets over network activity events. */
const NETWORK_PRESETS = {
  "network-activity-denied": NETWORK_ACTIVITY_DENIED,
  "network-activity-all": NETWORK_ACTIVITY_ALL,
} as const;

/** Which options each preset takes. */
type OptionsByPreset = Readonly<Record<keyof typeof MANAGEMENT_PRESETS, NoOptions>> &
  Readonly<Record<keyof typeof S3_PRESETS, S3Scope>> &
  OptionsOf<typeof RESOURCE_PRESETS> &
  OptionsOf<typeof NETWORK_PRESETS>;

type OptionsOf<Presets> = {
  readonly [Name in keyof Presets]: Presets[Name] extends Preset<infer Options> ? Options : never;
};

/** The name of a preset. */
export type PresetName = keyof OptionsByPreset;

/** A preset by name, with its options: `{ preset: "s3-write", buckets: ["acme-ledger"] }`. */
export type PresetRequest<Name extends PresetName = PresetName> = {
  [Each in Name]: { readonly preset: Each } & OptionsByPreset[Each];
}[Name];

/** Every preset, in the order in which the documentation lists them. */
export const PRESETS: { readonly [Name in PresetName]: Preset<OptionsByPreset[Name]> } = {
  ...MANAGEMENT_PRESETS,
  ...S3_PRESETS,
  ...RESOURCE_PRESETS,
  ...NETWORK_PRESETS,
};

/** The names of all presets. */
export const PRESET_NAMES: readonly PresetName[] = Object.keys(PRESETS) as PresetName[];

/** The selectors that a preset stands for, in a partition. */
export function expandPreset<Name extends PresetName>(
  request: PresetRequest<Name>,
  partition: Partition,
): readonly AdvancedEventSelector[] {
  const preset: Preset<OptionsByPreset[Name]> = PRESETS[request.preset];
  return preset.expand(request, partition);
}
