import {
  OPEN_SEARCH_MAPPING,
  type EventRecord,
  type OpenSearchCondition,
  type OpenSearchField,
  type OpenSearchRequest,
} from "../../modules/questions";

/**
 * An index of OpenSearch, as far as orgtrail's mapping and queries need one: documents become terms as the mapping says, and a query
 * finds them by these terms alone. It refuses what it does not know, and what OpenSearch would refuse.
 */
export interface IndexedDocument {
  readonly source: EventRecord;
  readonly terms: ReadonlyMap<string, readonly string[]>;
}

/** Lucene's longest term, in bytes. */
const LONGEST_TERM_BYTES = 32_766;

/** @throws Error where OpenSearch would refuse the document */
export function indexed(source: EventRecord): IndexedDocument {
  const terms = new Map<string, string[]>();
  const add = (fields: Readonly<Record<string, OpenSearchField>>, map: EventRecord, at: string): void => {
    for (const [name, field] of Object.entries(fields)) {
      const path = `${at}${name}`;
      for (const value of [map[name]].flat() as readonly unknown[]) {
        if (value === undefined || value === null) continue;
        if ("properties" in field) {
          if (typeof value !== "object") throw new Error(`${path} is no object`);
          add(field.properties, value as EventRecord, `${path}.`);
          continue;
        }
        // What is switched off takes anything.
        if (field.type === "object") continue;
        if (typeof value === "object") throw new Error(`${path} is an object`);
        const term = typeof value === "string" ? value : JSON.stringify(value);
        if (field.type === "keyword" && term.length > field.ignore_above) continue;
        if (Buffer.byteLength(term) > LONGEST_TERM_BYTES) throw new Error(`${path} is an immense term`);
        terms.set(path, [...(terms.get(path) ?? []), term]);
      }
    }
  };
  add(OPEN_SEARCH_MAPPING.properties, source, "");
  return { source, terms };
}

/** The documents that the search finds, and in what order: of groups, the keys of each, and how many it has. */
export function found(
  documents: readonly IndexedDocument[],
  { query, size, sort, aggs }: OpenSearchRequest,
): readonly (readonly string[])[] {
  const hits = documents.filter((document) => holds(document, query));
  if (aggs === undefined) {
    const by = (sort ?? []).flatMap((each) => Object.entries(each));
    return hits
      .sort((a, b) =>
        order(by.map(([field, { order: way }]) => [only(a, field), only(b, field), way === "desc"])),
      )
      .slice(0, size)
      .map((hit) => [only(hit, "eventID")]);
  }
  return Object.values(aggs).flatMap((groups) => {
    const {
      fields,
      size: most,
      order: ways,
    } = "terms" in groups
      ? { ...groups.terms, fields: [groups.terms] }
      : { ...groups.multi_terms, fields: groups.multi_terms.terms };
    const kept = new Map<string, IndexedDocument[]>();
    for (const hit of hits) {
      const key = JSON.stringify(fields.map(({ field, missing }) => hit.terms.get(field)?.[0] ?? missing));
      kept.set(key, [...(kept.get(key) ?? []), hit]);
    }
    const rows = [...kept].map(([key, all]) => ({
      key: JSON.parse(key) as string[],
      _count: String(all.length).padStart(9, "0"),
      firstSeen: all.map((hit) => only(hit, "eventTime")).sort()[0] ?? "",
      _key: key,
    }));
    const wanted = ways.flatMap((each) => Object.entries(each)) as [keyof (typeof rows)[number], string][];
    return rows
      .sort((a, b) => order(wanted.map(([name, way]) => [String(a[name]), String(b[name]), way === "desc"])))
      .slice(0, most)
      .map(({ key, _count }) => [...key, String(Number(_count))]);
  });
}

function order(pairs: readonly (readonly [string, string, boolean])[]): number {
  for (const [a, b, isDown] of pairs) if (a !== b) return a < b === isDown ? 1 : -1;
  return 0;
}

function only({ terms }: IndexedDocument, field: string): string {
  return terms.get(field)?.[0] ?? "";
}

/** Whether the document is found. @throws Error where a field is not in the index: a query of it finds nothing, and nobody is told */
export function holds(document: IndexedDocument, condition: OpenSearchCondition): boolean {
  if ("bool" in condition) {
    const { filter = [], should = [], must_not: not = [], minimum_should_match: least = 0 } = condition.bool;
    return (
      filter.every((each) => holds(document, each)) &&
      should.filter((each) => holds(document, each)).length >= least &&
      !not.some((each) => holds(document, each))
    );
  }
  if ("exists" in condition) return values(document, condition.exists.field).length > 0;
  const [[kind, of] = ["", {}]] = Object.entries(condition) as [string, Record<string, unknown>][];
  const [[field, value] = ["", ""], ...others] = Object.entries(of);
  if (others.length > 0) throw new Error(`${kind} has several fields`);
  const terms = values(document, field);
  switch (kind) {
    case "term":
      return terms.includes(String(value));
    case "prefix":
      return terms.some((term) => term.startsWith(String(value)));
    case "wildcard": {
      const test = wildcard((value as { readonly value: string }).value);
      return terms.some((term) => test.test(term));
    }
    case "range": {
      const { gte = "", lt = "~" } = value as { readonly gte?: string; readonly lt?: string };
      return terms.some((term) => term >= gte && term < lt);
    }
    default:
      throw new Error(`there is no query ${kind}`);
  }
}

function values({ terms }: IndexedDocument, field: string): readonly string[] {
  let fields: Readonly<Record<string, OpenSearchField>> = OPEN_SEARCH_MAPPING.properties;
  const steps = field.split(".");
  for (const [index, step] of steps.entries()) {
    const next = Object.hasOwn(fields, step) ? fields[step] : undefined;
    const isLast = index === steps.length - 1;
    if (next === undefined || "properties" in next === isLast || "enabled" in next)
      throw new Error(`the index has no field ${field}`);
    if ("properties" in next) fields = next.properties;
  }
  return terms.get(field) ?? [];
}

/** As Lucene reads it: a backslash takes the next character as it is. */
function wildcard(pattern: string): RegExp {
  const parts = [...pattern.matchAll(/\\([\s\S])|([\s\S])/g)].map(([, escaped, plain]) => {
    if (plain === "*") return "[\\s\\S]*";
    if (plain === "?") return "[\\s\\S]";
    return (escaped ?? plain ?? "").replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}
