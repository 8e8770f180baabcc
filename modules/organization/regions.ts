import { didYouMean } from "../kernel";
import { assertNoProblems, ofProperty, type Problem } from "../validation";
import { PARTITIONS, type Partition } from "./partitions";

declare const brand: unique symbol;

/** The code of an AWS Region that is known to be in the organization's partition: `eu-west-1`. */
export type Region = string & { readonly [brand]: "Region" };

interface PartitionRegions {
  /** Regions that are enabled in every account. */
  readonly enabledByDefault: readonly string[];
  /** Regions that each account enables for itself. */
  readonly optIn: readonly string[];
}

/**
 * Regions by partition. Every Region that AWS added since 20 March 2019 is opt-in.
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const REGIONS: Readonly<Record<Partition, PartitionRegions>> = {
  aws: {
    enabledByDefault: [
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-northeast-3",
      "ap-south-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "ca-central-1",
      "eu-central-1",
      "eu-north-1",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
      "sa-east-1",
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
    ],
    optIn: [
      "af-south-1",
      "ap-east-1",
      "ap-east-2",
      "ap-south-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "ap-southeast-5",
      "ap-southeast-6",
      "ap-southeast-7",
      "ca-west-1",
      "eu-central-2",
      "eu-south-1",
      "eu-south-2",
      "il-central-1",
      "me-central-1",
      "me-south-1",
      "mx-central-1",
    ],
  },
  "aws-us-gov": {
    enabledByDefault: ["us-gov-east-1", "us-gov-west-1"],
    optIn: [],
  },
  "aws-cn": { enabledByDefault: ["cn-north-1", "cn-northwest-1"], optIn: [] },
  // The European Sovereign Cloud. @see https://docs.aws.amazon.com/general/latest/gr/rande.html
  "aws-eusc": { enabledByDefault: ["eusc-de-east-1"], optIn: [] },
};

/** How AWS names the Regions of a partition, but for which side of a continent it is and its number. */
const AREAS: Readonly<Record<Partition, RegExp>> = {
  aws: /^(?!cn-)[a-z]{2}-/,
  "aws-us-gov": /^us-gov-/,
  "aws-cn": /^cn-/,
  "aws-eusc": /^eusc-[a-z]{2}-/,
};
const SIDE = /^-(?:north|south|central|east|west|(?:north|south)(?:east|west))-[1-9]$/;

/** Whether the text is named as Regions of the partition are, and none that is known: AWS adds Regions between versions of orgtrail. */
export function isNewRegion(partition: Partition, region: string): boolean {
  const area = AREAS[partition].exec(region)?.[0];
  if (area === undefined || !SIDE.test(region.slice(area.length - 1))) return false;
  return !(regionsOf(partition) as readonly string[]).includes(region);
}

/** Every Region of the partition, sorted. */
export function regionsOf(partition: Partition): readonly Region[] {
  const { enabledByDefault, optIn } = REGIONS[partition];
  return [...enabledByDefault, ...optIn].sort() as Region[];
}

/** The Region with this code, or with a name of their shape. @throws ValidationError when the partition has none */
export function regionOf(partition: Partition, region: string): Region {
  assertNoProblems("Region", ofProperty(JSON.stringify(region), regionProblem(partition, region)));
  return region as Region;
}

/** Why the text is no Region of the partition. A newer one than those that are known is taken by the shape of its name. */
export function regionProblem(partition: Partition, region: string): Problem | undefined {
  if ((regionsOf(partition) as readonly string[]).includes(region) || isNewRegion(partition, region))
    return undefined;
  const home = PARTITIONS.find((other) => (regionsOf(other) as readonly string[]).includes(region));
  return {
    what:
      home === undefined ? "is not a Region of AWS" : `is a Region of partition ${home}, not of ${partition}`,
    received: region,
    allowed: regionsOf(partition).join(", "),
    remedy:
      home === undefined
        ? didYouMean(region, regionsOf(partition), "correct the Region")
        : "correct the Region, or the organization's partition",
  };
}

/**
 * Why the Region cannot be the home of an organization trail: from an opt-in Region, CloudTrail logs only
 * the members that enabled this Region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export function homeRegionProblem(partition: Partition, region: string): Problem | undefined {
  const unknown = regionProblem(partition, region);
  if (unknown !== undefined) return unknown;
  const { enabledByDefault, optIn } = REGIONS[partition];
  const isOptIn = optIn.includes(region) || (partition === "aws" && isNewRegion(partition, region));
  if (!isOptIn) return undefined;
  return {
    what: "is an opt-in Region: the organization trail would miss every account that has not enabled it",
    received: region,
    allowed: enabledByDefault.join(", "),
    remedy: "choose a Region that is enabled in every account",
  };
}
