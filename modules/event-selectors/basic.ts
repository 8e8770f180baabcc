import type { AdvancedEventSelector, BasicDataResource, BasicEventSelector, DataSelector } from "./selectors";

/** An ARN that stands for every resource of its type: `arn:aws:s3`, `arn:aws:lambda`, `arn:aws:dynamodb`. */
const EVERY_RESOURCE = /^arn:[a-z-]+:(s3|lambda|dynamodb):*$/;

/** Whether the value stands for every resource of its type. CloudTrail's quota does not count such values. */
export function isEveryResource(value: string): boolean {
  return EVERY_RESOURCE.test(value);
}

/** Whether a basic selector's events are only reads, only writes, or both (undefined). */
export function readOnlyFor({ readWriteType = "All" }: BasicEventSelector): boolean | undefined {
  return { All: undefined, ReadOnly: true, WriteOnly: false }[readWriteType];
}

/**
 * The advanced selectors that record exactly what a basic selector records: for moving a trail to advanced
 * selectors without losing events.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html
 */
export function advancedForm(selector: BasicEventSelector): readonly AdvancedEventSelector[] {
  const readOnly = readOnlyFor(selector);
  const narrowing = readOnly === undefined ? {} : { readOnly };
  const {
    includeManagementEvents = true,
    excludeManagementEventSources: notEquals = [],
    dataResources = [],
  } = selector;
  const exclusion = notEquals.length === 0 ? {} : { eventSource: { notEquals } };
  const management: readonly AdvancedEventSelector[] = includeManagementEvents
    ? [{ category: "Management", ...narrowing, ...exclusion }]
    : [];
  const data = dataResources.filter(({ values }) => values.length > 0).map((resource) => dataForm(resource));
  return [...management, ...data.map((each) => ({ ...each, ...narrowing }))];
}

function dataForm({ type, values }: BasicDataResource): DataSelector {
  const all = { category: "Data", resourceType: type } as const;
  if (values.some(isEveryResource)) return all;
  // Functions and tables are exact, objects are named by how their ARN starts.
  return { ...all, resourceArn: type === "AWS::S3::Object" ? { startsWith: values } : { equals: values } };
}
