import { OPEN_SEARCH_MAPPING } from "../../modules/questions";
import { searchStreamRoleArn } from "../../modules/policy";
import type { SearchSettings } from "../../stacks/config";

/** A file that OpenSearch takes, and the request that brings it there. */
export interface IndexFile {
  readonly name: string;
  readonly text: string;
  /** `PUT /_index_template/acme-cloudtrail`, or where Dashboards imports. */
  readonly request: string;
}

/** A template of ours is asked before one of others for all indexes. */
const PRIORITY = 500;
/** The longest that one index is written to, in days. */
const ROTATION_DAYS = { hour: 1, day: 1, week: 7, month: 31 } as const;

/**
 * What OpenSearch has to know before the first event comes: the fields of the indexes; of a domain also that an event's id is its
 * document's, so that what comes twice is there once, and after how long an index is deleted.
 */
export function indexFiles(settings: SearchSettings): readonly IndexFile[] {
  const { place, rotation, keepDays } = settings;
  const { indexName, target } = place;
  const patterns = [`${indexName}*`];
  if (target.kind !== "domain")
    return [
      file("index-template.json", `PUT /_index_template/${indexName}`, {
        index_patterns: patterns,
        priority: PRIORITY,
        template: { mappings: OPEN_SEARCH_MAPPING },
      }),
    ];
  return [
    file("ingest-pipeline.json", `PUT /_ingest/pipeline/${indexName}`, {
      description: "An event that is delivered twice is one document",
      processors: [{ set: { if: "ctx.eventID != null", field: "_id", value: "{{{eventID}}}" } }],
    }),
    file("index-template.json", `PUT /_index_template/${indexName}`, {
      index_patterns: patterns,
      priority: PRIORITY,
      template: {
        settings: {
          index: {
            default_pipeline: indexName,
            codec: "best_compression",
            refresh_interval: "30s",
          },
        },
        mappings: OPEN_SEARCH_MAPPING,
      },
    }),
    file("lifecycle.json", `PUT /_plugins/_ism/policies/${indexName}`, {
      policy: {
        description: `Deletes an index of events once each of them is ${keepDays} days old`,
        default_state: "kept",
        states: [
          {
            name: "kept",
            actions: [],
            // An index is as old as its first event.
            transitions: [
              {
                state_name: "deleted",
                conditions: { min_index_age: `${keepDays + ROTATION_DAYS[rotation]}d` },
              },
            ],
          },
          { name: "deleted", actions: [{ delete: {} }], transitions: [] },
        ],
        ism_template: [{ index_patterns: patterns, priority: PRIORITY }],
      },
    }),
    ...roleFiles(settings),
  ];
}

/** What the stream does within OpenSearch. @see https://docs.opensearch.org/latest/security/access-control/default-action-groups/ */
const STREAM_ROLE = {
  cluster_permissions: ["cluster_composite_ops", "cluster_monitor"],
  allowed_actions: ["crud", "create_index", "indices_monitor", "indices:admin/mappings/get"],
};
/** What those do who search: their saved objects are those of all. */
const READER_ROLE = {
  cluster_permissions: ["cluster_composite_ops_ro"],
  allowed_actions: ["read", "indices_monitor", "indices:admin/mappings/get", "indices:admin/resolve/index"],
};
/** The role that OpenSearch has for whoever uses Dashboards. */
const DASHBOARDS_ROLE = "opensearch_dashboards_user";

/** Which roles of a domain that is made do what in it: OpenSearch knows roles of IAM by their ARNs, and groups by their names. */
function roleFiles({ place, newDomain }: SearchSettings): readonly IndexFile[] {
  if (newDomain === undefined) return [];
  const { indexName } = place;
  const readers = [...newDomain.readers, ...(newDomain.saml?.readerGroups ?? [])];
  const [stream, reader] = [`${indexName}-stream`, `${indexName}-reader`];
  const role = (
    name: string,
    kind: string,
    { cluster_permissions, allowed_actions }: typeof STREAM_ROLE,
  ): IndexFile =>
    file(`${kind}-role.json`, `PUT ${SECURITY}/roles/${name}`, {
      cluster_permissions,
      index_permissions: [{ index_patterns: [`${indexName}*`], allowed_actions }],
    });
  const mapping = (name: string, kind: string, backend_roles: readonly string[]): IndexFile =>
    file(`${kind}-mapping.json`, `PUT ${SECURITY}/rolesmapping/${name}`, { backend_roles });
  return [
    role(stream, "stream", STREAM_ROLE),
    mapping(stream, "stream", [searchStreamRoleArn(place)]),
    role(reader, "reader", READER_ROLE),
    ...(readers.length === 0
      ? []
      : [mapping(reader, "reader", readers), mapping(DASHBOARDS_ROLE, "dashboards", readers)]),
  ];
}
const SECURITY = "/_plugins/_security/api";

function file(name: string, request: string, content: object): IndexFile {
  return { name, request, text: `${JSON.stringify(content, undefined, 2)}\n` };
}
