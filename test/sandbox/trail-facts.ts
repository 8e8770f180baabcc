import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  InsightNotEnabledException,
  type AdvancedEventSelector,
} from "@aws-sdk/client-cloudtrail";
import type { ClientSettings } from "../../tools/sandbox/accounts";

/** What AWS says of a trail, asked through the AWS SDK. */
export interface TrailFacts {
  readonly arn: string | undefined;
  readonly logging: boolean | undefined;
  readonly allAccounts: boolean | undefined;
  readonly allRegions: boolean | undefined;
  readonly globalServices: boolean | undefined;
  readonly validated: boolean | undefined;
  readonly bucket: string | undefined;
  readonly keyArn: string | undefined;
  readonly topicArn: string | undefined;
  readonly insights: readonly unknown[];
  /** The fields of each selector with their operators, by the selector's name. */
  readonly selectors: Readonly<Record<string, unknown>>;
}

function fieldsOf({ FieldSelectors = [] }: AdvancedEventSelector): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    FieldSelectors.map(({ Field, ...operators }): [string, unknown] => [String(Field), operators]),
  );
}

function selectorsByName(selectors: readonly AdvancedEventSelector[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    selectors.map((selector): [string, unknown] => [String(selector.Name), fieldsOf(selector)]),
  );
}

async function insightsOf(client: CloudTrailClient, TrailName: string): Promise<readonly unknown[]> {
  try {
    const { InsightSelectors = [] } = await client.send(new GetInsightSelectorsCommand({ TrailName }));
    return InsightSelectors.map(({ InsightType }) => InsightType).sort();
  } catch (error) {
    if (error instanceof InsightNotEnabledException) return [];
    throw error;
  }
}

/** What a trail is and does. */
export async function trailFacts(settings: ClientSettings, name: string): Promise<TrailFacts> {
  const client = new CloudTrailClient(settings);
  const { trailList = [] } = await client.send(
    new DescribeTrailsCommand({ trailNameList: [name], includeShadowTrails: false }),
  );
  const [trail, ...others] = trailList;
  if (trail === undefined || others.length > 0)
    throw new Error(`there are ${trailList.length} trails ${name}`);
  const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: trail.TrailARN }));
  const { AdvancedEventSelectors = [] } = await client.send(
    new GetEventSelectorsCommand({ TrailName: trail.TrailARN }),
  );
  return {
    arn: trail.TrailARN,
    logging: IsLogging,
    allAccounts: trail.IsOrganizationTrail,
    allRegions: trail.IsMultiRegionTrail,
    globalServices: trail.IncludeGlobalServiceEvents,
    validated: trail.LogFileValidationEnabled,
    bucket: trail.S3BucketName,
    keyArn: trail.KmsKeyId,
    topicArn: trail.SnsTopicARN,
    insights: await insightsOf(client, name),
    selectors: selectorsByName(AdvancedEventSelectors),
  };
}
