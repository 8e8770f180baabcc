import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
import type { Finder } from "./finder";

function detailsOf(trail: Trail, logging: boolean): readonly string[] {
  return [
    logging ? "logging" : "stopped",
    ...(trail.IsOrganizationTrail === true ? ["all accounts"] : []),
    trail.IsMultiRegionTrail === true ? "all Regions" : String(trail.HomeRegion),
    `to ${String(trail.S3BucketName)}`,
  ];
}

/** The trails at home in the Region. */
export const trails: Finder = async (settings) => {
  const client = new CloudTrailClient(settings);
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: false }));
  return Promise.all(
    trailList.map(async (trail) => {
      const { IsLogging = false } = await client.send(new GetTrailStatusCommand({ Name: trail.TrailARN }));
      return { kind: "trail", name: String(trail.Name), details: detailsOf(trail, IsLogging) };
    }),
  );
};
