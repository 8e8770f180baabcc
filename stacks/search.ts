import type { Construct } from "constructs";
import { logArchiveContract, searchContract } from "../modules/contracts";
import { LogSearch } from "../modules/log-search";
import { AccountStack } from "./account-stack";
import type { SearchBlueprint } from "./blueprint";
import { functionCode } from "./function-code";

/** The log-archive account: what brings events to OpenSearch. In a state of its own, so that no change of it comes near the logs. */
export class SearchStack extends AccountStack {
  constructor(scope: Construct, blueprint: SearchBlueprint) {
    super(scope, blueprint);
    const { search, logArchive: from } = blueprint;
    const logs = from && logArchiveContract.read(this, from.stack, from.state, from.foreseen);
    const code = functionCode("log-search");
    const { destinationArn } = new LogSearch(this, "search", {
      ...search,
      ...(code !== undefined && { code }),
      ...(logs && { accessLogs: { bucketName: logs.accessLogBucketName } }),
    });
    searchContract.publish(this, { destinationArn });
  }
}
