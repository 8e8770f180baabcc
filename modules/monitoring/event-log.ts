import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { roleArn, type RoleName, type TrailIdentity } from "../organization";
import { makeRole } from "../keys-and-roles";
import { eventLogRolePolicy, eventLogRoleTrust } from "../policy";
import type { TrailLogGroup } from "../trail";
import { assertNoProblems, assertProps, ofProperty } from "../validation";
import { DEFAULT_RETENTION_DAYS, logGroupNameProblem, retentionProblem } from "../controls";

/** Where a trail's events go besides its bucket. */
export interface EventLogProps {
  /** The trail. The log group stands in its account and home Region: CloudTrail takes no other. */
  readonly trail: TrailIdentity;
  readonly logGroupName: string;
  /** The role with which CloudTrail writes. */
  readonly roleName: RoleName;
  /** A key whose policy lets CloudWatch Logs encrypt this log group: that of a MonitoringKey. */
  readonly keyArn: string;
  /** Days for which events are kept: one of RETENTION_DAYS, or `forever`. @default 400 */
  readonly retentionDays?: number | "forever";
  /** Whether Terraform refuses to destroy the log group. @default true */
  readonly destroyProtection?: boolean;
}

/**
 * The log group to which a trail delivers within minutes, encrypted, and the role with which it does. Events of more than
 * 256 KB do not come here; the log bucket has them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
export class EventLog extends Construct implements TrailLogGroup {
  readonly logGroupName: string;
  /** The log group's ARN with the `:*` that CloudTrail asks for. */
  readonly logGroupArn: string;
  /** The role's ARN, known once its policy lets CloudTrail write: it tests this when a trail is made. */
  readonly roleArn: string;
  /** The key that encrypts it. */
  readonly keyArn: string;

  /** @throws ValidationError when CloudWatch Logs would refuse the name or the retention */
  constructor(scope: Construct, id: string, props: EventLogProps) {
    super(scope, id);
    assertProps(this, props, "EventLog");
    const { trail, retentionDays = DEFAULT_RETENTION_DAYS, destroyProtection = true } = props;
    assertNoProblems(this, [
      ...ofProperty("logGroupName", logGroupNameProblem(props.logGroupName)),
      ...ofProperty(
        "retentionDays",
        retentionDays === "forever" ? undefined : retentionProblem(retentionDays),
      ),
    ]);
    const group = new CloudwatchLogGroup(this, "group", {
      name: props.logGroupName,
      // Terraform's word for what never expires.
      retentionInDays: retentionDays === "forever" ? 0 : retentionDays,
      kmsKeyId: props.keyArn,
      lifecycle: { preventDestroy: destroyProtection },
    });
    const { policy } = makeRole(this, {
      name: props.roleName,
      description: `Lets CloudTrail write ${trail.name} to ${props.logGroupName}`,
      trust: eventLogRoleTrust(trail),
      policyName: "write-events",
      permissions: eventLogRolePolicy(trail, props.logGroupName),
    });
    this.logGroupName = group.name;
    this.keyArn = props.keyArn;
    this.logGroupArn = `${group.arn}:*`;
    this.roleArn = roleArn(trail.partition, trail.account, policy.role as RoleName);
  }
}
