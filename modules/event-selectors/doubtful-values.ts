import { type DocumentedType, startsEveryArn } from "./documented-types";
import type { Problem } from "../validation";
import type { PlacedValue } from "./constraints/texts";

/** A value of a condition, wherever it stands. */
type Value = Pick<PlacedValue, "field" | "operator" | "value">;

type Test = (text: string) => boolean;

/** What the values of a field look like: a whole one, and what may stand at its start or its end. */
interface Form {
  readonly whole: Test;
  readonly start: Test;
  readonly end: Test;
  readonly looks: string;
  readonly remedy: string;
}

const like =
  (pattern: RegExp): Test =>
  (text) =>
    pattern.test(text);

/** The kinds of events that a record names. Insights, sign-ins and events of the console are no data events, and may become some. */
const EVENT_TYPES = [
  "AwsApiCall",
  "AwsServiceEvent",
  "AwsConsoleAction",
  "AwsConsoleSignIn",
  "AwsVpceEvent",
  "AwsCloudTrailInsight",
  "AwsAggregatedEvent",
];

const SERVICE_CHARACTERS = like(/^[a-z0-9.-]+$/);

/**
 * By the property of a selector. What a record has in these fields AWS documents by examples, and so a value of another form is
 * told and not refused.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const FORMS: Readonly<Record<string, Form>> = {
  eventSource: {
    whole: like(/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/),
    start: SERVICE_CHARACTERS,
    end: SERVICE_CHARACTERS,
    looks: "s3.amazonaws.com, in lower case",
    remedy: "write the service as CloudTrail records it",
  },
  eventType: {
    whole: (text) => EVENT_TYPES.includes(text),
    start: (text) => EVENT_TYPES.some((type) => type.startsWith(text)),
    end: (text) => EVENT_TYPES.some((type) => type.endsWith(text)),
    looks: EVENT_TYPES.join(", "),
    remedy: "choose one of these; case counts",
  },
  vpcEndpointId: {
    whole: like(/^vpce-[0-9a-f]+$/),
    start: like(/^(?:v|vp|vpc|vpce|vpce-[0-9a-f]*)$/),
    end: like(/^(?:vpce-|pce-|ce-|e-|-)?[0-9a-f]+$/),
    looks: "vpce-0123456789abcdef0",
    remedy: "copy the id of the endpoint",
  },
};

/**
 * Why a value of the field is likely to match nothing, or to leave out nothing or all.
 * @param documented what is known of the selector's type of resource
 */
export function doubtfulValue(
  { field, operator, value }: Value,
  documented?: DocumentedType,
): Problem | undefined {
  if (value.includes("${")) return undefined;
  if (field === "userIdentityArn") return doubtfulIdentity(operator, value);
  if (field === "resourceArn") return everyArn(operator, value, documented);
  // Of a type whose service is known, the whole condition was looked at.
  if (field === "eventSource" && documented !== undefined) return undefined;
  const form = FORMS[field];
  if (form === undefined || form[partOf(operator)](value)) return undefined;
  return {
    what: "does not look as CloudTrail's values of this field do, and so is likely to match nothing",
    received: value,
    allowed: form.looks,
    remedy: form.remedy,
  };
}

function partOf(operator: Value["operator"]): "end" | "start" | "whole" {
  if (operator.toLowerCase().endsWith("startswith")) return "start";
  return operator.toLowerCase().endsWith("endswith") ? "end" : "whole";
}

/** What is done with a role is recorded with its session's ARN, in which the role has neither its path nor its ARN. */
const ROLE = /^arn:([^:]+):iam::([^:]*):role\/(?:.*\/)?([^/]*)$/;

/** What a principal of a call has for an ARN: a user, the root user or a session. */
const IDENTITY = /^arn:[^:]*(?::(?:iam|sts)(?::.*)?)?$/;

function doubtfulIdentity(operator: Value["operator"], value: string): Problem | undefined {
  if (partOf(operator) === "end" || !value.startsWith("arn:")) return everyArn(operator, value);
  const [, partition, account, name] = ROLE.exec(value) ?? [];
  if (partition !== undefined && account !== undefined && name !== undefined) {
    const session = `arn:${partition}:sts::${account}:assumed-role/${name}${partOf(operator) === "whole" ? "/" : ""}`;
    return {
      what: "is a role, and CloudTrail records what is done with it by the ARN of its session",
      received: value,
      remedy: `write ${operator.startsWith("not") ? "notStartsWith" : "startsWith"}: ["${session}"]`,
    };
  }
  if (IDENTITY.test(value) || partialService(value)) return everyArn(operator, value);
  return {
    what: "is no ARN of a user, a root user or a session, and so is likely to match nobody",
    received: value,
    allowed: "arn:PARTITION:iam::…, arn:PARTITION:sts::…",
    remedy: "correct the ARN",
  };
}

function partialService(value: string): boolean {
  const service = /^arn:[^:]+:([^:]*)$/.exec(value)?.[1];
  return service !== undefined && ["iam", "sts"].some((each) => each.startsWith(service));
}

/** A start that is left out and that all ARNs have leaves out each event that names one. */
function everyArn(
  operator: Value["operator"],
  value: string,
  documented?: DocumentedType,
): Problem | undefined {
  if (operator !== "notStartsWith" || !startsEveryArn(documented, value)) return undefined;
  return {
    what: "leaves out every ARN, so that nothing which has one is recorded",
    received: value,
    remedy: "write more of the ARN, or remove it",
  };
}
