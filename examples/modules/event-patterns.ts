import { compileFilterPattern, fieldIs, renderFilterPattern } from "orgtrail/event-patterns";

export default function example(): boolean {
  const pattern = renderFilterPattern(fieldIs("eventName", "DeleteTrail")); // { ($.eventName = "DeleteTrail") }
  return compileFilterPattern(pattern)({ eventName: "DeleteTrail" });
}
