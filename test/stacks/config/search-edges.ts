import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { a, range, text, type Edge } from "./edge";
import { faults } from "./faults-of";

const search = (keys: string): readonly string[] =>
  faults(`${MINIMAL_ORGANIZATION}monitoring: { rules: {} }\nanalytics: { openSearch: { ${keys} } }\n`);
const ids = (kind: string, count: number): string =>
  range(count)
    .map((index) => `${kind}-${String(index).padStart(8, "0")}`)
    .join(", ");
const collection = (endpoint: string): readonly string[] =>
  search(
    `collection: { arn: "arn:aws:aoss:us-east-1:222222222222:collection/0a1b2c", endpoint: "${endpoint}" }`,
  );

const vpc = (subnets: number, groups: number): readonly string[] =>
  search(
    `domain: "arn:aws:es:us-east-1:222222222222:domain/audit", vpc: { subnetIds: [${ids("subnet", subnets)}], securityGroupIds: [${ids("sg", groups)}] }`,
  );

/** The limits of OpenSearch. */
export const SEARCH_EDGES = {
  "search-domain": text(
    (name) => search(`domain: "arn:aws:es:us-east-1:222222222222:domain/${name}"`),
    a(28),
    a(29),
    /is not the ARN of a domain of OpenSearch/,
  ),
  "search-collection": text(
    (name) => collection(`https://${name}`),
    a(500),
    a(501),
    /is not the endpoint of a collection/,
  ),
  "search-vpc": {
    passes: () => vpc(16, 5),
    fails: () => [...vpc(17, 5), ...vpc(16, 6)],
    says: /subnetIds: is more than allowed.*securityGroupIds: is more than allowed/,
  },
} as const satisfies Readonly<Record<string, Edge>>;
