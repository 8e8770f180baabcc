import {
  BASIC_RESOURCE_TYPES,
  EXCLUDABLE_SOURCES,
  READ_WRITE_TYPES,
  type BasicResourceType,
} from "../selectors";
import { isEveryResource } from "../basic";
import type { PlacedProblem, SelectorPath } from "../findings";
import type { SelectorConstraint } from "./constraint";

/** How basic selectors name resources of a type. CloudTrail refuses a bucket without the slash after it. */
interface ArnForm {
  readonly service: string;
  readonly test: RegExp;
  readonly one: string;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html */
const FORMS: Readonly<Record<BasicResourceType, ArnForm>> = {
  "AWS::S3::Object": {
    service: "s3",
    test: /^arn:[a-z-]+:s3:::[^/:]+\//,
    one: "arn:aws:s3:::BUCKET/ for the objects of a bucket, with the beginning of their keys after it",
  },
  "AWS::Lambda::Function": {
    service: "lambda",
    test: /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[^:]+/,
    one: "arn:aws:lambda:REGION:ACCOUNT:function:NAME",
  },
  "AWS::DynamoDB::Table": {
    service: "dynamodb",
    test: /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/./,
    one: "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME",
  },
};

/** What basic selectors say is legal. The types say the same, but for the ARNs. */
export const legalBasicValues: SelectorConstraint = (trail) =>
  trail.kind === "advanced"
    ? []
    : trail.selectors.flatMap((selector, index) => [
        ...oneOf(READ_WRITE_TYPES, selector.readWriteType, [index, "readWriteType"], "choose one of these"),
        ...(selector.excludeManagementEventSources ?? []).flatMap((source, at) =>
          oneOf(EXCLUDABLE_SOURCES, source, [index, "excludeManagementEventSources", at], "remove it"),
        ),
        ...(selector.dataResources ?? []).flatMap(({ type, values }, at) => {
          const path = [index, "dataResources", at];
          const illegal = oneOf(
            BASIC_RESOURCE_TYPES,
            type,
            [...path, "type"],
            "use advanced selectors for other types",
          );
          if (illegal.length > 0) return illegal;
          return values.flatMap((value, place) => wrongArn(type, value, [...path, "values", place]));
        }),
      ]);

function oneOf(
  allowed: readonly string[],
  received: string | undefined,
  path: SelectorPath,
  remedy: string,
): readonly PlacedProblem[] {
  if (received === undefined || allowed.includes(received)) return [];
  return [
    {
      path,
      problem: { what: "is not known to basic selectors", received, allowed: allowed.join(", "), remedy },
    },
  ];
}

function wrongArn(type: BasicResourceType, received: string, path: SelectorPath): readonly PlacedProblem[] {
  const { service, test, one } = FORMS[type];
  const isOfService = /^arn:[a-z-]+:([a-z0-9]+)(?::|$)/.exec(received)?.[1] === service;
  if (isOfService && isEveryResource(received)) return [];
  const found = (what: string, remedy: string): readonly PlacedProblem[] => [
    {
      path,
      problem: { what, received, allowed: `arn:aws:${service} for all of them, or ${one}`, remedy },
    },
  ];
  if (!isOfService) return found(`is not the ARN of an ${type}`, "correct the ARN");
  // A wildcard is refused as one.
  if (test.test(received) || received.includes("*")) return [];
  return /^arn:[a-z-]+:s3:::[^/:]+$/.test(received)
    ? found("names a bucket without the slash after it, which CloudTrail refuses", `write "${received}/"`)
    : found(`is not the ARN of an ${type}`, "correct the ARN");
}
