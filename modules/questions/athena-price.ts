/** What Athena bills of each query at least. */
const LEAST_BYTES = 10_000_000;
/** US dollars, at list price in us-east-1. */
const PER_TERABYTE = 5;

/**
 * What a query costs that reads so many bytes, in US dollars at list price.
 * @see https://aws.amazon.com/athena/pricing/
 */
export function athenaPrice(bytes: number): number {
  return (Math.max(bytes, LEAST_BYTES) / 1e12) * PER_TERABYTE;
}
