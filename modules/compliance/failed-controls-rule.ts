import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { DeadLetterQueue, undeliveredEvents } from "../detection";
import { renderEventPattern } from "../event-patterns";
import type { MonitoringPlace } from "../policy";
import { failedControlsPattern, failedControlsProblems, type BucketNamePattern } from "../security-hub";
import { assertNoProblems, assertProps } from "../validation";

/** Which findings are heard of, and by whom. */
export interface FailedControlsRuleProps {
  /** Where the rule stands. Its name prefix is to be no other rule's: the queue and its alarm are named by it too. */
  readonly place: MonitoringPlace;
  /** The log buckets: names, in which * stands for any characters. @default - no findings on buckets are heard of */
  readonly logBuckets?: readonly BucketNamePattern[];
  /** A topic to which rules whose names begin so may publish: one of AlarmTopics. */
  readonly topicArn: string;
}

/** The rule's name after the prefix. */
const RULE = "failed-controls";

/** What a person reads of a finding. */
const MESSAGE = {
  inputPaths: {
    title: "$.detail.findings[0].Title",
    control: "$.detail.findings[0].Compliance.SecurityControlId",
    severity: "$.detail.findings[0].Severity.Label",
    account: "$.detail.findings[0].AwsAccountId",
    region: "$.detail.findings[0].Region",
    resource: "$.detail.findings[0].Resources[0].Id",
    since: "$.detail.findings[0].FirstObservedAt",
    remedy: "$.detail.findings[0].Remediation.Recommendation.Url",
  },
  inputTemplate: JSON.stringify(
    "Security Hub: <control> failed (<severity>): <title>. Resource <resource> in account <account>, <region>, since <since>. " +
      "First: see in CloudTrail who changed it. What to do: <remedy>",
  ),
} as const;

/** A day, the longest that EventBridge tries. */
const RETRY = { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 } as const;

/**
 * An EventBridge rule that tells of failed controls on CloudTrail, KMS keys and log buckets. It hears of the findings of its own
 * account, and in the administrator's account of those of all members; of other Regions where findings are aggregated here.
 * Security Hub checks on change or within 12 to 24 hours, so this comes after alarms and rules on the change itself.
 *
 * It tells of a finding each time Security Hub updates it, until somebody sets its workflow status to another than NEW.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cloudwatch-events.html
 */
export class FailedControlsRule extends Construct {
  readonly ruleName: string;

  /** @throws ValidationError when the names of the log buckets make a pattern longer than EventBridge takes */
  constructor(scope: Construct, id: string, props: FailedControlsRuleProps) {
    super(scope, id);
    assertProps(this, props, "FailedControlsRule");
    const { place, logBuckets = [], topicArn } = props;
    const pattern = failedControlsPattern(place.partition, logBuckets);
    assertNoProblems(this, failedControlsProblems(pattern));
    const deadLetters = new DeadLetterQueue(this, "undelivered", { ...undeliveredEvents(place), topicArn });
    const rule = new CloudwatchEventRule(this, "rule", {
      name: `${place.namePrefix}${RULE}`,
      description: "Tells of failed Security Hub controls on CloudTrail, KMS keys and log buckets",
      eventPattern: renderEventPattern(pattern),
    });
    new CloudwatchEventTarget(this, "topic", {
      rule: rule.name,
      targetId: "topic",
      arn: topicArn,
      inputTransformer: MESSAGE,
      deadLetterConfig: { arn: deadLetters.queueArn },
      retryPolicy: RETRY,
    });
    this.ruleName = rule.name;
  }
}
