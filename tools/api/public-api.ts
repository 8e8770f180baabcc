import { join } from "node:path";
import { pinnedAddresses } from "./addresses";
import { type Change, type ChangeKind, changesBetween, type PublicApi } from "./changes";
import { publicDeclarations } from "./declarations";
import { readText } from "../files";
import { compareVersions, versionNumbers } from "../../modules/kernel";

/** The version before anything was published: nobody relies on it. */
export const UNRELEASED = "0.0.0";

/** What a version is checked against. */
interface Release {
  /** The version that was released last. */
  readonly released: string;
  /** The version in package.json: the next release has at least this one. */
  readonly version: string;
  /** The differences between the two. */
  readonly changes: readonly Change[];
  /** The text of docs/upgrade.md. */
  readonly upgradeNotes: string;
}

/**
 * Why the version may not be released: its number promises more than is so, or no note tells users what to do.
 * Before 1.0.0 a break raises the minor version and an addition the patch version, as npm's `^` reads them.
 * @see https://semver.org
 */
export function releaseProblems({ released, version, changes, upgradeNotes }: Release): readonly string[] {
  const [worst] = changes;
  if (worst === undefined || released === UNRELEASED) return [];
  const needed = raised(released, worst.severity);
  const problems: string[] = [];
  if (compareVersions(version, needed) < 0) {
    problems.push(
      `${worst.subject} ${worst.what} since ${released}: package.json says ${version}; it needs ${needed} or later (npm version --no-git-tag-version ${needed})`,
    );
  }
  const note = noteOf(upgradeNotes, version, released);
  const unsaid = changes.filter(({ severity, subject }) => severity === "break" && !note.includes(subject));
  const renamed = changes.flatMap(({ subject, perhapsNow }) =>
    perhapsNow === undefined || note.includes(perhapsNow)
      ? []
      : [
          `${subject} is gone since ${released} and ${perhapsNow} is new: Terraform would destroy the one and make the other; write a row in stacks/moved.ts, or name both in the section of docs/upgrade.md where they are two things`,
        ],
  );
  return [
    ...problems,
    ...renamed,
    ...unsaid.map(
      ({ subject, what }) =>
        `${subject} ${what} since ${released}: docs/upgrade.md needs a section "## ${version}" that names \`${subject}\` and says what users do`,
    ),
  ];
}

/** The least version that may follow. */
function raised(version: string, severity: ChangeKind): string {
  const [major, minor, patch] = versionNumbers(version);
  if (major === 0) return severity === "break" ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`;
  return severity === "break" ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}

/** The sections about versions after the released one, up to this version. */
function noteOf(notes: string, version: string, released: string): string {
  return notes
    .split(/^## /m)
    .slice(1)
    .filter((section) => {
      const [title = ""] = section.split("\n");
      return compareVersions(title, released) > 0 && compareVersions(title, version) <= 0;
    })
    .join("\n");
}

/** What was released last: its version, and what its users rely on. */
interface ReleasedApi extends PublicApi {
  readonly version: string;
}

export const RELEASED = "api/released.json";

/** The public API, as the sources have it. */
export function currentApi(root: string): PublicApi {
  return { modules: publicDeclarations(root), ...pinnedAddresses(root) };
}

export function readReleased(root: string): ReleasedApi {
  return JSON.parse(readText(join(root, RELEASED))) as ReleasedApi;
}

export function versionOf(root: string): string {
  const { version } = JSON.parse(readText(join(root, "package.json"))) as { version: string };
  return version;
}

/** Why the sources may not be released as the version that package.json names. */
export function problemsOf(root: string, api: PublicApi): readonly string[] {
  const released = readReleased(root);
  return releaseProblems({
    released: released.version,
    version: versionOf(root),
    changes: changesBetween(released, api),
    upgradeNotes: readText(join(root, "docs", "upgrade.md")),
  });
}
