import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import {
  alarmName,
  controlQuery,
  DEFAULT_RETENTION_DAYS,
  LOG_VALIDATION_BOUNDS,
  LOG_VALIDATION_CONTROL,
  LOG_VALIDATION_SILENCE,
  type Severity,
} from "../controls";
import { ControlAlarms, SavedQueries } from "../monitoring";
import { LOG_VALIDATION, metricNamespace, type RoleName } from "../organization";
import { makeRole } from "../keys-and-roles";
import {
  logValidationRolePolicy,
  logValidationRoleTrust,
  POLICY_LIMITS,
  policySizeProblem,
  type PolicyDocument,
  type MonitoringPlace,
  type ValidatedLogs,
} from "../policy";
import { assertNoProblems, assertProps, ofProperty, type PropertyProblem } from "../validation";
import { codeProblems, packagedCode, type FunctionCode } from "./packaged-code";
import { validationJobs, type LogSource, type ValidationRange } from "./job";

/** What is validated each hour, where, and who hears of it. */
export interface LogValidationProps extends ValidationRange {
  /** The account and Region in which the function runs: those of the log archive. */
  readonly place: MonitoringPlace;
  /** Where trails deliver. The policies of the buckets and keys must let the role read: it is one of their readers. */
  readonly sources: readonly (LogSource & ValidatedLogs)[];
  readonly roleName: RoleName;
  readonly logGroupName: string;
  /** A key whose policy lets CloudWatch Logs encrypt the log group: that of a MonitoringKey. */
  readonly keyArn: string;
  /** What the function runs. @default - what comes with the package */
  readonly code?: FunctionCode;
  /** The topic of each severity: that of critical hears. @default - nobody does */
  readonly topicArns?: Readonly<Partial<Record<Severity, string>>>;
}

/** EventBridge takes so many targets of a rule. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const TARGETS_OF_A_RULE = 5;
/** The longest that Lambda lets a function run. */
const TIMEOUT_SECONDS = 900;
/** The memory with which Lambda gives a whole processor. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEMORY_MB = 1769;
/** A fixed minute: each hour of the clock has one run, which has ended before the hour has. */
const EACH_HOUR = "cron(20 * * * ? *)";
const HOUR_SECONDS = 3600;

/**
 * A function that validates the newest hours of all log files each hour, and two alarms: on what it finds, and on its silence. It
 * keeps no state, which somebody could change: every run proves all of its hours anew.
 *
 * Prices: two alarms ($0.20 a month), three metrics, and the requests to S3: one for each file and hour looked back.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
 */
export class LogValidation extends Construct {
  /** The names of the alarms. */
  readonly alarmNames: readonly string[];

  /** @throws ValidationError when a number is out of its bounds, or IAM would refuse the role's policy */
  constructor(scope: Construct, id: string, props: LogValidationProps) {
    super(scope, id);
    assertProps(this, props, "LogValidation");
    const { place, logGroupName, keyArn, topicArns = {} } = props;
    const { namePrefix } = place;
    const permissions = logValidationRolePolicy({ ...place, logGroupName, logs: props.sources });
    assertNoProblems(this, [
      ...boundProblems(props),
      ...codeProblems(props.code),
      ...ofProperty("sources", policySizeProblem(permissions, POLICY_LIMITS.inlineRolePolicy)),
    ]);
    const jobs = validationJobs(props);

    const group = new CloudwatchLogGroup(this, "group", {
      name: logGroupName,
      retentionInDays: DEFAULT_RETENTION_DAYS,
      kmsKeyId: keyArn,
    });
    this.schedule(this.makeFunction(props, group.name, permissions), jobs);
    const { alarmNames } = new ControlAlarms(this, "findings", {
      namePrefix,
      logGroupName: group.name,
      controls: [LOG_VALIDATION_CONTROL],
      topicArns,
    });
    new SavedQueries(this, "queries", {
      namePrefix,
      logGroupName: group.name,
      queries: [controlQuery(LOG_VALIDATION_CONTROL)],
    });
    const silence = alarmName(namePrefix, LOG_VALIDATION_SILENCE);
    this.hearSilence(silence, group.name, jobs.length, props);
    this.alarmNames = [...Object.values(alarmNames), silence];
  }

