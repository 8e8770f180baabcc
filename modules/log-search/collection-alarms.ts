import { Construct } from "constructs";
import type { SearchPlace } from "../policy";
import { makeHealthAlarms } from "./health-alarms";

/** Which collection is watched, and who hears. */
interface CollectionAlarmsProps {
  readonly place: SearchPlace;
  readonly name: string;
  /** The id that AWS gave it. */
  readonly collectionId: string;
  readonly topicArn?: string;
}

/**
 * Alarms on the health of a collection. How many OCUs are used is an account's metric, and its limit is set elsewhere.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/monitoring-cloudwatch.html
 */
export class CollectionAlarms extends Construct {
  constructor(scope: Construct, id: string, { place, name, collectionId, topicArn }: CollectionAlarmsProps) {
    super(scope, id);
    const often = { statistic: "Sum", threshold: 1, minutes: 5 } as const;
    makeHealthAlarms(
      this,
      {
        gone: {
          ...{ metricName: "ActiveCollection", statistic: "Maximum", threshold: 0, minutes: 5 },
          ...{ below: true, whenMissing: true },
          says: `The collection ${name} is not there (high). First: see in the trail who deleted it; the log files have every event.`,
        },
        unwritten: {
          ...often,
          metricName: "IngestionRequestErrors",
          says: `${name} has taken no batch of events whole for five minutes (high). First: see whether its access policy names the role of the stream, and whether the account's limit of OCUs is reached.`,
        },
        unavailable: {
          ...often,
          metricName: "5xx",
          says: `${name} has answered requests with faults of its own for five minutes (high). First: see whether its key is enabled, and whether the account's limit of OCUs is reached.`,
        },
      },
      {
        namespace: "AWS/AOSS",
        dimensions: { ClientId: place.account, CollectionId: collectionId, CollectionName: name },
        ...{ place, topicArn },
      },
    );
  }
}
