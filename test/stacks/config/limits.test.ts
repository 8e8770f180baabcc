import { AWS_LIMITS, jsonSchemas, type AwsLimit } from "../../../stacks/config";
import { EDGES } from "./limit-edges";

describe.each(Object.entries(EDGES))("the limit %s", (_, { passes, fails, says }) => {
  it("lets pass what is just within it", () => {
    expect(passes()).toEqual([]);
  });

  it("finds what is just beyond it", () => {
    expect(JSON.stringify(fails()).replaceAll('\\"', '"')).toMatch(
      new RegExp(says.source.replace(/\$$/, "")),
    );
  });
});

/** Keys that AWS does not limit, and why. */
const UNLIMITED: Readonly<Record<string, string>> = {
  "acceptedChanges[].reason": "nothing of AWS",
  "acceptedChanges[].resource": "nothing of AWS",
  "acceptedChanges[].stack": "nothing of AWS",
  "acceptedChanges[].until": "nothing of AWS",
  "analytics.athena.scanLimitGb": "nothing of AWS: bounds of orgtrail",
  "analytics.athena.since": "nothing of AWS",
  "archive.replica.account": "a name of the file",
  "analytics.openSearch.keepDays": "nothing of AWS",
  "archive.stacks": "nothing of AWS: bounds of orgtrail",
  "archive.validation.lastHours": "nothing of AWS: bounds of orgtrail",
  "archive.validation.shards": "nothing of AWS: bounds of orgtrail",
  "terraform.awsProvider.atLeast": "nothing of AWS",
  "terraform.awsProvider.below": "nothing of AWS",
  "terraform.state.account": "a name of the file",
  "trail.delegatedAdministrator": "a name of the file",
  "team:account": "a name of the file",
  "team:accounts[]": "a name of the file",
  "team:archiveStack": "nothing of AWS: bounds of orgtrail",
};

interface Schema {
  readonly type?: string;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** The keys that take any text or number. */
function openKeys(schema: Schema, path: string): readonly string[] {
  const inside = [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => openKeys(inner, joined(path, key))),
    ...(typeof schema.additionalProperties === "object"
      ? openKeys(schema.additionalProperties, joined(path, "*"))
      : []),
    ...(schema.items === undefined ? [] : openKeys(schema.items, `${path}[]`)),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((inner) => openKeys(inner, path)),
  ];
  const isOpen =
    ["string", "integer", "number"].includes(schema.type ?? "") &&
    schema.enum === undefined &&
    schema.const === undefined;
  return isOpen ? [path, ...inside] : inside;
}

function joined(path: string, key: string): string {
  return path === "" || path.endsWith(":") ? `${path}${key}` : `${path}.${key}`;
}

it("has an edge for each limit but those of Terraform's plan", () => {
  const limits: readonly (readonly [string, AwsLimit])[] = Object.entries(AWS_LIMITS);
  const atSynthesis = limits.filter(([, { checked }]) => checked !== "plan").map(([id]) => id);
  expect(Object.keys(EDGES).sort()).toEqual(atSynthesis.sort());
});

it("has a limit for each key that takes any text or number, or says that AWS has none", () => {
  const schemas = jsonSchemas();
  const keys = [
    ...openKeys(schemas["organization.schema.json"] as Schema, ""),
    ...openKeys(schemas["team.schema.json"] as Schema, "team:"),
  ];
  expect(keys.length).toBeGreaterThan(60);
  const limits: readonly AwsLimit[] = Object.values(AWS_LIMITS);
  const covers = limits.flatMap(({ keys: covered }) => covered);
  const uncovered = keys.filter(
    (key) => UNLIMITED[key] === undefined && !covers.some((cover) => isBelow(key, cover)),
  );
  expect(uncovered).toEqual([]);
  const stale = covers.filter(
    (cover) =>
      cover !== "configRules.deployAs" &&
      cover !== "configRules.buckets" &&
      cover !== "team:allRegions" &&
      !keys.some((key) => isBelow(key, cover)),
  );
  expect(stale).toEqual([]);
});

/** Whether the key is the covered one, or in it. */
function isBelow(key: string, cover: string): boolean {
  const pattern = cover.replace(/[.[\]]/g, "\\$&").replaceAll("*", "[^.]+");
  return new RegExp(`^${pattern}($|[.[])`).test(key);
}
