/** What one kind of event costs in a trail. */
export interface EventPrice {
  /** US dollars for 100,000 events, at list price in us-east-1. Other Regions, and partitions above all, may differ. */
  readonly per100k: number;
  /** Whether AWS's price list says so. Otherwise the price is what is commonly told. */
  readonly verified: boolean;
  /** What is counted, as a noun phrase. */
  readonly counts: string;
}

/**
 * CloudTrail's list prices for what selectors record. Delivery costs nothing more, but S3 bills storage and requests, and
 * CloudWatch Logs ingestion.
 * @see https://aws.amazon.com/cloudtrail/pricing/
 */
export const EVENT_PRICES = {
  managementFirstCopy: {
    per100k: 0,
    verified: true,
    counts: "management events, the first copy in each account and Region",
  },
  managementFurtherCopy: {
    per100k: 2,
    verified: true,
    counts: "management events, each further copy",
  },
  data: { per100k: 0.1, verified: true, counts: "data events, each copy" },
  networkActivity: { per100k: 0.1, verified: false, counts: "network activity events, each copy" },
} as const satisfies Record<string, EventPrice>;

/** What is billed apart: a kind of event with a price of its own. */
export type PricedEvents = keyof typeof EVENT_PRICES;

/** The price as words: `$0.10 per 100,000 events`. */
export function priceText(kind: PricedEvents): string {
  return `$${EVENT_PRICES[kind].per100k.toFixed(2)} per 100,000 events`;
}

/** What so many events cost, in US dollars at list price. */
export function listPrice(kind: PricedEvents, events: number): number {
  return (events / 100_000) * EVENT_PRICES[kind].per100k;
}
