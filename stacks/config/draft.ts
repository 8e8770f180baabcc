import type { ConfigPath, Fault } from "./fault";
import {
  namedAccounts,
  namesOf,
  soundNames,
  soundTeamNames,
  type Names,
  type SoundNames,
  type SoundTeamNames,
  type TeamNames,
} from "./names/names";
import type { OrganizationFile } from "./organization-file";
import type { DeepPartial } from "./partial";
import { accountsOfTeam, type AccountOfTeam } from "./teams/accounts";
import type { TeamFile, WrittenTeamFile } from "./team-file";
import type { SourceFile } from "./source-files";
import type { YamlFile } from "./yaml-file";

/** A file and its value, as far as that is sound. */
export interface FileDraft<T> {
  readonly file: YamlFile;
  readonly value: DeepPartial<T>;
  /**
   * Whether a value may be there, and is missing only because the schema refused it, what it stands in, or a key that may be
   * it misspelled. What follows from its absence is no fault of its own.
   */
  readonly isRefused: (...path: ConfigPath) => boolean;
}

/**
 * The configuration as far as it is sound. Parts that a schema refused are missing, so that the checks of
 * several values find their faults in the same run.
 */
export interface Draft {
  readonly organization: FileDraft<OrganizationFile>;
  readonly names: Names;
  /** What stands beside organization.yaml and may be named in it. */
  readonly documents: readonly SourceFile[];
  /** The files of teams, as they are written. */
  readonly teamFiles: readonly FileDraft<WrittenTeamFile>[];
  /** The same, once for each account that a file is for. */
  readonly teams: readonly TeamDraft[];
}

/** A team's file for one account, and the names in it. */
export interface TeamDraft extends FileDraft<TeamFile>, Pick<AccountOfTeam, "accountPath"> {
  readonly names: TeamNames;
}

/** A check of several values of the configuration. It passes over what is missing: the schema reports that. */
export type Check = (draft: Draft) => readonly Fault[];

/** The draft of these files, with every name in them. */
export function draftOf(
  organization: FileDraft<OrganizationFile>,
  teamFiles: readonly FileDraft<WrittenTeamFile>[],
  documents: readonly SourceFile[] = [],
): Draft {
  const accounts = namedAccounts(organization.value);
  const teams = teamFiles.flatMap((file) =>
    accountsOfTeam(file.value, accounts).map((ofAccount) => ({ ...file, ...ofAccount })),
  );
  const named = namesOf(
    organization.value,
    teams.map(({ value }) => value),
  );
  return {
    organization,
    names: named.names,
    documents,
    teamFiles,
    teams: teams.flatMap((team, index) => {
      const names = named.teams[index];
      return names === undefined ? [] : [{ ...team, names }];
    }),
  };
}

/** The files of a configuration in which the schemas and checks have found no fault. */
export interface SoundFiles {
  readonly organization: OrganizationFile;
  readonly names: SoundNames;
  readonly documents: readonly SourceFile[];
  /** By name. */
  readonly teams: readonly SoundTeam[];
}

/** A team's file, and the names in it. */
export interface SoundTeam {
  readonly file: TeamFile;
  readonly names: SoundTeamNames;
}

/** The files of a draft in which nothing was wrong: their values are whole. */
export function soundFiles({ organization, names, documents, teams }: Draft): SoundFiles {
  return {
    organization: organization.value as OrganizationFile,
    names: soundNames(names),
    documents,
    teams: teams
      .map((team) => ({ file: team.value as TeamFile, names: soundTeamNames(team.names) }))
      .sort(({ file: { team: one } }, { file: { team: other } }) => (one < other ? -1 : one > other ? 1 : 0)),
  };
}
