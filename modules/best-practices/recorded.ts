import { blocksOf, flagOf, textsOf, type Block, type Resource } from "./resource";
import type { RecordedFacts } from "./facts";

const NONE = { read: false, write: false, excludes: false };

/** What a trail records, by its selectors. */
export function recordedOf(trail: Resource): RecordedFacts {
  if (trail.isDynamic("advanced_event_selector") || trail.isDynamic("event_selector")) {
    return { kind: "unknown", management: NONE, dataTypes: [] };
  }
  const advanced = trail.blocks("advanced_event_selector");
  if (advanced.length > 0) return { kind: "advanced", ...sum(advanced.map(ofAdvanced)) };
  const basic = trail.blocks("event_selector");
  if (basic.length > 0) return { kind: "basic", ...sum(basic.map(ofBasic)) };
  return { kind: "default", management: { read: true, write: true, excludes: false }, dataTypes: [] };
}

type Recorded = Omit<RecordedFacts, "kind">;

function sum(selectors: readonly Recorded[]): Recorded {
  const read = selectors.filter(({ management }) => management.read);
  const write = selectors.filter(({ management }) => management.write);
  return {
    management: {
      read: read.length > 0,
      write: write.length > 0,
      // What one selector leaves out another may record.
      excludes: [read, write].some(
        (some) => some.length > 0 && some.every(({ management }) => management.excludes),
      ),
    },
    dataTypes: [...new Set(selectors.flatMap(({ dataTypes }) => dataTypes))].sort(),
  };
}

function ofAdvanced(selector: Block): Recorded {
  const fields = blocksOf(selector["field_selector"]);
  const equal = (name: string): readonly string[] =>
    fields.filter(({ field }) => field === name).flatMap(({ equals }) => textsOf(equals));
  const readOnly = equal("readOnly");
  const isManagement = equal("eventCategory").includes("Management");
  return {
    management: isManagement
      ? {
          read: !readOnly.includes("false"),
          write: !readOnly.includes("true"),
          excludes: fields.some(({ field }) => field === "eventSource"),
        }
      : NONE,
    dataTypes: isManagement ? [] : equal("resources.type"),
  };
}

function ofBasic(selector: Block): Recorded {
  const [kinds = "All"] = textsOf(selector["read_write_type"]);
  const management = flagOf(selector["include_management_events"], true) !== false;
  return {
    management: {
      read: management && kinds !== "WriteOnly",
      write: management && kinds !== "ReadOnly",
      excludes: textsOf(selector["exclude_management_event_sources"]).length > 0,
    },
    dataTypes: blocksOf(selector["data_resource"]).map(({ type }) => String(type)),
  };
}
