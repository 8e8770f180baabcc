import * as z from "zod";
import {
  CONTROL_IDS,
  logGroupNameProblem,
  LOG_GROUP_NAME_PATTERN,
  MAX_PERIOD_MINUTES,
  RETENTION_DAYS,
  retentionProblem,
  SEVERITIES,
  subscriberProblem,
  type ControlId,
} from "../../../modules/controls";
import { BucketName } from "../../../modules/organization";
import { checked, kindOf, text } from "../scalars";

const severity = z.enum(SEVERITIES);
const severities = z.array(severity).min(1).readonly();
const threshold = z.int().min(1).meta({ description: "The alarm rings at this many events in a period." });
const periodMinutes = z
  .int()
  .min(1)
  .max(MAX_PERIOD_MINUTES)
  .meta({ description: "The minutes in which events are counted, 1 to 1440." });

const address = checked<string>(subscriberProblem, {
  description:
    "An e-mail address, an https:// address, a phone number with its +, or the ARN of a queue or function.",
  examples: ["security@acme.example"],
});

/** A word of a name: of an alarm or a target. */
const NAME = /^(?=.{2,40}$)[a-z](-?[a-z0-9])*$/;
const name = (description: string): z.ZodType<string, string> =>
  checked<string>(
    (value) =>
      NAME.test(value)
        ? undefined
        : {
            what: "is no name",
            received: value,
            allowed: "2 to 40 lower-case letters, digits and single hyphens, starting with a letter",
            remedy: "choose another name",
          },
    { pattern: NAME.source, description },
  );

/** None has quotes or backslashes, which patterns of filters would have to escape. */
const ARN = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:[^\s"'\\]+$/;
const arn = (description: string): z.ZodType<string, string> =>
  checked<string>(
    (value) =>
      ARN.test(value)
        ? undefined
        : {
            what: "is no ARN",
            received: value,
            allowed: "arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE",
            remedy: "copy the whole ARN",
          },
    { pattern: ARN.source, description },
  );

const daysOfRetention = z.int().superRefine((value, context) => {
  const problem = retentionProblem(value);
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem.what, params: { problem } });
});

const forever = checked<"forever">(
  (value) =>
    value === "forever"
      ? undefined
      : {
          what: "is no time for which CloudWatch Logs keeps events",
          received: value,
          allowed: `${RETENTION_DAYS.join(", ")}, forever`,
          remedy: "choose one of them, a number without quotes",
        },
  { pattern: "^forever$", description: "For ever.", examples: ["forever"] },
);

const retentionDays = z.union([daysOfRetention, forever]).meta({
  description: `Days for which the log group keeps events: ${RETENTION_DAYS.join(", ")}, or forever. Default: 400.`,
});

const logGroupName = checked<string>(logGroupNameProblem, {
  pattern: LOG_GROUP_NAME_PATTERN.source,
  description: "The log group's name. Default: derived.",
});

const control = z
  .strictObject({
    enabled: z
      .boolean()
      .exactOptional()
      .meta({ description: "Whether the control is watched. Default: true." }),
    severity: severity.exactOptional(),
    threshold: threshold.exactOptional(),
    periodMinutes: periodMinutes.exactOptional(),
  })
  .readonly();

const controls = z
  .strictObject(
    Object.fromEntries(CONTROL_IDS.map((id) => [id, control.exactOptional()])) as Record<
      ControlId,
      z.ZodExactOptional<typeof control>
    >,
  )
  .readonly();

const target = z
  .strictObject({
    id: name("Names the target: anything but topic and permission."),
    arn: arn(
      "The ARN of a Lambda function, queue, stream, state machine or bus, in the home Region; a bus may be in any.",
    ),
    roleArn: arn(
      "The role of the rules' account with which EventBridge sends, where the target needs one or is of another account. Default: none.",
    ).exactOptional(),
  })
  .readonly();

const rules = z
  .strictObject({
    enabled: z.boolean().default(true).meta({
      description:
        "Whether EventBridge rules tell at once of what must be fast, in the management and log-archive accounts. Default: true.",
    }),
    targets: z.array(target).max(3).readonly().default([]).meta({
      description:
        "Where these events go besides the topics: up to 3, from the management account, or with forwardToSecurity from the security account. Default: nowhere.",
    }),
    forwardToSecurity: z.boolean().default(false).meta({
      description:
        "Whether the events go to a bus in the security account, which notifies instead. Default: false.",
    }),
  })
  .readonly()
  .prefault({})
  .meta({ description: "EventBridge rules." });

