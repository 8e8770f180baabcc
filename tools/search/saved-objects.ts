import { asked, openSearchQuery, type EventQuestion } from "../../modules/questions";

/** An object as OpenSearch Dashboards keeps it, and imports it. */
export interface SavedObject {
  readonly id: string;
  readonly type: "dashboard" | "index-pattern" | "search" | "visualization";
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
}

interface Reference {
  readonly name: string;
  readonly type: SavedObject["type"];
  readonly id: string;
}

const SOURCE = "kibanaSavedObjectMeta.searchSourceJSON";
const TIME = "@timestamp";
const WIDTH = 48;
const HEIGHT = 15;

/** What a dashboard counts events by: the field, and how it is called. */
const COUNTED: readonly (readonly [field: string, title: string])[] = [
  ["eventName", "Calls"],
  ["who", "Who calls"],
  ["recipientAccountId", "Accounts"],
  ["sourceIPAddress", "From where"],
  ["errorCode", "Errors"],
];

/**
 * What OpenSearch Dashboards imports: the indexes, a dashboard with its visualizations, and each question that asks for nothing as a
 * saved search.
 * @see https://docs.opensearch.org/latest/dashboards/management/management-index/
 */
export function savedObjects(indexName: string, questions: readonly EventQuestion[]): readonly SavedObject[] {
  const charts = [
    overTime(indexName),
    ...COUNTED.map(([field, title]) => tableChart(indexName, field, title)),
  ];
  return [
    {
      id: indexName,
      type: "index-pattern",
      attributes: { title: `${indexName}*`, timeFieldName: TIME },
      references: [],
    },
    ...charts,
    dashboard(indexName, charts),
    ...questions.filter(({ parameters }) => parameters.length === 0).map((each) => search(indexName, each)),
  ];
}

/** The objects, one a line. */
export function savedObjectLines(objects: readonly SavedObject[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join("");
}

function overTime(indexName: string): SavedObject {
  return visualization(indexName, "over-time", "Events over time", "histogram", [
    {
      id: "2",
      enabled: true,
      type: "date_histogram",
      schema: "segment",
      params: { field: TIME, interval: "auto" },
    },
  ]);
}

function tableChart(indexName: string, field: string, title: string): SavedObject {
  return visualization(indexName, field, title, "table", [
    {
      id: "2",
      enabled: true,
      type: "terms",
      schema: "bucket",
      params: { field, orderBy: "1", order: "desc", size: 20 },
    },
  ]);
}

function visualization(
  indexName: string,
  name: string,
  title: string,
  type: "histogram" | "table",
  by: readonly object[],
): SavedObject {
  const count = { id: "1", enabled: true, type: "count", schema: "metric", params: {} };
  return {
    id: `${indexName}-${name}`,
    type: "visualization",
    attributes: {
      title: `CloudTrail: ${title}`,
      description: "",
      visState: JSON.stringify({ title, type, params: {}, aggs: [count, ...by] }),
      uiStateJSON: "{}",
      version: 1,
      kibanaSavedObjectMeta: source(),
    },
    references: [{ name: `${SOURCE}.index`, type: "index-pattern", id: indexName }],
  };
}

function dashboard(indexName: string, charts: readonly SavedObject[]): SavedObject {
  // The first is as wide as the dashboard, the others stand in pairs below.
  const panels = charts.map((_, index) => ({
    version: "2.0.0",
    panelIndex: String(index),
    gridData: {
      i: String(index),
      x: index > 0 && index % 2 === 0 ? WIDTH / 2 : 0,
      y: Math.ceil(index / 2) * HEIGHT,
      w: index === 0 ? WIDTH : WIDTH / 2,
      h: HEIGHT,
    },
    embeddableConfig: {},
    panelRefName: `panel_${index}`,
  }));
  return {
    id: `${indexName}-dashboard`,
    type: "dashboard",
    attributes: {
      title: "CloudTrail: the organization's audit log",
      description: "Made by orgtrail: it is written anew at the next import.",
      panelsJSON: JSON.stringify(panels),
      optionsJSON: JSON.stringify({ useMargins: true, hidePanelTitles: false }),
      version: 1,
      timeRestore: true,
      timeFrom: "now-24h",
      timeTo: "now",
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({ query: { language: "kuery", query: "" }, filter: [] }),
      },
    },
    references: charts.map(({ id, type }, index) => ({ name: `panel_${index}`, type, id })),
  };
}

function search(indexName: string, question: EventQuestion): SavedObject {
  const { id, title, answer } = question;
  const { query } = openSearchQuery(asked(question, {}));
  const columns = (answer.rows === "events" ? answer.columns : answer.by).map(({ name, fields: [field] }) =>
    name === "who" ? name : field,
  );
  const filter = {
    $state: { store: "appState" },
    meta: {
      alias: id,
      disabled: false,
      negate: false,
      type: "custom",
      key: "query",
      value: JSON.stringify(query),
      indexRefName: `${SOURCE}.filter[0].meta.index`,
    },
    query,
  };
  return {
    id: `${indexName}-${id}`,
    type: "search",
    attributes: {
      title: `CloudTrail: ${id}`,
      description: title,
      columns,
      sort: [[TIME, "desc"]],
      version: 1,
      kibanaSavedObjectMeta: source([filter]),
    },
    references: ["index", "filter[0].meta.index"].map((name) => ({
      name: `${SOURCE}.${name}`,
      type: "index-pattern" as const,
      id: indexName,
    })),
  };
}

function source(filter: readonly object[] = []): { readonly searchSourceJSON: string } {
  return {
    searchSourceJSON: JSON.stringify({
      query: { language: "kuery", query: "" },
      filter,
      indexRefName: `${SOURCE}.index`,
    }),
  };
}
