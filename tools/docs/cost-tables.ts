import { athenaPrice } from "../../modules/questions";
import { markdownTable } from "./markdown-table";

/**
 * List prices in us-east-1, in US dollars, as of November 2026. AWS's pages say what is counted, and fill in amounts by script: one that
 * several others tell, and that was read on no page of AWS, is to be looked up, which the tables say.
 * @see https://aws.amazon.com/s3/pricing/
 * @see https://aws.amazon.com/kms/pricing/
 * @see https://aws.amazon.com/athena/pricing/
 * @see https://aws.amazon.com/sqs/pricing/
 * @see https://aws.amazon.com/sns/pricing/
 * @see https://aws.amazon.com/eventbridge/pricing/
 * @see https://aws.amazon.com/firehose/pricing/
 * @see https://aws.amazon.com/lambda/pricing/
 * @see https://aws.amazon.com/opensearch-service/pricing/
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
const PRICES = {
  storedMonth: { dollars: 0.023, a: "GB" },
  put: { dollars: 5, a: "million" },
  get: { dollars: 0.4, a: "million" },
  timeControl: { dollars: 0.015, a: "GB", lookUp: true },
  toAnotherRegion: { dollars: 0.02, a: "GB", lookUp: true },
  toTheInternet: { dollars: 0.09, a: "GB", lookUp: true },
  keyCall: { dollars: 3, a: "million" },
  queueRequest: { dollars: 0.4, a: "million", lookUp: true },
  notification: { dollars: 0.5, a: "million", lookUp: true },
  busEvent: { dollars: 1, a: "million", lookUp: true },
  asked: { dollars: athenaPrice(1e12), a: "TB" },
  lookedAt: { dollars: 0.005, a: "GB", lookUp: true },
  streamed: { dollars: 0.029, a: "GB", lookUp: true },
  functionSecond: { dollars: 0.0000133334, a: "GB and second", lookUp: true },
  indexedMonth: { dollars: 0.122, a: "GB", lookUp: true },
  instanceHour: { dollars: 0.128, a: "node and hour", lookUp: true },
} as const satisfies Readonly<Record<string, Price>>;

interface Price {
  readonly dollars: number;
  readonly a: "million" | "GB" | "TB" | "GB and second" | "node and hour";
  /** Whether it was read on no page of AWS. @default false */
  readonly lookUp?: boolean;
}

/** What a month brings, compressed. */
interface Volume {
  readonly gigabytes: number;
  readonly files: number;
  readonly events: number;
}

/** What is counted of it, in what the price is of: gigabytes, or single requests. */
interface Cost {
  readonly what: string;
  readonly price: keyof typeof PRICES;
  readonly of: (volume: Volume) => number;
}

/** An event as those that are recorded for the tests, in kilobytes. */
const EVENT = { inLogs: 1.3, compressed: 0.13, asDocument: 1.8 } as const;

/** Ten gigabytes a month, and a thousand times that, in files of 100 KB. */
const VOLUMES = [10, 10_000].map((gigabytes): Volume => ({
  gigabytes,
  files: gigabytes * 10_000,
  events: (gigabytes * 1_000_000) / EVENT.compressed,
}));

const byFile =
  (times: number) =>
  ({ files }: Volume): number =>
    files * times;
const byGigabyte = ({ gigabytes }: Volume): number => gigabytes;

const HAND_ON: readonly Cost[] = [
  { what: "Queue: three requests a file", price: "queueRequest", of: byFile(3) },
  { what: "Topic, to a queue or a function", price: "notification", of: byFile(1) },
  { what: "Event bus, and again to another account", price: "busEvent", of: byFile(2) },
  { what: "Reading from S3", price: "get", of: byFile(1) },
  { what: "Decrypting, at most: the bucket key saves nearly all of it", price: "keyCall", of: byFile(1) },
  { what: "Leaving the Region for another; nothing in it", price: "toAnotherRegion", of: byGigabyte },
  { what: "Leaving AWS", price: "toTheInternet", of: byGigabyte },
];

const SECOND_COPY: readonly Cost[] = [
  { what: "Keeping a month of it in S3 Standard", price: "storedMonth", of: byGigabyte },
  { what: "Writing the copies", price: "put", of: byFile(1) },
  { what: "Replication Time Control", price: "timeControl", of: byGigabyte },
  { what: "Leaving the Region; nothing in it", price: "toAnotherRegion", of: byGigabyte },
  {
    what: "Decrypting and encrypting, at most: the bucket keys save nearly all of it",
    price: "keyCall",
    of: byFile(2),
  },
];

