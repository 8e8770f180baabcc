import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import {
  type Control,
  type EventTarget,
  isOfPlace,
  lambdaFunction,
  ruleProblems,
  type Severity,
  targetProblems,
} from "../controls";
import { renderEventPattern } from "../event-patterns";
import { deadLetterQueueName, type MonitoringPlace } from "../policy";
import { assertNoProblems, assertProps, type PropertyProblem } from "../validation";
import { DeadLetterQueue, undeliveredEvents } from "./dead-letter-queue";

/** What a person reads of an event, made of the event by EventBridge. */
interface MessageTemplate {
  /** Where in the event each word comes from. */
  readonly inputPaths: Readonly<Record<string, string>>;
  /** A JSON string with the words in angle brackets. */
  readonly inputTemplate: string;
}

const CALL = {
  account: "$.account",
  region: "$.region",
  time: "$.time",
  call: "$.detail.eventName",
  service: "$.detail.eventSource",
  who: "$.detail.userIdentity.arn",
  address: "$.detail.sourceIPAddress",
  id: "$.detail.eventID",
} as const;

const INSIGHT = {
  account: "$.account",
  region: "$.region",
  time: "$.time",
  call: "$.detail.insightDetails.eventName",
  service: "$.detail.insightDetails.eventSource",
  kind: "$.detail.insightDetails.insightType",
  id: "$.detail.eventID",
} as const;

/**
 * The message of a control's rule. A word that an event lacks is left out by EventBridge.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function messageTemplate({ about, title, severity, happened, firstStep }: Control): MessageTemplate {
  const insight = about === "insight";
  const event = insight
    ? "<kind> of <call> (<service>) in account <account>, <region>, at <time>. Event <id>."
    : "<call> (<service>) by <who> from <address> in account <account>, <region>, at <time>. Event <id>.";
  return {
    inputPaths: insight ? INSIGHT : CALL,
    inputTemplate: JSON.stringify(
      `${literal(title)} (${severity}). ${event} ${literal(happened)} First: ${literal(firstStep)}`,
    ),
  };
}

const BRACKETS: Readonly<Record<string, string>> = { "<": "‹", ">": "›" };

/** A text in which EventBridge finds no word to fill in. It has no escape for angle brackets, so that others take their place. */
function literal(text: string): string {
  return text.replaceAll(/[<>]/g, (bracket) => BRACKETS[bracket] ?? bracket);
}

/** How long EventBridge tries to deliver an event. */
export interface RetrySettings {
  /** 0 to 185. @default 185 */
  readonly attempts?: number;
  /** 60 to 86400. @default 86400: a day */
  readonly seconds?: number;
}

/** What must be heard of at once, and by whom. */
export interface DetectionRulesProps {
  readonly place: MonitoringPlace;
  /** The controls, of which those with a rule are detected. */
  readonly controls: readonly Control[];
  /** The topic of each severity. @default - events of a severity without one go to the other targets alone */
  readonly topicArns?: Readonly<Partial<Record<Severity, string>>>;
  /** Hears when an event reached none of its targets. @default - the topic of severity high, or else critical */
  readonly undeliveredTopicArn?: string;
  /** Where all events go besides, as AWS made them. At most 4, or 5 without topics. @default - nowhere */
  readonly targets?: readonly EventTarget[];
  /** The bus that is listened to. @default - the default bus, on which AWS's events come */
  readonly eventBusName?: string;
  /**
   * Controls of which rules stand on the default bus besides, where another is listened to: AWS tells there what happens in the
   * account itself.
   * @default - none
   */
  readonly defaultBusControls?: readonly Control[];
  readonly retry?: RetrySettings;
}