/** `monitoring` in organization.yaml. */
export const monitoring = z
  .strictObject({
    logGroupName: logGroupName.exactOptional(),
    retentionDays: retentionDays.default(400),
    notify: z
      .array(
        z
          .strictObject({
            to: address,
            severities: severities.exactOptional().meta({ description: "Default: of every severity." }),
          })
          .readonly(),
      )
      .readonly()
      .default([])
      .meta({ description: "Who hears of alarms and rules. Default: nobody, of which synthesis warns." }),
    topics: z
      .strictObject(
        Object.fromEntries(
          SEVERITIES.map((each) => [each, arn(`A topic to use for severity ${each}.`).exactOptional()]),
        ) as Record<(typeof SEVERITIES)[number], z.ZodExactOptional<z.ZodType<string, string>>>,
      )
      .readonly()
      .default({})
      .meta({ description: "Topics of the management account to use instead of new ones. Default: none." }),
    controls: controls.default({}).meta({
      description: "Controls to switch off or change, by their id: see docs/controls.md. Default: none.",
    }),
    dashboard: z
      .boolean()
      .default(true)
      .meta({ description: "Whether there is a dashboard. Default: true." }),
    rules,
  })
  .readonly()
  .meta({
    description:
      "Delivers the organization trail to CloudWatch Logs too, and watches over it there. Every event delivered is billed. Default: nothing is watched.",
  });

/** One alarm in a team's file. */
const eventAlarm = z
  .strictObject({
    name: name("Names the alarm."),
    events: z
      .array(
        checked<string>(
          (value) =>
            /^[A-Za-z][A-Za-z0-9_*]{0,99}$/.test(value)
              ? undefined
              : {
                  what: "is no name of an event",
                  received: value,
                  allowed: "letters and digits, with * for any characters",
                  remedy: "write it as CloudTrail records it, without its service",
                },
          {
            description: "The name of an event, as CloudTrail records it; * stands for any characters.",
            examples: ["DeleteObject"],
          },
        ),
      )
      .min(1)
      .max(100)
      .readonly(),
    bucket: kindOf(BucketName, "Only events on this bucket. Default: on any.").exactOptional(),
    function: checked<string>(
      (value) =>
        /^[A-Za-z0-9_-]{1,64}$/.test(value)
          ? undefined
          : {
              what: "is no name of a Lambda function",
              received: value,
              allowed: "1 to 64 letters, digits, - and _",
              remedy: "leave out the ARN's other parts",
            },
      { description: "Only events on this Lambda function, by its name. Default: on any." },
    ).exactOptional(),
    principal: text(
      "Only events of this IAM role or user, by its ARN, with * for any characters. Default: of anybody.",
    ).exactOptional(),
    severity: severity.default("medium").meta({ description: "Default: medium." }),
    threshold: threshold.default(1),
    periodMinutes: periodMinutes.default(5),
    firstStep: z.string().min(1).max(300).exactOptional().meta({
      description: "What whoever hears the alarm does first, as a sentence. Default: to ask who did it.",
    }),
  })
  .readonly();

/** What a team's file says of monitoring. */
export const teamMonitoring = {
  logGroup: z
    .strictObject({ name: logGroupName.exactOptional(), retentionDays: retentionDays.default(400) })
    .readonly()
    .exactOptional()
    .meta({
      description:
        "Delivers the trail to CloudWatch Logs in the team's account too. Default: only where there are alarms.",
    }),
  alarms: z.array(eventAlarm).readonly().default([]).meta({
    description: "Alarms on events that the trail records, in the team's account. Default: none.",
  }),
  notify: z.array(address).readonly().default([]).meta({
    description: "Who hears of the team's alarms and rules. Default: nobody, of which synthesis warns.",
  }),
  rules: z.boolean().default(false).meta({
    description:
      "Whether EventBridge rules tell at once of tampering and root in the team's account and Region. Default: false.",
  }),
} as const;
