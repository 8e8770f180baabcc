import type * as z from "zod";
import { CHECKS, OUTCOME_CHECKS, WARNINGS } from "./checks";
import type { Configuration, LoadedConfiguration } from "./configuration";
import { draftOf, type FileDraft, soundFiles, type SoundFiles } from "./draft";
import { ConfigurationError, faultText, type Fault } from "./fault";
import { featuresOf } from "./features";
import { foreignFaults } from "./foreign-file";
import { organizationFile } from "./organization-file";
import { teamFile } from "./team-file";
import { type DeepPartial, isRefused, soundParts } from "./partial";
import { flattened, schemaFaults } from "./schema-faults";
import { issuesBeside, textIssues } from "./text-issues";
import { readSources, type SourceFile, type Sources } from "./source-files";
import { YamlFile } from "./yaml-file";
import type { Region } from "../../modules/organization";
import { analyticsSettings } from "./analytics/resolve";
import { archiveSettings } from "./archive/resolve";
import { configRuleSettings } from "./config-rules/resolve";
import { guardrailSettings } from "./guardrails/resolve";
import { monitoringSettings } from "./monitoring/resolve";
import { accountNamed } from "./organization/resolve";
import { pipelineSettings } from "./pipeline/resolve";
import { securityHubSettings } from "./security-hub/resolve";
import { awsFormIssues } from "./trail/aws-form";
import { resolveTeam } from "./teams/resolve";
import { terraformSettings } from "./terraform/resolve";
import { organizationTrailSettings } from "./trail/resolve";

/**
 * Reads `organization.yaml` and the files of teams in a folder: `teams/**` with the ending `.yaml`, `.yml` or `.json`, in whatever
 * case. What begins with a dot, copies that editors make, what people read (`*.md`) and what npm keeps are passed over; anything else that is
 * meant as configuration, and would not be read, is a fault.
 * @throws ConfigurationError with every fault found
 */
export function loadConfiguration(folder: string): LoadedConfiguration {
  return parseConfiguration(readSources(folder));
}

/** What the schema says of a file: its value as far as it is sound, and what is wrong with the rest. */
interface Parsed<T> extends FileDraft<T> {
  readonly faults: readonly Fault[];
}

function parseFile<T>(source: SourceFile, schema: z.ZodType<T>): Parsed<T> {
  const file = new YamlFile(source.file, source.text);
  const ofWhole = file.syntaxFaults.length > 0 ? file.syntaxFaults : foreignFaults(file, schema);
  if (ofWhole.length > 0) {
    return { file, value: {} as DeepPartial<T>, faults: ofWhole, isRefused: () => true };
  }
  const result = schema.safeParse(file.data);
  const texts = [...textIssues(file.data), ...awsFormIssues(file.data)];
  if (result.success && texts.length === 0) {
    return { file, value: result.data as DeepPartial<T>, faults: [], isRefused: () => false };
  }
  const issues = [...texts, ...issuesBeside(texts, flattened(result.error?.issues ?? []))];
  return {
    file,
    value: soundParts(file.data, issues) as DeepPartial<T>,
    isRefused: (...path) => isRefused(file.data, issues, path),
    faults: schemaFaults(file, schema, issues),
  };
}

/** The configuration from the texts of its files. @throws ConfigurationError with every fault found */
export function parseConfiguration(sources: Sources): LoadedConfiguration {
  const organization = parseFile(sources.organization, organizationFile);
  const teams = sources.teams.map((source) => parseFile(source, teamFile));
  const draft = draftOf(organization, teams, sources.documents);
  assertSound([
    ...[organization, ...teams].flatMap(({ faults }) => faults),
    ...CHECKS.flatMap((check) => check(draft)),
  ]);
  const configuration = resolve(soundFiles(draft));
  assertSound(OUTCOME_CHECKS.flatMap((check) => check(configuration, draft)));
  const warnings = once(WARNINGS.flatMap((check) => check(configuration, draft)));
  return deepFreeze({ ...configuration, warnings });
}

function assertSound(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new ConfigurationError(once(faults));
}

/** Without what is said of a file for each of its accounts. */
function once(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [faultText(fault), fault])).values()];
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
  const analytics = analyticsSettings(files);
  const guardrails = guardrailSettings(files);
  const pipeline = pipelineSettings(files);
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
    terraform: terraformSettings(files),
    ...(pipeline !== undefined && { pipeline }),
    archive: archiveSettings(files, menders),
    trail,
    ...(monitoring !== undefined && { monitoring }),
    ...(configRules !== undefined && { configRules }),
    ...(securityHub !== undefined && { securityHub }),
    ...(analytics !== undefined && { analytics }),
    ...(guardrails !== undefined && { guardrails }),
    features: featuresOf(file),
    acceptedChanges: file.acceptedChanges,
    teams: teams.map((team) => resolveTeam(files, team, menders)),
    tags: file.tags,
  };
}
