import { join } from "node:path";
import type { Command } from "commander";
import { EVENT_QUESTIONS } from "../../modules/questions";
import { ConfigurationError, faultText, loadConfiguration, type Configuration } from "../../stacks/config";
import { makeFolder, writeWhole } from "../files";
import { controlQuestions } from "../query";
import { CONFIG_FLAG, configFolder, newCommand, print, printRefusal } from "../terminal";
import { indexFiles, type IndexFile } from "./index-files";
import { savedObjectLines, savedObjects } from "./saved-objects";

const UNUSABLE = 2;

const HELP = `
Writes what OpenSearch has to know of events, as files: the fields of the indexes, their lifecycle, and what OpenSearch Dashboards imports, a dashboard and
each question that asks for nothing. It asks nothing of OpenSearch: the request that brings each there is printed.

Send them before the first event comes: what is in an index keeps the fields that it came with. Run it again after an upgrade, and send them again.

Example:
  npx orgtrail opensearch --into opensearch

Environment:
  ORGTRAIL_CONFIG   the folder with organization.yaml and teams/ (default: config)

Exit codes: 0 written; 2 the configuration has faults, or no OpenSearch, or a file could not be written.
`;

/** The command `orgtrail opensearch`. */
export function openSearchCommand(): Command {
  return newCommand({
    name: "opensearch",
    description: "Writes the fields, the lifecycle and the dashboards of your audit log for OpenSearch.",
    help: HELP,
    unusable: UNUSABLE,
  })
    .option("-i, --into <folder>", "the folder that it writes to", "opensearch")
    .option(CONFIG_FLAG, "the configuration", configFolder())
    .action(run);
}

function run({ into, config }: { readonly into: string; readonly config: string }): void {
  const configuration = configured(config);
  const { search } = configuration?.analytics ?? {};
  if (configuration === undefined) return;
  if (search === undefined) {
    refuse(["the configuration has no OpenSearch; add analytics: { openSearch: … } and deploy it"]);
    return;
  }
  const { indexName } = search.place;
  const objects = savedObjects(indexName, [...EVENT_QUESTIONS, ...controlQuestions(configuration)]);
  const files: readonly IndexFile[] = [
    ...indexFiles(search),
    {
      name: "dashboards.ndjson",
      text: savedObjectLines(objects),
      request: "Dashboards Management, Saved objects, Import",
    },
  ];
  makeFolder(into);
  for (const { name, text } of files) writeWhole(join(into, name), text);
  print(files.map(({ name, request }) => `${join(into, name)}: ${request}`));
}

function configured(config: string): Configuration | undefined {
  try {
    return loadConfiguration(config);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    refuse(error.faults.map(faultText));
    return undefined;
  }
}

function refuse(faults: readonly string[]): void {
  printRefusal("nothing was written", faults);
  process.exitCode = UNUSABLE;
}