const ATHENA: readonly Cost[] = [
  { what: "Keeping a month of it in S3 Standard", price: "storedMonth", of: byGigabyte },
  { what: "One question over the month", price: "asked", of: ({ gigabytes }) => gigabytes / 1000 },
  { what: "One over a day of it", price: "asked", of: ({ gigabytes }) => gigabytes / 1000 / 30 },
  { what: "S3's requests of the question over the month", price: "get", of: byFile(1) },
];

const INVESTIGATE: readonly Cost[] = [
  { what: "On your machine: S3's requests for the files", price: "get", of: byFile(1) },
  { what: "… decrypting, at most: the bucket key saves nearly all of it", price: "keyCall", of: byFile(1) },
  { what: "… leaving AWS; nothing within the Region", price: "toTheInternet", of: byGigabyte },
  {
    what: "Logs Insights, a question: all events, not compressed",
    price: "lookedAt",
    of: ({ events }) => (events * EVENT.inLogs) / 1_000_000,
  },
  { what: "Athena, a question", price: "asked", of: ({ gigabytes }) => gigabytes / 1000 },
];

/** What Firehose counts of a record at least, in kilobytes of 1024 bytes. */
const RECORD_KILOBYTES = 5;
/** What the function does, which has so much memory. */
const FUNCTION = { gigabytes: 0.5, eventsASecond: 2000 } as const;

const OPEN_SEARCH: readonly Cost[] = [
  { what: "Firehose, what CloudWatch Logs sends, compressed", price: "streamed", of: byGigabyte },
  {
    what: `Firehose, each document counted as ${RECORD_KILOBYTES} KB`,
    price: "streamed",
    of: ({ events }) => (events * RECORD_KILOBYTES) / 1024 ** 2,
  },
  {
    what: "Lambda, some 2,000 events a second with 512 MB",
    price: "functionSecond",
    of: ({ events }) => (events / FUNCTION.eventsASecond) * FUNCTION.gigabytes,
  },
  {
    what: "Storage of a domain (gp3) for a month of it: documents and one replica",
    price: "indexedMonth",
    of: ({ events }) => (events * EVENT.asDocument * 2) / 1_000_000,
  },
];

/** What a domain that is made has where nothing else is said, in three subnets, and the hours of a month. */
const DOMAIN = { instances: 3, type: "m6g.large.search", hours: 730 } as const;

/** What stands, however few events come. */
const NEW_DOMAIN: readonly Cost[] = [
  {
    what: `${DOMAIN.instances} instances ${DOMAIN.type} of a domain that is made, whatever comes`,
    price: "instanceHour",
    of: () => DOMAIN.instances * DOMAIN.hours,
  },
];

/** What it costs to hand log files on, a month. */
export function handOnCosts(): string {
  return costTable(HAND_ON, filesOf);
}

/** What a second copy costs, a month. */
export function secondCopyCosts(): string {
  return costTable(SECOND_COPY, filesOf);
}

/** What it costs to ask a month of logs, by each engine. */
export function investigationCosts(): string {
  return costTable(INVESTIGATE, filesOf);
}

/** What it costs to ask Athena. */
export function athenaCosts(): string {
  return costTable(ATHENA, filesOf);
}

/** What it costs to bring events to OpenSearch, a month. */
export function openSearchCosts(): string {
  return costTable(
    [...OPEN_SEARCH, ...NEW_DOMAIN],
    ({ events }) => `${rounded(events / 1_000_000)} million events`,
  );
}

function filesOf({ files }: Volume): string {
  return files < 1_000_000 ? `${rounded(files)} files` : `${rounded(files / 1_000_000)} million files`;
}

function costTable(costs: readonly Cost[], count: (volume: Volume) => string): string {
  return markdownTable(
    ["A month", ...VOLUMES.map((volume) => `${sizeOf(volume)}, ${count(volume)}`)],
    costs.map(({ what, price, of }) => {
      const unit: Price = PRICES[price];
      return [`${what}: ${priceText(unit)}`, ...VOLUMES.map((volume) => amount(unit, of(volume)))];
    }),
  );
}

function sizeOf({ gigabytes }: Volume): string {
  return gigabytes < 1000 ? `${gigabytes} GB` : `${gigabytes / 1000} TB`;
}

function priceText({ dollars, a, lookUp = false }: Price): string {
  const number = a === "million" ? dollars.toFixed(2) : String(dollars);
  return `USD ${number} a ${a}${lookUp ? ", to be looked up" : ""}`;
}

function amount({ dollars, a }: Price, count: number): string {
  const costs = dollars * (a === "million" ? count / 1_000_000 : count);
  return costs < 0.01 ? "under a cent" : `USD ${costs < 100 ? costs.toFixed(2) : rounded(costs)}`;
}

function rounded(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
