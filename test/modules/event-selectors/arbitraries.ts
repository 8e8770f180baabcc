import fc from "fast-check";
import type {
  AdvancedEventSelector,
  CloudTrailEvent,
  DataSelector,
  FieldConditions,
  ManagementSelector,
  NetworkActivitySelector,
} from "../../../modules/event-selectors";

/** A small alphabet, so that starts, ends and whole values meet often. */
const word = fc.stringMatching(/^[ab/]{1,4}$/);
const values = fc.array(word, { minLength: 1, maxLength: 4 });

const anyConditions: fc.Arbitrary<FieldConditions> = fc.record(
  {
    equals: values,
    startsWith: values,
    endsWith: values,
    notEquals: values,
    notStartsWith: values,
    notEndsWith: values,
  },
  { requiredKeys: [] },
);

/** One operator on its own, as most conditions are: such conditions are alike often enough to be merged. */
const oneOperator: fc.Arbitrary<FieldConditions> = fc
  .tuple(fc.constantFrom("equals", "startsWith", "endsWith", "notEquals", "notStartsWith"), values)
  .map(([operator, list]) => ({ [operator]: list }));

export const conditions = fc.oneof(oneOperator, anyConditions);

const name = fc.constantFrom("one", "two", "three");
const resourceType = fc.constantFrom("AWS::S3::Object", "AWS::Lambda::Function");

const data: fc.Arbitrary<DataSelector> = fc.record(
  {
    category: fc.constant("Data" as const),
    resourceType,
    name,
    readOnly: fc.boolean(),
    eventName: conditions,
    resourceArn: conditions,
    userIdentityArn: conditions,
    sessionCredentialFromConsole: fc.boolean(),
  },
  { requiredKeys: ["category", "resourceType"] },
);

const management: fc.Arbitrary<ManagementSelector> = fc.record(
  {
    category: fc.constant("Management" as const),
    name,
    readOnly: fc.boolean(),
    eventSource: fc.record({
      notEquals: fc.subarray(["kms.amazonaws.com", "rdsdata.amazonaws.com"] as const, { minLength: 1 }),
    }),
  },
  { requiredKeys: ["category"] },
);

const network: fc.Arbitrary<NetworkActivitySelector> = fc.record(
  {
    category: fc.constant("NetworkActivity" as const),
    eventSource: fc.constantFrom("s3.amazonaws.com", "kms.amazonaws.com"),
    name,
    eventName: conditions,
    errorCode: fc.constant("VpceAccessDenied" as const),
    vpcEndpointId: conditions,
  },
  { requiredKeys: ["category", "eventSource"] },
);

export const selector: fc.Arbitrary<AdvancedEventSelector> = fc.oneof(
  { weight: 4, arbitrary: data },
  { weight: 1, arbitrary: management },
  { weight: 2, arbitrary: network },
);

/** Selectors that differ in a field or two, as those of one trail often do. */
const variants: fc.Arbitrary<readonly AdvancedEventSelector[]> = fc
  .tuple(
    fc.record({ resourceArn: conditions, readOnly: fc.boolean() }, { requiredKeys: [] }),
    fc.array(
      fc.record(
        { resourceArn: conditions, eventName: conditions, readOnly: fc.boolean() },
        { requiredKeys: [] },
      ),
      { minLength: 2, maxLength: 6 },
    ),
  )
  .map(([base, changes]) =>
    changes.map((change) => ({ category: "Data", resourceType: "AWS::S3::Object", ...base, ...change })),
  );

export const selectors: fc.Arbitrary<readonly AdvancedEventSelector[]> = fc.oneof(
  fc.array(selector, { minLength: 1, maxLength: 6 }),
  variants,
);

const resource = fc.record({ type: resourceType, ARN: word, ARNPrefix: word }, { requiredKeys: ["type"] });

export const event: fc.Arbitrary<CloudTrailEvent> = fc.record(
  {
    eventCategory: fc.constantFrom("Management", "Data", "Data", "Data", "NetworkActivity", "Insight"),
    eventSource: fc.constantFrom("s3.amazonaws.com", "kms.amazonaws.com", "rdsdata.amazonaws.com"),
    eventName: word,
    readOnly: fc.boolean(),
    errorCode: fc.constantFrom("VpceAccessDenied", "AccessDenied"),
    resources: fc.array(resource, { maxLength: 3 }),
    userIdentity: fc.record({ arn: word }),
    sessionCredentialFromConsole: fc.constant("true"),
    vpcEndpointId: word,
  },
  { requiredKeys: ["eventCategory"] },
);
