import type * as z from "zod";
import { didYouMean } from "../../modules/kernel";
import type { Fault } from "./fault";
import { keysAt } from "./schema-faults";
import type { YamlFile } from "./yaml-file";

/** The fault of a file that is about something else: none of its keys is one that is known, or is spelt like one. */
export function foreignFaults(file: YamlFile, schema: z.ZodType): readonly Fault[] {
  const { data } = file;
  const keys = typeof data === "object" && data !== null && !Array.isArray(data) ? Object.keys(data) : [];
  const known = keysAt(schema, [], data).map(({ name }) => name);
  const isMeant = (key: string): boolean => known.includes(key) || didYouMean(key, known, "") !== "";
  // One key may be a word for another.
  if (keys.length < 2 || known.length === 0 || keys.some(isMeant)) return [];
  return [
    file.fault([], {
      what: "is no configuration of orgtrail: it has none of its keys",
      received: keys,
      allowed: known.join(", "),
      remedy: "move it away, where orgtrail does not read it",
    }),
  ];
}
