import type { Construct } from "constructs";
import { replicaContract } from "../modules/contracts";
import {
  AccessLogBucket,
  LogReplica,
  LogReplication,
  ReplicationDelay,
  type LogArchive,
} from "../modules/log-archive";
import { AccountStack, type ConstructLeftOut } from "./account-stack";
import type { ReplicaBlueprint, ReplicationBlueprint } from "./blueprint";
import { addWatch, highTopicOf } from "./watch";

/** The account and Region of the second copy: in a state of its own, which the log archive's role does not deploy. */
export class ReplicaStack extends AccountStack {
  override readonly leftOut: readonly ConstructLeftOut[];

  constructor(scope: Construct, blueprint: ReplicaBlueprint) {
    super(scope, blueprint);
    const accessLogs = new AccessLogBucket(this, "access-logs", blueprint.accessLogs);
    const copy = new LogReplica(this, "replica", { ...blueprint.copy, accessLogs });
    this.leftOut = [{ construct: copy, leftOut: blueprint.leftOut }];
    const { delay } = blueprint;
    if (delay !== undefined) {
      const topicArn = highTopicOf(delay.watch && addWatch(this, delay.watch));
      new ReplicationDelay(this, "delay", { ...delay.props, ...(topicArn !== undefined && { topicArn }) });
    }
    replicaContract.publish(this, { replicaKeyArn: copy.keyArn });
  }
}

/** Copies the logs of an archive elsewhere. @param topicArn hears where it does not */
export function addReplication(
  stack: AccountStack,
  { replica, props }: ReplicationBlueprint,
  logs: LogArchive,
  topicArn: string | undefined,
): void {
  const { replicaKeyArn } = replicaContract.read(stack, replica.stack, replica.state, replica.foreseen);
  new LogReplication(stack, "replication", {
    ...props,
    replicatedBucket: logs.bucketName,
    versioning: logs.versioning,
    replicaKeyArn,
    ...(topicArn !== undefined && { topicArn }),
  });
}
