import { MINIMAL_ORGANIZATION } from "../../support/configurations";
import { a, range, text, type Edge } from "./edge";
import { faults } from "./faults-of";

const consumer = (keys: string): readonly string[] =>
  faults(`${MINIMAL_ORGANIZATION}  consumers: [{ account: "111111111111", ${keys} }]\n`);
const told = (count: number): readonly string[] => {
  const accounts = range(count).map((index) => `"${String(index).padStart(12, "3")}"`);
  // Of two: a role's policy has no room for a hundred accounts.
  const [one, other] = [accounts.slice(0, 50), accounts.slice(50)].map((some) => some.join(", "));
  const each = (name: string, of = ""): string =>
    `{ name: ${name}, account: "111111111111", notify: sqs, accounts: [${of}] }`;
  return faults(`${MINIMAL_ORGANIZATION}  consumers: [${each("one", one)}, ${each("other", other)}]\n`);
};

/** The limits of handing log files on. */
export const CONSUMER_EDGES = {
  "external-id": text((id) => consumer(`name: soc, externalId: ${id}`), a(1224), a(1225), /no external id/),
  "consumer-name": text((name) => consumer(`name: ${name}`), a(20), a(21), /is not 2 to 20 characters long/),
  "consumer-account": text(
    (account) => consumer(`name: soc, role: "arn:aws:iam::${account}:role/Soc"`),
    "111111111111",
    "111111111112",
    /is of another account/,
  ),
  "bucket-notifications": {
    passes: () => told(100),
    fails: () => told(101),
    says: /take 101 notifications of the bucket/,
  },
} as const satisfies Readonly<Record<string, Edge>>;
