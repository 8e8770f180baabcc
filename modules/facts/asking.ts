import { removed, type JudgedResource } from "./judged-resource";
import { isNothing, type JsonValue } from "./value";
import { each, isFewer, lost, named, notAnyMore, strong, told } from "./weaker";

const changed = told("asking-weakened");

/** Without a number there is no limit. */
const isHigher = (before: JsonValue | undefined, after: JsonValue | undefined): boolean =>
  isFewer(Infinity)(after, before);

/** Athena and the tables that it asks, in AWS Glue. */
export const ASKING: Readonly<Record<string, JudgedResource>> = {
  aws_athena_workgroup: {
    harmless: ["name"],
    ...removed("asking-weakened", "workgroup"),
    attributes: {
      "configuration.enforce_workgroup_configuration": strong(
        "asking-weakened",
        "whoever asks may have the answer elsewhere, and not encrypted",
        { always: true, otherwise: true },
      ),
      "configuration.bytes_scanned_cutoff_per_query": {
        ...told("asking-weakened", isHigher, "a query may read, and cost, more"),
        isWeak: isNothing,
      },
      "configuration.result_configuration.output_location": named(
        "asking-weakened",
        "answers are elsewhere",
        "answers are wherever whoever asks says",
      ),
      "configuration.result_configuration.encryption_configuration": told(
        "asking-weakened",
        lost,
        "answers are encrypted otherwise, or not at all",
      ),
      "configuration.result_configuration.expected_bucket_owner": told("asking-weakened", lost),
      "configuration.execution_role": changed,
      "configuration.requester_pays_enabled": changed,
      force_destroy: strong("asking-weakened", "the workgroup may be deleted with its saved queries", {
        value: false,
      }),
      state: told("asking-weakened", notAnyMore("ENABLED"), "nobody can ask any more"),
    },
  },
  aws_athena_named_query: {
    harmless: ["name"],
    attributes: each(changed, "database", "query", "workgroup"),
  },
  aws_glue_catalog_database: {
    harmless: ["name"],
    ...removed("asking-weakened", "database"),
    attributes: each(
      changed,
      ...["catalog_id", "create_table_default_permission", "federated_database", "location_uri"],
      ...["parameters", "target_database"],
    ),
  },
  aws_glue_catalog_table: {
    harmless: ["name"],
    ...removed("asking-weakened", "table"),
    attributes: {
      storage_descriptor: told(
        "asking-weakened",
        undefined,
        "the table finds other files, or reads them otherwise",
      ),
      parameters: told("asking-weakened", undefined, "the table finds other files, or reads them otherwise"),
      ...each(
        changed,
        ...["catalog_id", "database_name", "open_table_format_input", "partition_index", "partition_keys"],
        ...["table_type", "target_table", "view_expanded_text", "view_original_text"],
      ),
    },
  },
};