  private makeFunction(
    props: LogValidationProps,
    group: string,
    permissions: PolicyDocument,
  ): LambdaFunction {
    const { place, roleName } = props;
    const code = props.code ?? packagedCode(this);
    const { role, policy } = makeRole(this, {
      name: roleName,
      description: "Lets the hourly validation read log files",
      trust: logValidationRoleTrust(place),
      policyName: "read-logs",
      permissions,
    });
    const file = new TerraformAsset(this, "code", { path: code.path, type: AssetType.FILE });
    return new LambdaFunction(this, "function", {
      functionName: `${place.namePrefix}${LOG_VALIDATION}`,
      description: "Proves each hour that CloudTrail's log files are complete and unchanged",
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      filename: file.path,
      sourceCodeHash: code.sha256,
      timeout: TIMEOUT_SECONDS,
      memorySize: MEMORY_MB,
      // Text: a line is what the function writes, and a line of JSON is what the filters read.
      loggingConfig: { logFormat: "Text", logGroup: group },
      dependsOn: [policy],
    });
  }

  private schedule(target: LambdaFunction, jobs: ReturnType<typeof validationJobs>): void {
    const { functionName, arn } = target;
    for (let first = 0; first < jobs.length; first += TARGETS_OF_A_RULE) {
      const number = first === 0 ? "" : `-${first / TARGETS_OF_A_RULE + 1}`;
      const rule = new CloudwatchEventRule(this, `rule${number}`, {
        name: `${target.functionNameInput ?? ""}${number}`,
        description: "Validates log files each hour",
        scheduleExpression: EACH_HOUR,
      });
      const permission = new LambdaPermission(this, `permission${number}`, {
        action: "lambda:InvokeFunction",
        functionName,
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      });
      jobs.slice(first, first + TARGETS_OF_A_RULE).forEach((job, index) => {
        new CloudwatchEventTarget(this, `target-${first + index + 1}`, {
          rule: rule.name,
          targetId: `part-${first + index + 1}`,
          arn,
          input: JSON.stringify(job),
          dependsOn: [permission],
        });
      });
    }
  }

  /** Makes the alarm that rings when fewer runs end than begin: a function that fails, is cut off, or is not called any more. */
  private hearSilence(
    alarmName: string,
    group: string,
    runs: number,
    { place: { namePrefix }, logGroupName, topicArns = {} }: LogValidationProps,
  ): void {
    const { title, severity, happened, firstStep } = LOG_VALIDATION_SILENCE;
    const topic = topicArns[severity];
    const namespace = metricNamespace(namePrefix);
    const metricName = `${LOG_VALIDATION}-runs`;
    // Of the last line of each run: that it has ended, and of how many hours it has proven what there is.
    for (const [id, name, value] of [
      ["runs", metricName, "1"],
      ["proven", `${LOG_VALIDATION}-proven-hours`, "$.hours"],
    ] as const)
      new CloudwatchLogMetricFilter(this, id, {
        name: `${namePrefix}${name}`,
        logGroupName: group,
        pattern: "{ $.areas >= 0 }",
        metricTransformation: { name, namespace, value },
      });
    new CloudwatchMetricAlarm(this, "silence", {
      alarmName,
      alarmDescription: `${title} (${severity}). ${happened} What it wrote: log group ${logGroupName}. First: ${firstStep}`,
      namespace,
      metricName,
      statistic: "SampleCount",
      period: HOUR_SECONDS,
      // A run that ends some seconds later than the one before is no silence.
      evaluationPeriods: 2,
      threshold: runs,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
      ...(topic !== undefined && { alarmActions: [topic] }),
    });
  }
}

function boundProblems(props: LogValidationProps): readonly PropertyProblem[] {
  return (["lastHours", "shards"] as const).flatMap((property) => {
    const value = props[property];
    const [from, to] = LOG_VALIDATION_BOUNDS[property];
    if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) return [];
    return [
      {
        property,
        what: "is out of bounds",
        received: value,
        allowed: `a whole number from ${from} to ${to}`,
        remedy: "choose another number",
      },
    ];
  });
}
