import { realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { folderEntries, FileError, isThere, kindAt, readText } from "../../tools/files";
import { ConfigurationError, type Fault } from "./fault";
import { ACCOUNT_KEYS } from "./teams/accounts";
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
  /** What stands beside organization.yaml and is named in it. @default - nothing */
  readonly documents?: readonly SourceFile[];
}

const ORGANIZATION = "organization.yaml";

/** What organization.yaml may name: metadata of an identity provider. */
const DOCUMENT = /\.xml$/i;

/** The folder with the files of teams. */
const TEAMS = "teams";

/** JSON is YAML. */
const TEAM_FILE = /\.(?:ya?ml|json)$/i;

/** What stands beside configuration and is none: copies that editors make, what desktops leave, what people read, and who answers for what. */
const NO_CONFIGURATION =
  /^\.|~$|^#.*#$|\.(?:md|bak|orig|rej|swp|tmp)$|^(?:Thumbs\.db|desktop\.ini|CODEOWNERS|OWNERS|LICENSE|README)$/i;

/** What npm and its like keep where somebody has run them, by mistake: names that are theirs. */
const OF_PACKAGES =
  /^(?:node_modules|package(?:-lock)?\.json|npm-shrinkwrap\.json|pnpm-(?:lock|workspace)\.yaml|yarn\.lock|[jt]sconfig(?:\.[\w-]+)?\.json)$/i;

const isConfiguration = (name: string): boolean => !NO_CONFIGURATION.test(name) && !OF_PACKAGES.test(name);

/** The files in the folder, teams by file name. @throws ConfigurationError when there is no organization.yaml, or a file cannot be read */
export function readSources(folder: string): Sources {
  const { misplaced, teams, documents } = entriesOf(folder);
  const file = join(folder, ORGANIZATION);
  const organization = isThere(file) ? readSource(file) : undefined;
  const others = teams.map((each) => (typeof each === "string" ? readSource(each) : each));
  const named = documents.map(readSource);
  const faults = [...misplaced, organization, ...others, ...named]
    .filter((each) => each !== undefined)
    .filter(isFault);
  if (organization === undefined && !misplaced.some(({ remedy }) => remedy.includes(ORGANIZATION))) {
    const remedy = `run from the project's folder, or set ORGTRAIL_CONFIG to the folder that holds ${ORGANIZATION}`;
    faults.unshift(atStart(file, "is missing", remedy));
  }
  if (organization === undefined || isFault(organization) || faults.length > 0)
    throw new ConfigurationError(faults);
  const sound = (sources: readonly (SourceFile | Fault)[]): readonly SourceFile[] =>
    sources.filter((source): source is SourceFile => !isFault(source));
  return { organization, teams: sound(others), documents: sound(named) };
}

/** What a folder of configuration has: its files of teams, and what is meant as configuration and stands where nobody reads it. */
function entriesOf(folder: string): {
  readonly misplaced: readonly Fault[];
  readonly teams: readonly (string | Fault)[];
  readonly documents: readonly string[];
} {
  const found = namesIn(folder);
  if (isFault(found) && isThere(folder)) throw new ConfigurationError([found]);
  // What is wrong with a folder that is not there, its organization.yaml tells.
  const names = isFault(found) ? [] : found.names;
  const misplaced = names.flatMap((name) => {
    const meant = meantBy(folder, name, names);
    return meant === undefined ? [] : [atStart(join(folder, name), "is not read", meant)];
  });
  const documents = names.filter((name) => DOCUMENT.test(name)).map((name) => join(folder, name));
  return { misplaced, documents, teams: names.includes(TEAMS) ? teamFiles(join(folder, TEAMS)) : [] };
}

/** What to do with an entry of the folder that is meant as configuration, and that nobody would read. */
function meantBy(folder: string, name: string, names: readonly string[]): string | undefined {
  if (name === ORGANIZATION || name === TEAMS || !isConfiguration(name)) return undefined;
  const stem = name.toLowerCase().replace(/\.[a-z]+$/, "");
  const instead = (of: string): string =>
    names.includes(of) ? `move what is in it to ${of}, which is there too` : `rename it to ${of}`;
  if (kindAt(join(folder, name)) === "folder")
    return ["team", TEAMS].includes(stem) ? instead(TEAMS) : undefined;
  if (!TEAM_FILE.test(name)) return undefined;
  if (["organization", "organisation"].includes(stem)) return instead(ORGANIZATION);
  const source = readSource(join(folder, name));
  if (isFault(source)) return undefined;
  const data = new YamlFile(source.file, source.text).data;
  return typeof data === "object" &&
    data !== null &&
    "team" in data &&
    ACCOUNT_KEYS.some((key) => key in data)
    ? `move it to ${TEAMS}/, where the files of teams are`
    : undefined;
}

/**
 * The files of teams in a folder and those below it, by name; of what cannot be read, or is no file of a team, why. A link
 * to a folder is as that folder, but where it leads back to one that it stands in.
 */
function teamFiles(folder: string, within: readonly string[] = []): readonly (string | Fault)[] {
  const found = namesIn(folder);
  if (isFault(found)) return [found];
  const real = realpathSync(folder);
  if (within.includes(real)) return [atStart(folder, "is a link to a folder that it stands in", AWAY)];
  return found.names.filter(isConfiguration).flatMap((name): readonly (string | Fault)[] => {
    const path = join(folder, name);
    // A folder with the ending of a file is a mistake, which reading it tells.
    if (TEAM_FILE.test(name)) return [path];
    if (kindAt(path) === "folder") return teamFiles(path, [...within, real]);
    // Of a link to nothing, reading it tells.
    if (kindAt(path) === undefined) return [path];
    const remedy = "give it the ending .yaml, or move it away";
    return [atStart(path, "is not read: files of teams end in .yaml, .yml or .json", remedy)];
  });
}

/** The names in a folder, in order; where it cannot be read, why. */
function namesIn(folder: string): { readonly names: readonly string[] } | Fault {
  return orFault(() => ({ names: folderEntries(folder).map(({ name }) => name) }));
}

/** Reads a file that people write, which is UTF-8. @returns the file, or why it cannot be read */
export function readSource(file: string): SourceFile | Fault {
  return orFault(() => ({ file, text: readText(file) }));
}

/** What reads files, or what keeps it from it. */
function orFault<T>(read: () => T): T | Fault {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { ...atStart(error.path, error.what, error.remedy), ...error.place };
  }
}

const AWAY = "correct it, or move it away";

export function isFault(read: object): read is Fault {
  return "what" in read;
}

function atStart(file: string, what: string, remedy: string): Fault {
  return { file, line: 1, column: 1, path: [], what, remedy };
}

/** The file of that name beside organization.yaml. @returns undefined where there is none */
export function documentNamed(documents: readonly SourceFile[], name: string): SourceFile | undefined {
  return documents.find(({ file }) => basename(file) === name);
}
