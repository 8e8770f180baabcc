import { existsSync, lstatSync, readdirSync, readFileSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { CHECKS, OUTCOME_CHECKS } from "./checks";
import type { Configuration } from "./configuration";
import { draftOf, type FileDraft, soundFiles, type SoundFiles } from "./draft";
import { ConfigurationError, type Fault } from "./fault";
import { organizationFile } from "./organization-file";
import { teamFile } from "./team-file";
import { type DeepPartial, soundParts } from "./partial";
import { flattened, schemaFaults } from "./schema-faults";
import { issuesBeside, textIssues } from "./text-issues";
import { YamlFile } from "./yaml-file";
import type { Region } from "../../modules/organization";
import { archiveSettings } from "./archive/resolve";
import { configRuleSettings } from "./config-rules/resolve";
import { guardrailSettings } from "./guardrails/resolve";
import { monitoringSettings } from "./monitoring/resolve";
import { accountNamed } from "./organization/resolve";
import { securityHubSettings } from "./security-hub/resolve";
import { resolveTeam } from "./teams/resolve";
import { terraformSettings } from "./terraform/resolve";
import { organizationTrailSettings } from "./trail/resolve";

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

/** JSON is YAML. */
const TEAM_FILE = /\.(?:ya?ml|json)$/i;

/**
 * Reads `organization.yaml` and the files of teams in a folder: `teams/**` with the ending `.yaml`, `.yml` or `.json`, in whatever
 * case. What begins with a dot is passed over, as editors write such files beside those that are open.
 * @throws ConfigurationError with every fault found
 */
export function loadConfiguration(folder: string): Configuration {
  return parseConfiguration(readSources(folder));
}

/** The files in the folder, teams by file name. @throws ConfigurationError when there is no organization.yaml, or a file cannot be read */
export function readSources(folder: string): Sources {
  const file = join(folder, "organization.yaml");
  if (!existsSync(file)) {
    const remedy =
      "run from the project's folder, or set ORGTRAIL_CONFIG to the folder that holds organization.yaml";
    throw new ConfigurationError([atStart(file, "is missing", remedy)]);
  }
  const teams = join(folder, "teams");
  const organization = readSource(file);
  const others = (existsSync(teams) ? teamFiles(teams) : []).map((each) =>
    typeof each === "string" ? readSource(each) : each,
  );
  if (isFault(organization) || others.some(isFault)) {
    throw new ConfigurationError([organization, ...others].filter(isFault));
  }
  return { organization, teams: others.filter((source): source is SourceFile => !isFault(source)) };
}

/** The files of teams in a folder and those below it, by name; of a folder that cannot be read, why. */
function teamFiles(folder: string): readonly (string | Fault)[] {
  let entries: readonly Dirent[];
  try {
    entries = statSync(folder).isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
  } catch (error) {
    return [unreadable(folder, error)];
  }
  return entries
    .filter(({ name }) => !name.startsWith("."))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry): readonly (string | Fault)[] => {
      const path = join(folder, entry.name);
      // A folder with the ending of a file is a mistake, which reading it tells.
      if (TEAM_FILE.test(entry.name)) return [path];
      return entry.isDirectory() ? teamFiles(path) : [];
    });
}

/** The one door by which files that people write are read. @returns the file, or why it cannot be read */
export function readSource(file: string): SourceFile | Fault {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return unreadable(file, error);
  }
  const text = bytes.toString("utf8");
  // What is not UTF-8 does not read back.
  return Buffer.from(text).equals(bytes) ? { file, text } : atStart(file, "is not UTF-8", "save it as UTF-8");
}

/** Why the file or folder cannot be read. Whatever else went wrong is thrown again. */
function unreadable(path: string, error: unknown): Fault {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  return isThere
    ? atStart(path, READING[code] ?? `cannot be read (${code})`, "correct it, or move it away")
    : atStart(path, "is not there", "correct the path");
}

export function isFault(source: SourceFile | Fault): source is Fault {
  return "what" in source;
}

const READING: Readonly<Record<string, string>> = {
  EACCES: "may not be read",
  EISDIR: "is a folder, and not a file",
  ELOOP: "is a link to itself",
  ENOENT: "is a link to a file that is not there",
};

function atStart(file: string, what: string, remedy: string): Fault {
  return { file, line: 1, column: 1, path: [], what, remedy };
}

/** What the schema says of a file: its value as far as it is sound, and what is wrong with the rest. */
interface Parsed<T> extends FileDraft<T> {
  readonly faults: readonly Fault[];
}

function parseFile<T>(source: SourceFile, schema: z.ZodType<T>): Parsed<T> {
  const file = new YamlFile(source.file, source.text);
  if (file.syntaxFaults.length > 0) return { file, value: {} as DeepPartial<T>, faults: file.syntaxFaults };
  const result = schema.safeParse(file.data);
  const texts = textIssues(file.data);
  if (result.success && texts.length === 0) {
    return { file, value: result.data as DeepPartial<T>, faults: [] };
  }
  const issues = [...texts, ...issuesBeside(texts, flattened(result.error?.issues ?? []))];
  return {
    file,
    value: soundParts(file.data, issues) as DeepPartial<T>,
    faults: schemaFaults(file, schema, issues),
  };
}

/** The configuration from the texts of its files. @throws ConfigurationError with every fault found */
export function parseConfiguration(sources: Sources): Configuration {
  const organization = parseFile(sources.organization, organizationFile);
  const teams = sources.teams.map((source) => parseFile(source, teamFile));
  const draft = draftOf(organization, teams);
  assertSound([
    ...[organization, ...teams].flatMap(({ faults }) => faults),
    ...CHECKS.flatMap((check) => check(draft)),
  ]);
  const configuration = resolve(soundFiles(draft));
  assertSound(OUTCOME_CHECKS.flatMap((check) => check(configuration, draft)));
  return deepFreeze(configuration);
}

function assertSound(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new ConfigurationError(faults);
}

/** Freezes the value and all in it. What is frozen already may hold what is not. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/** The configuration from files that the schemas and checks have found sound. */
function resolve(files: SoundFiles): Configuration {
  const { organization: file, teams } = files;
  const { name, id, partition, homeRegion, accounts } = file.organization;
  const trail = organizationTrailSettings(files);
  const monitoring = monitoringSettings(files);
  const configRules = configRuleSettings(files, trail, monitoring);
  const securityHub = securityHubSettings(files, trail);
  const guardrails = guardrailSettings(files);
  const menders = configRules?.bucketMenders ?? [];
  return {
    name,
    organization: id,
    partition,
    homeRegion: homeRegion as Region,
    accounts: {
      management: accountNamed(files, "management"),
      logArchive: accountNamed(files, "logArchive"),
      ...(accounts.security !== undefined && { security: accountNamed(files, "security") }),
    },
    terraform: terraformSettings(file),
    archive: archiveSettings(files, menders),
    trail,
    ...(monitoring !== undefined && { monitoring }),
    ...(configRules !== undefined && { configRules }),
    ...(securityHub !== undefined && { securityHub }),
    ...(guardrails !== undefined && { guardrails }),
    acceptedChanges: file.acceptedChanges,
    teams: teams.map((team) => resolveTeam(files, team, menders)),
    tags: file.tags,
  };
}
