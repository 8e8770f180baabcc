import { markdownTable } from "./markdown-table";

/**
 * List prices in us-east-1, in US dollars, as of November 2026: of a gigabyte, or of one request. Those of S3 Replication Time Control, of leaving a
 * Region and of leaving AWS are what is commonly told, and not verified: look them up before you count on them.
 * @see https://aws.amazon.com/s3/pricing/
 * @see https://aws.amazon.com/kms/pricing/
 * @see https://aws.amazon.com/cloudwatch/pricing/
 * @see https://aws.amazon.com/sqs/pricing/
 * @see https://aws.amazon.com/sns/pricing/
 * @see https://aws.amazon.com/eventbridge/pricing/
 */
const PRICES = {
  storedMonth: 0.023,
  put: 5 / 1_000_000,
  get: 0.4 / 1_000_000,
  timeControl: 0.015,
  toAnotherRegion: 0.02,
  toTheInternet: 0.09,
  keyCall: 3 / 1_000_000,
  queueRequest: 0.4 / 1_000_000,
  notification: 0.5 / 1_000_000,
  busEvent: 1 / 1_000_000,
} as const;

/** What is counted of each file or gigabyte, and how often. */
interface Cost {
  readonly what: string;
  readonly price: keyof typeof PRICES;
  readonly per: "file" | "gigabyte";
  readonly times?: number;
}

/** What pages count with: ten gigabytes a month, and a thousand times that, in files of 100 KB. */
const VOLUMES = [
  { gigabytes: 10, files: 100_000, title: "10 GB, 100,000 files" },
  { gigabytes: 10_000, files: 100_000_000, title: "10 TB, 100 million files" },
] as const;

const HAND_ON: readonly Cost[] = [
  { what: "Queue: three requests a file", price: "queueRequest", per: "file", times: 3 },
  { what: "Topic, to a queue or a function", price: "notification", per: "file" },
  { what: "Event bus, and again to another account", price: "busEvent", per: "file", times: 2 },
  { what: "Reading from S3", price: "get", per: "file" },
  { what: "Decrypting, at most: the bucket key saves nearly all of it", price: "keyCall", per: "file" },
  { what: "Leaving the Region for another; nothing in it", price: "toAnotherRegion", per: "gigabyte" },
  { what: "Leaving AWS", price: "toTheInternet", per: "gigabyte" },
];

const SECOND_COPY: readonly Cost[] = [
  { what: "Keeping a month of it in S3 Standard", price: "storedMonth", per: "gigabyte" },
  { what: "Writing the copies", price: "put", per: "file" },
  { what: "Replication Time Control", price: "timeControl", per: "gigabyte" },
  { what: "Leaving the Region; nothing in it", price: "toAnotherRegion", per: "gigabyte" },
  {
    what: "Decrypting and encrypting, at most: the bucket keys save nearly all of it",
    price: "keyCall",
    per: "file",
    times: 2,
  },
];

/** What it costs to hand log files on, a month. */
export function handOnCosts(): string {
  return costTable(HAND_ON);
}

/** What a second copy costs, a month. */
export function secondCopyCosts(): string {
  return costTable(SECOND_COPY);
}

function costTable(costs: readonly Cost[]): string {
  return markdownTable(
    ["A month", ...VOLUMES.map(({ title }) => title)],
    costs.map(({ what, price, per, times = 1 }) => [
      `${what}: ${per === "file" ? `USD ${rounded(PRICES[price] * 1_000_000)} a million` : `USD ${PRICES[price]} a GB`}`,
      ...VOLUMES.map(
        ({ files, gigabytes }) =>
          `USD ${rounded(PRICES[price] * times * (per === "file" ? files : gigabytes))}`,
      ),
    ]),
  );
}

/** Dollars with cents below a hundred. */
function rounded(dollars: number): string {
  return dollars < 100 ? dollars.toFixed(2) : Math.round(dollars).toLocaleString("en-US");
}