const MAX_RULE_DESCRIPTION_LENGTH = 512;
/** The state in which a rule hears management events that only read too. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
const DEFAULT_RETRY = { attempts: 185, seconds: 86_400 } as const;

/**
 * An EventBridge rule for each control that has one: heard of in seconds, and where logs are not delivered any more. A rule
 * sees the events of its own account and Region, and none that only read but where the control says so. It needs a trail that logs.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class DetectionRules extends Construct {
  /** The names of the rules. */
  readonly ruleNames: readonly string[];
  /** The name of the queue of events that reached no target. */
  readonly deadLetterQueueName: string;
  /** The name of the alarm on that queue. */
  readonly undeliveredAlarmName: string;
  private readonly deadLetters: DeadLetterQueue;

  /** @throws ValidationError when EventBridge would refuse a rule or a target */
  constructor(scope: Construct, id: string, props: DetectionRulesProps) {
    super(scope, id);
    assertProps(this, props, "DetectionRules");
    const { place, topicArns = {}, targets = [], controls, defaultBusControls = [], eventBusName } = props;
    const detected = controls.filter(({ rule }) => rule !== undefined);
    const ofAccount = defaultBusControls.filter(({ rule }) => rule !== undefined);
    assertNoProblems(this, [
      ...ruleProblems(place.namePrefix, detected),
      ...ruleProblems(place.namePrefix, ofAccount),
      ...targetProblems(place, targets, Object.keys(topicArns).length > 0).map(({ path, ...problem }) => ({
        ...problem,
        property: path.length === 0 ? "targets" : `targets[${path[0]}].${path[1]}`,
      })),
      ...retryProblems(props.retry ?? {}),
    ]);
    this.deadLetterQueueName = deadLetterQueueName(place);
    const heard = props.undeliveredTopicArn ?? topicArns.high ?? topicArns.critical;
    this.deadLetters = new DeadLetterQueue(this, "undelivered", {
      ...undeliveredEvents(place),
      ...(heard !== undefined && { topicArn: heard }),
    });
    this.undeliveredAlarmName = this.deadLetters.alarmName;
    this.ruleNames = [
      ...new Set([
        ...detected.map((control) => this.addRule(control, props, eventBusName)),
        ...ofAccount.map((control) => this.addRule(control, props, undefined, "default-bus-")),
      ]),
    ];
    this.permitFunctions(place, targets);
  }

  private addRule(
    control: Control,
    props: DetectionRulesProps,
    eventBusName: string | undefined,
    idPrefix = "",
  ): string {
    const { place, topicArns = {}, targets = [] } = props;
    const { id, rule, severity, title, happened, ruleHearsReads = false } = control;
    const name = `${place.namePrefix}${id}`;
    const bus = eventBusName === undefined ? {} : { eventBusName };
    const made = new CloudwatchEventRule(this, `${idPrefix}rule-${id}`, {
      name,
      description: `${title} (${severity}). ${happened}`.slice(0, MAX_RULE_DESCRIPTION_LENGTH),
      ...(rule !== undefined && { eventPattern: renderEventPattern(rule) }),
      ...(ruleHearsReads && { state: WITH_READS }),
      ...bus,
    });
    const { attempts, seconds } = { ...DEFAULT_RETRY, ...props.retry };
    const delivery = {
      rule: made.name,
      ...bus,
      deadLetterConfig: { arn: this.deadLetters.queueArn },
      retryPolicy: { maximumRetryAttempts: attempts, maximumEventAgeInSeconds: seconds },
    };
    const topic = topicArns[severity];
    if (topic !== undefined) {
      new CloudwatchEventTarget(this, `${idPrefix}topic-of-${id}`, {
        ...delivery,
        targetId: "topic",
        arn: topic,
        inputTransformer: messageTemplate(control),
      });
    }
    for (const { id: target, arn, roleArn } of targets) {
      new CloudwatchEventTarget(this, `${idPrefix}${target}-of-${id}`, {
        ...delivery,
        targetId: target,
        arn,
        ...(roleArn !== undefined && { roleArn }),
      });
    }
    return name;
  }

  /** A function takes events from the rules that its own policy names. That of another account or Region is not ours to change. */
  private permitFunctions(place: MonitoringPlace, targets: readonly EventTarget[]): void {
    const { partition, region, account, namePrefix } = place;
    for (const { id, arn } of targets) {
      const target = lambdaFunction(arn);
      if (target === undefined || !isOfPlace(place, arn)) continue;
      new LambdaPermission(this, `permission-of-${id}`, {
        statementId: `${namePrefix}rules`,
        action: "lambda:InvokeFunction",
        functionName: target.arn,
        ...(target.qualifier !== undefined && { qualifier: target.qualifier }),
        principal: "events.amazonaws.com",
        sourceArn: `arn:${partition}:events:${region}:${account}:rule/*${namePrefix}*`,
      });
    }
  }
}

function retryProblems({ attempts = 0, seconds = 60 }: RetrySettings): readonly PropertyProblem[] {
  const check = (property: string, value: number, from: number, to: number): readonly PropertyProblem[] =>
    Number.isInteger(value) && value >= from && value <= to
      ? []
      : [
          {
            property: `retry.${property}`,
            what: "is not what EventBridge takes",
            received: value,
            allowed: `a whole number from ${from} to ${to}`,
            remedy: "choose another number",
          },
        ];
  return [
    ...check("attempts", attempts, 0, DEFAULT_RETRY.attempts),
    ...check("seconds", seconds, 60, DEFAULT_RETRY.seconds),
  ];
}
