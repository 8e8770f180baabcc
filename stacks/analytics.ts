import type { Construct } from "constructs";
import { AthenaQueries } from "../modules/athena";
import { analyticsContract, logArchiveContract } from "../modules/contracts";
import { AccountStack } from "./account-stack";
import type { AnalyticsBlueprint } from "./blueprint";

/** The log-archive account: what asks the logs. In a state of its own, so that no change of it comes near the logs. */
export class AnalyticsStack extends AccountStack {
  constructor(scope: Construct, blueprint: AnalyticsBlueprint) {
    super(scope, blueprint);
    const { stack, state, foreseen } = blueprint.logArchive;
    const { accessLogBucketName } = logArchiveContract.read(this, stack, state, foreseen);
    const { workgroupName, databaseName, readerRoleArn } = new AthenaQueries(this, "athena", {
      ...blueprint.athena,
      accessLogs: { bucketName: accessLogBucketName },
    });
    analyticsContract.publish(this, {
      athenaWorkgroupName: workgroupName,
      athenaDatabaseName: databaseName,
      athenaReaderRoleArn: readerRoleArn,
    });
  }
}
