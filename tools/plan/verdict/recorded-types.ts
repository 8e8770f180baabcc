import type { JsonValue } from "../change";
import { at, textAt, textsAt } from "./attributes";

/** The types of resources that a recorder of AWS Config records. */
interface RecordedTypes {
  /** Whether `types` are those that it records, or those that it leaves out of all. */
  readonly of: "these" | "all but these";
  readonly types: readonly string[];
  /** Whether the types of IAM are recorded too, where all are. */
  readonly globalTypes: boolean;
}

/** Whether a recorder records fewer types of resources, by its `recording_group`. */
export function recordsFewerTypes(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  const [was, is] = [recordedTypes(before), recordedTypes(after)];
  const kept = (type: string): boolean => is.types.includes(type) === (is.of === "these");
  if (was.of === "these") return !was.types.every(kept);
  if (is.of === "these") return true;
  return !is.types.every((type) => was.types.includes(type)) || (was.globalTypes && !is.globalTypes);
}

/** Without a group a recorder records every type, but those of IAM. */
function recordedTypes(group: JsonValue | undefined): RecordedTypes {
  const globalTypes = at(group, "include_global_resource_types") === true;
  if (at(group, "all_supported") !== false) return { of: "all but these", types: [], globalTypes };
  const leftOut = textsAt(group, "exclusion_by_resource_types", "resource_types");
  const strategy = textAt(group, "recording_strategy", "use_only");
  return leftOut.length > 0 || strategy === "EXCLUSION_BY_RESOURCE_TYPES"
    ? { of: "all but these", types: leftOut, globalTypes: true }
    : { of: "these", types: textsAt(group, "resource_types"), globalTypes };
}
