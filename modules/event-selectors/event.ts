/**
 * What selectors look at in a CloudTrail record. All is `unknown`, since records come from files: a field of
 * another type than CloudTrail writes counts as absent.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface CloudTrailEvent {
  readonly eventCategory?: unknown;
  readonly managementEvent?: unknown;
  readonly eventType?: unknown;
  readonly eventSource?: unknown;
  readonly eventName?: unknown;
  readonly readOnly?: unknown;
  readonly errorCode?: unknown;
  readonly resources?: unknown;
  readonly userIdentity?: unknown;
  readonly sessionCredentialFromConsole?: unknown;
  readonly vpcEndpointId?: unknown;
}

/** A resource that an event is about. */
export interface EventResource {
  readonly type: string;
  /** Its ARN; for calls on a whole bucket, such as ListObjects, what S3 records as ARN prefix: `arn:aws:s3:::bucket/`. */
  readonly arn: string | undefined;
}

/** The value as text, if it is text. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** One property of a value that may be an object. */
function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** The typed resources of the event. */
export function resourcesOf(event: CloudTrailEvent): readonly EventResource[] {
  if (!Array.isArray(event.resources)) return [];
  return event.resources.flatMap((resource: unknown) => {
    const type = asText(property(resource, "type"));
    if (type === undefined) return [];
    return [{ type, arn: asText(property(resource, "ARN")) ?? asText(property(resource, "ARNPrefix")) }];
  });
}

/** The ARN of who made the call. */
export function identityArnOf(event: CloudTrailEvent): string | undefined {
  return asText(property(event.userIdentity, "arn"));
}

/** `"true"` for an event that only read, else `"false"`: a record that does not say may be a write. */
export function readOnlyOf(event: CloudTrailEvent): string {
  return String(event.readOnly === true || event.readOnly === "true");
}

/** `"true"` for an event of a console session. Other records lack the field. */
export function fromConsoleOf(event: CloudTrailEvent): string | undefined {
  return event.sessionCredentialFromConsole === true ? "true" : asText(event.sessionCredentialFromConsole);
}

/**
 * The category of the event: `Management`, `Data`, `NetworkActivity`, `Insight` … Records have said it since version
 * 1.07; for older ones it follows from `managementEvent`, and before 1.06 from the two services that had data events.
 */
export function eventCategoryOf(event: CloudTrailEvent): string {
  const said = asText(event.eventCategory);
  if (said !== undefined) return said;
  if (event.eventType === "AwsCloudTrailInsight") return "Insight";
  if (event.eventType === "AwsVpceEvent") return "NetworkActivity";
  if (typeof event.managementEvent === "boolean") return event.managementEvent ? "Management" : "Data";
  const data = resourcesOf(event).some(
    ({ type }) =>
      type === "AWS::S3::Object" || (type === "AWS::Lambda::Function" && event.eventName === "Invoke"),
  );
  return data ? "Data" : "Management";
}
