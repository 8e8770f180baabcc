import {
  compileSelectors,
  type CloudTrailEvent,
  type TrailSelectors,
} from "../../../../modules/event-selectors";

/** Kinds of management events that a trail records or not, with one event of each. */
const KINDS: readonly { readonly title: string; readonly event: CloudTrailEvent }[] = [
  { source: "iam.amazonaws.com", of: "" },
  { source: "kms.amazonaws.com", of: " of KMS" },
  { source: "rdsdata.amazonaws.com", of: " of the RDS Data API" },
].flatMap(({ source: eventSource, of }) =>
  [false, true].map((readOnly) => ({
    title: `${readOnly ? "read" : "write"} management events${of}`,
    event: { eventCategory: "Management", eventSource, readOnly },
  })),
);

/** All kinds of management events, in words. */
export const MANAGEMENT_KINDS: readonly string[] = KINDS.map(({ title }) => title);

/** The kinds of management events that the trail records, in words. */
export function managementKinds(trail: TrailSelectors): readonly string[] {
  const match = compileSelectors(trail);
  return KINDS.filter(({ event }) => match(event) !== undefined).map(({ title }) => title);
}
