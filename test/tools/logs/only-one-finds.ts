/** What the AWS CLI and orgtrail find where they do not agree: test/sandbox lets both judge it, and the docs have it. */
export interface Disagreement {
  /** How many files `aws cloudtrail validate-logs` calls invalid. */
  readonly cli: number;
  /** What `orgtrail logs validate` finds. */
  readonly orgtrail: readonly string[];
}

export const ONLY_ONE_FINDS = {
  "the newest three digests are deleted": { cli: 0, orgtrail: ["newest-missing"] },
  "three digests in a row are deleted": {
    cli: 1,
    orgtrail: ["digest-deleted", "digest-deleted", "digest-deleted"],
  },
  "a log is cut off in its last eight bytes": { cli: 0, orgtrail: ["log-changed"] },
  "something is put behind the end of a log": { cli: 0, orgtrail: ["log-changed"] },
  "a log is forged": { cli: 0, orgtrail: ["not-named"] },
} as const satisfies Readonly<Record<string, Disagreement>>;
