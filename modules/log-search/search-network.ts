import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { Construct } from "constructs";
import { searchCidrProblem } from "../policy";
import { ofProperty, type Problem, type PropertyProblem } from "../validation";

/** Where an OpenSearch that is made stands in a VPC of yours, and who reaches it. */
export interface SearchNetwork<Made extends string> {
  /** The VPC of `place.subnetIds`. */
  readonly vpcId: string;
  /** What the security groups of OpenSearch and of the stream's network interfaces are called. */
  readonly securityGroupNames: Readonly<Record<Made | "stream", string>>;
  /** Who reaches it at port 443, besides the stream. */
  readonly reachedFrom: {
    /** Security groups of network interfaces. @default - none */
    readonly securityGroupIds?: readonly string[];
    /** Blocks of IPv4 addresses. @default - none */
    readonly cidrs?: readonly string[];
  };
}

const HTTPS = 443;

/**
 * OpenSearch lets in the stream and whom it is told, and out nobody; the stream's network interfaces reach OpenSearch and nothing else.
 * @returns the ids of both groups
 */
export function makeSecurityGroups<Made extends "collection" | "domain">(
  scope: Construct,
  made: Made,
  { vpcId, securityGroupNames, reachedFrom }: SearchNetwork<Made>,
): { readonly openSearch: string; readonly stream: string } {
  const { securityGroupIds = [], cidrs = [] } = reachedFrom;
  const stream = new SecurityGroup(scope, "stream-group", {
    name: securityGroupNames.stream,
    description: `The stream to OpenSearch reaches the ${made}`,
    vpcId,
  });
  const openSearch = new SecurityGroup(scope, `${made}-group`, {
    name: securityGroupNames[made],
    description: "The stream and those who search reach OpenSearch",
    vpcId,
    ingress: [
      {
        description: "The stream, and those who search",
        protocol: "tcp",
        ...{ fromPort: HTTPS, toPort: HTTPS },
        securityGroups: [stream.id, ...securityGroupIds],
        ...(cidrs.length > 0 && { cidrBlocks: [...cidrs] }),
      },
    ],
  });
  new VpcSecurityGroupEgressRule(scope, "stream-egress", {
    securityGroupId: stream.id,
    referencedSecurityGroupId: openSearch.id,
    description: "OpenSearch",
    ipProtocol: "tcp",
    ...{ fromPort: HTTPS, toPort: HTTPS },
  });
  return { openSearch: openSearch.id, stream: stream.id };
}

/** Why nobody would reach it, or everybody. @param at the property that has it */
export function reachProblems(
  at: "newCollection" | "newDomain",
  { securityGroupIds = [], cidrs = [] }: SearchNetwork<string>["reachedFrom"],
): readonly PropertyProblem[] {
  return [
    ...cidrs.flatMap((cidr) => ofProperty(`${at}.reachedFrom.cidrs`, searchCidrProblem(cidr))),
    ...ofProperty(
      `${at}.reachedFrom`,
      countProblem(
        cidrs.length + securityGroupIds.length,
        1,
        Infinity,
        "security groups and blocks of addresses",
      ),
    ),
  ];
}

/** Why a number is none that OpenSearch Service takes. */
export function countProblem(received: number, least: number, most: number, of: string): Problem | undefined {
  if (Number.isInteger(received) && received >= least && received <= most) return undefined;
  return {
    what: `is not as many ${of} as OpenSearch Service takes`,
    received,
    allowed: Number.isFinite(most) ? `${least} to ${most}` : `${least} or more`,
    remedy: "choose another number",
  };
}
