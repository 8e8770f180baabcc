import {
  compileSelectors,
  type AdvancedEventSelector,
  type BasicEventSelector,
  type CloudTrailEvent,
  type TrailSelectors,
} from "../../../../modules/event-selectors";
import type { JsonObject, JsonValue, ResourceChange } from "../../change";
import { blocksAt, holdsUnknown, isSame, sidesOf } from "../attributes";
import { advancedSelector, basicSelector, categoryOf, UnreadableSelectors } from "./read-selectors";

/** What a trail records no more of management events, or may not. */
interface ManagementChange {
  /** The kinds, in words. */
  readonly lost: readonly string[];
  /** Why it cannot be seen that they are recorded. @default - it can be seen that they are not */
  readonly why?: string;
}

const NOTHING: ManagementChange = { lost: [] };

/** What a block records of management events: kinds, or why that cannot be told. */
type BlockReading =
  { readonly kinds: readonly string[] } | { readonly why: string; readonly block: JsonValue };

/**
 * What a trail records less of management events. A selector that cannot be read counts as one that recorded all, and that
 * records none from now on: of these events none may be lost. One that stays as it is loses nothing.
 */
export function managementChange(change: ResourceChange): ManagementChange {
  const sides = change.type === "aws_cloudtrail" ? sidesOf(change) : undefined;
  if (sides === undefined) return NOTHING;
  const [was, is] = [blockReadings(sides.before), blockReadings(sides.after)];
  const [unseen, nowUnseen] = [unreadableOnlyIn(was, is), unreadableOnlyIn(is, was)];
  const had = unseen.length > 0 ? MANAGEMENT_KINDS : kindsIn(was);
  const kept = kindsIn(is);
  const lost = had.filter((kind) => !kept.includes(kind));
  const [why] = [...nowUnseen, ...unseen];
  return lost.length === 0 ? NOTHING : { lost, ...(why !== undefined && { why }) };
}

function kindsIn(readings: readonly BlockReading[]): readonly string[] {
  return readings.flatMap((reading) => ("kinds" in reading ? reading.kinds : []));
}

/** Why blocks that only the one side has cannot be read. */
function unreadableOnlyIn(
  readings: readonly BlockReading[],
  others: readonly BlockReading[],
): readonly string[] {
  return readings.flatMap((reading) => {
    if ("kinds" in reading) return [];
    const stays = others.some((other) => "block" in other && isSame(other.block, reading.block));
    return stays ? [] : [reading.why];
  });
}

function blockReadings(trail: JsonObject): readonly BlockReading[] {
  const { event_selector: basic = null, advanced_event_selector: advanced = null } = trail;
  const untold = [advanced, basic].find((list) => typeof list === "string");
  if (untold !== undefined) return [{ why: "the selectors are known only after apply", block: untold }];
  const selectors = blocksAt(trail, "advanced_event_selector");
  if (selectors.length > 0) {
    return selectors.flatMap((block) =>
      ["Data", "NetworkActivity"].includes(categoryOf(block) ?? "")
        ? []
        : [reading({ ...block, name: null }, (each) => ofAdvanced(advancedSelector(each)))],
    );
  }
  const older = blocksAt(trail, "event_selector");
  if (older.length === 0) return [{ kinds: ofBasic({}) }];
  return older.map((block) =>
    reading({ ...block, data_resource: [] }, (each) => ofBasic(basicSelector(each))),
  );
}

function reading(block: JsonObject, kindsOf: (block: JsonObject) => readonly string[]): BlockReading {
  if (holdsUnknown(block)) return { why: "a selector is known only after apply", block };
  try {
    return { kinds: kindsOf(block) };
  } catch (error) {
    if (!(error instanceof UnreadableSelectors)) throw error;
    return { why: error.message, block };
  }
}

function ofAdvanced(selector: AdvancedEventSelector): readonly string[] {
  return managementKinds({ kind: "advanced", selectors: [selector] });
}

function ofBasic(selector: BasicEventSelector): readonly string[] {
  return managementKinds({ kind: "basic", selectors: [selector] });
}

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
const MANAGEMENT_KINDS: readonly string[] = KINDS.map(({ title }) => title);

/** The kinds of management events that the trail records, in words. */
export function managementKinds(trail: TrailSelectors): readonly string[] {
  const match = compileSelectors(trail);
  return KINDS.filter(({ event }) => match(event) !== undefined).map(({ title }) => title);
}
