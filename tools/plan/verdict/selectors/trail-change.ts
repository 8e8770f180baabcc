import type { TrailSelectors } from "../../../../modules/event-selectors";
import type { JsonObject, ResourceChange } from "../../change";
import { isSame, sidesOf } from "../attributes";
import { readSelectors, UnreadableSelectors } from "./read-selectors";

/** What a trail records before and after a change, or why that cannot be told. */
type TrailChange =
  | {
      readonly kind: "read";
      readonly before?: TrailSelectors;
      readonly after: TrailSelectors;
      readonly trail: JsonObject;
    }
  | { readonly kind: "unreadable"; readonly why: string };

const SELECTORS = ["event_selector", "advanced_event_selector"];

/** Several judgements are about the same. */
const READ = new WeakMap<ResourceChange, { readonly found: TrailChange | undefined }>();

/** What the trail records, where that changes or the trail is new. */
export function trailChange(change: ResourceChange): TrailChange | undefined {
  const { found } = READ.get(change) ?? { found: readChange(change) };
  READ.set(change, { found });
  return found;
}

function readChange(change: ResourceChange): TrailChange | undefined {
  if (change.type !== "aws_cloudtrail") return undefined;
  const sides = sidesOf(change);
  const after = change.action === "create" ? change.after : sides?.after;
  if (
    after === undefined ||
    SELECTORS.every((name) => sides !== undefined && isSame(sides.before[name], after[name]))
  ) {
    return undefined;
  }
  try {
    return {
      kind: "read",
      ...(sides !== undefined && { before: readSelectors(sides.before) }),
      after: readSelectors(after),
      trail: after,
    };
  } catch (error) {
    if (!(error instanceof UnreadableSelectors)) throw error;
    return { kind: "unreadable", why: error.message };
  }
}
