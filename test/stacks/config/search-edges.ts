import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { a, text, type Edge } from "./edge";
import { faults } from "./faults-of";

const search = (keys: string): readonly string[] =>
  faults(`${MINIMAL_ORGANIZATION}monitoring: { rules: {} }\nanalytics: { openSearch: { ${keys} } }\n`);
const collection = (endpoint: string): readonly string[] =>
  search(
    `collection: { arn: "arn:aws:aoss:us-east-1:222222222222:collection/0a1b2c", endpoint: "${endpoint}" }`,
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
} as const satisfies Readonly<Record<string, Edge>>;
