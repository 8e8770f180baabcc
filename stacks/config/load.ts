import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Configuration } from "./configuration";
import { soundParts, type DeepPartial, type Draft } from "./draft";
import { ConfigurationError, type Fault } from "./fault";
import { resolve } from "./resolve";
import { OUTCOME_CHECKS, CHECKS } from "./checks";
import { organizationFile } from "./organization-file";
import { teamFile } from "./team-file";
import { flattened, schemaFaults } from "./schema-faults";
import { YamlFile } from "./yaml-file";

/** The name of a configuration file, and its text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** The files of a configuration. */
export interface Sources {
  readonly organization: SourceFile;
  readonly teams: readonly SourceFile[];
}

const YAML_FILE = /\.ya?ml$/;

/**
 * Reads `organization.yaml` and `teams/*.yaml` in a folder.
 * @throws ConfigurationError with every fault found
 */
export function loadConfiguration(folder: string): Configuration {
  return parseConfiguration(readSources(folder));
}

/** The files in the folder, teams by file name. @throws ConfigurationError when there is no organization.yaml */
export function readSources(folder: string): Sources {
  const file = join(folder, "organization.yaml");
  if (!existsSync(file)) {
    const remedy =
      "run from the project's folder, or set ORGTRAIL_CONFIG to the folder that holds organization.yaml";
    throw new ConfigurationError([{ file, line: 1, column: 1, path: [], what: "is missing", remedy }]);
  }
  const teams = join(folder, "teams");
  const names = existsSync(teams) && statSync(teams).isDirectory() ? readdirSync(teams) : [];
  return {
    organization: { file, text: readFileSync(file, "utf8") },
    teams: names
      .filter((name) => YAML_FILE.test(name))
      .sort()
      .map((name) => ({ file: join(teams, name), text: readFileSync(join(teams, name), "utf8") })),
  };
}

interface Parsed<T> {
  readonly file: YamlFile;
  /** The file's value, where the schema found no fault. */
  readonly value: T | undefined;
  readonly draft: DeepPartial<T>;
  readonly faults: readonly Fault[];
}

function parseFile<T>(source: SourceFile, schema: z.ZodType<T>): Parsed<T> {
  const file = new YamlFile(source.file, source.text);
  if (file.syntaxFaults.length > 0) {
    return { file, value: undefined, draft: {} as DeepPartial<T>, faults: file.syntaxFaults };
  }
  const result = schema.safeParse(file.data);
  if (result.success) {
    return { file, value: result.data, draft: result.data as DeepPartial<T>, faults: [] };
  }
  const issues = flattened(result.error.issues);
  return {
    file,
    value: undefined,
    draft: soundParts(file.data, issues) as DeepPartial<T>,
    faults: schemaFaults(file, schema, issues),
  };
}

/** The configuration from the texts of its files. @throws ConfigurationError with every fault found */
export function parseConfiguration(sources: Sources): Configuration {
  const organization = parseFile(sources.organization, organizationFile);
  const teams = sources.teams.map((source) => parseFile(source, teamFile));
  const draft: Draft = {
    organization: { file: organization.file, value: organization.draft },
    teams: teams.map(({ file, draft: value }) => ({ file, value })),
  };
  const faults = [
    ...organization.faults,
    ...teams.flatMap((team) => team.faults),
    ...CHECKS.flatMap((check) => check(draft)),
  ];
  const values = teams.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (faults.length > 0 || organization.value === undefined) throw new ConfigurationError(faults);
  const configuration = resolve(organization.value, values);
  const outcomeFaults = OUTCOME_CHECKS.flatMap((check) => check(configuration, draft));
  if (outcomeFaults.length > 0) throw new ConfigurationError(outcomeFaults);
  return deepFreeze(configuration);
}

/** Freezes the value and all in it. What is frozen already may hold what is not. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
