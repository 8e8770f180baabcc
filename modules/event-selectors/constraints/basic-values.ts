import {
  BASIC_RESOURCE_TYPES,
  EXCLUDABLE_SOURCES,
  READ_WRITE_TYPES,
  type BasicResourceType,
} from "../selectors";
import type { PlacedProblem, SelectorPath } from "../findings";
import type { SelectorConstraint } from "./constraint";

const SERVICE: Readonly<Record<BasicResourceType, string>> = {
  "AWS::S3::Object": "s3",
  "AWS::Lambda::Function": "lambda",
  "AWS::DynamoDB::Table": "dynamodb",
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
  const service = SERVICE[type];
  if (/^arn:[a-z-]+:([a-z0-9]+)(?::|$)/.exec(received)?.[1] === service) return [];
  return [
    {
      path,
      problem: {
        what: `is not the ARN of an ${type}`,
        received,
        allowed: `arn:aws:${service} for all of them, or an ARN that starts with arn:aws:${service}:`,
        remedy: "correct the ARN",
      },
    },
  ];
}
