import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";
import { queryName, type SavedQuery } from "../controls";

/** Queries that people find by name in CloudWatch Logs Insights. */
export interface SavedQueriesProps {
  readonly namePrefix: string;
  readonly logGroupName: string;
  readonly queries: readonly SavedQuery[];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { namePrefix, logGroupName, queries }: SavedQueriesProps) {
    super(scope, id);
    for (const { name, text } of queries) {
      new CloudwatchQueryDefinition(this, name, {
        name: queryName(namePrefix, name),
        queryString: text,
        logGroupNames: [logGroupName],
      });
    }
  }
}
