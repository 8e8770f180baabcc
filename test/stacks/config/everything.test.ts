import { parse } from "yaml";
import { jsonSchemas } from "../../../stacks/config";
import {
  EVERYTHING_CENTRAL_TEAM,
  EVERYTHING_ORGANIZATION,
  EVERYTHING_OWN_TEAM,
} from "../../support/configurations";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** The keys of an object in the schema, those of its alternatives too. */
function propertiesOf({ properties = {}, anyOf = [], oneOf = [] }: Schema): readonly [string, Schema][] {
  return [...Object.entries(properties), ...[...anyOf, ...oneOf].flatMap(propertiesOf)];
}

/** The keys of a file, and of what stands under them: `archive`, `archive.readers`. */
function keysOf(schema: Schema): readonly string[] {
  const keys = propertiesOf(schema).flatMap(([key, inner]) => [
    key,
    ...propertiesOf(inner).map(([below]) => `${key}.${below}`),
  ]);
  return [...new Set(keys)].sort();
}

function isUsed(key: string, files: readonly string[]): boolean {
  const path = key.split(".");
  return files.some(
    (text) =>
      path.reduce<unknown>((value, step) => {
        const isObject = typeof value === "object" && value !== null;
        return isObject ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
      }, parse(text)) !== undefined,
  );
}

/** These exclude what the organization with everything on has instead; test/stacks/synth.test.ts and others use them. */
const ALTERNATIVES: Readonly<Record<string, readonly string[]>> = {
  "organization.schema.json": [
    "archive.existingBucket",
    "archive.kmsKeyArn",
    "archive.region",
    "archive.replacesBucketSettings",
    ...["project", "audience", "plan", "deploy"].map((key) => `pipeline.${key}`).sort(),
    "trail.basicSelectors",
    "trail.deliveryTopicArn",
    "trail.excludeLogBuckets",
  ],
  "team.schema.json": [
    "accounts",
    "basicSelectors",
    "excludeLogBuckets",
    "existingBucket",
    "immutability.lifecycle",
    "kmsKeyArn",
    "organizationalUnit",
  ],
};

describe("the organization with everything on", () => {
  it.each([
    ["organization.schema.json", [EVERYTHING_ORGANIZATION]],
    ["team.schema.json", [EVERYTHING_CENTRAL_TEAM, EVERYTHING_OWN_TEAM]],
  ])("uses every option of %s: add a new one in test/support/configurations.ts", (name, files) => {
    const keys = keysOf(jsonSchemas()[name] ?? {});
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !isUsed(key, files))).toEqual(ALTERNATIVES[name]);
  });
});
