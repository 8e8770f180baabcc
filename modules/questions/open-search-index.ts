import { WHO } from "./catalogue";
import { EVENT_COLUMNS, type ColumnType, type Fields } from "./event-columns";
import { CUT, DETAILS, LONGEST_TERM, SOURCE_IP, TIMESTAMP } from "./open-search-document";

/** What an index makes of a field. */
export type OpenSearchField =
  | { readonly type: "keyword"; readonly ignore_above: number }
  | { readonly type: "date" | "ip"; readonly ignore_malformed: true }
  | { readonly type: "object"; readonly enabled: false }
  | { readonly dynamic: false; readonly properties: Readonly<Record<string, OpenSearchField>> };

/** What an index holds of an event. */
export interface OpenSearchMapping {
  readonly dynamic: false;
  readonly properties: Readonly<Record<string, OpenSearchField>>;
}

const TEXT: OpenSearchField = { type: "keyword", ignore_above: LONGEST_TERM };
const DATE: OpenSearchField = { type: "date", ignore_malformed: true };
/** Kept as it is, and not looked into: what stands in it is in `details`. */
const WHOLE: OpenSearchField = { type: "object", enabled: false };

/**
 * The fields of the index, one for each column of the table of events. A field that is not among them is kept and not indexed, and so
 * is all that differs from service to service: the index never has more fields than these.
 * @see https://docs.opensearch.org/latest/mappings/dynamic/
 */
export const OPEN_SEARCH_MAPPING: OpenSearchMapping = {
  dynamic: false,
  properties: {
    ...fieldsOf(EVENT_COLUMNS),
    eventTime: DATE,
    [TIMESTAMP]: DATE,
    [WHO.name]: TEXT,
    [SOURCE_IP]: { type: "ip", ignore_malformed: true },
    [DETAILS]: TEXT,
    [CUT]: TEXT,
  },
};

function fieldsOf(columns: Fields): Readonly<Record<string, OpenSearchField>> {
  return Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, fieldFor(type)]));
}

function fieldFor(type: ColumnType): OpenSearchField {
  if (type === "text") return TEXT;
  if (type === "json") return WHOLE;
  const fields = Array.isArray(type) ? (type as readonly [Fields])[0] : (type as Fields);
  return { dynamic: false, properties: fieldsOf(fields) };
}
