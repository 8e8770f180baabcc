import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AWS_LIMITS, type AwsLimitId } from "../../../stacks/config";
import { ROOT } from "../../support/run";

/** A number that the sources call a limit, which no limit of AWS stands behind. */
interface NoLimit {
  readonly why: string;
}

const OURS: NoLimit = { why: "a bound of orgtrail's own, on what it reads, computes or shows" };
const SPLIT: NoLimit = { why: "written as several, or shortened, where one is full" };

/**
 * Each number that the sources call a limit and that no file of limits reads, by the limit of the list that it is. One that AWS has and
 * that stands in no line of the list is checked, perhaps, and has no edge.
 */
const LIMIT_OF: Readonly<Record<string, NoLimit | readonly AwsLimitId[]>> = {
  ATTACHED_TO_ROLE: { why: "of the bootstrap's roles, whose names have no effect on how many there are" },
  LARGEST_SHOWN: OURS,
  LEAST_BYTES: { why: "a price: what Athena bills at least for a query" },
  LEAST_CUTOFF_BYTES: { why: "the configuration has whole gigabytes, the least of which is more" },
  LOG_VALIDATION_BOUNDS: OURS,
  LEAST_FREE: { why: "what AWS recommends" },
  LONGEST_DETAILS: OURS,
  LONGEST_KEY_ID: OURS,
  LONGEST_NAME: OURS,
  LONGEST_RECEIVED: OURS,
  LONGEST_SHARED_NAME: ["name-prefix"],
  LONGEST_TERM: { why: "what is longer is found by its beginning" },
  MAX_ALARMS_SHOWN: SPLIT,
  MAX_ARCHIVE_STACKS: OURS,
  MAX_DEPTH: OURS,
  MAX_DESCRIPTION_LENGTH: ["alarm-description"],
  MAX_INPUT_LENGTH: SPLIT,
  MAX_LISTED_LENGTH: OURS,
  MAX_NAMED_TEAM_ACCOUNTS: OURS,
  MAX_PACK_NAME_LENGTH: ["name-prefix"],
  MAX_PACK_PARAMETERS: { why: "a pack has those of its rules, some ten, whatever is configured" },
  MAX_PARAMETERS_LENGTH: SPLIT,
  MAX_RULE_DESCRIPTION_LENGTH: SPLIT,
  MAX_RULE_NAME_LENGTH: ["name-prefix"],
  MAX_STATE_PREFIX_BYTES: ["state-key"],
  MAX_STEPS: OURS,
  MAX_TOPIC_NAME_LENGTH: ["name-prefix"],
  MAX_WILDCARD_SELECTORS: { why: "of patterns that orgtrail writes, none of which has more" },
  MIN_REASON_LENGTH: OURS,
  MOST_BOXES: OURS,
  MOST_CALLS: OURS,
  MOST_COMBINATIONS: OURS,
  MOST_OPEN: OURS,
  MOST_READ: OURS,
  MOST_ROWS: OURS,
  MOST_SETS: OURS,
  MOST_STATES: OURS,
  SHORTEST_INFREQUENT_ACCESS_DAYS: ["lifecycle"],
};

const NAMED_AS_LIMIT =
  /^(?:export )?const ((?:ATTACHED|LARGEST|LEAST|LONGEST|MAX|MIN|MOST|SHORTEST)_\w+|\w+_(?:BOUNDS|LIMITS))\b/gm;

/** The texts of sources, by their files. */
const SOURCES = ["modules", "stacks"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [join(folder, file), readFileSync(join(ROOT, folder, file), "utf8")] as const),
);

/** What the lists of limits, each beside its feature, read; and the lists. */
const LISTED = new Set(
  SOURCES.filter(([file]) => /^stacks\/config\/(.*\/)?limits\.ts$/.test(file)).flatMap(([, text]) => {
    const names: readonly string[] = text.match(/\b[A-Z][A-Z_]+\b/g) ?? [];
    return names.filter((name, index) => name.endsWith("_LIMITS") || names.indexOf(name) < index);
  }),
);

describe("each number that the sources call a limit", () => {
  it("is named in a list of AWS's limits, or has a reason why not", () => {
    const found = SOURCES.flatMap(([, text]) => [...text.matchAll(NAMED_AS_LIMIT)]).map(
      ([, name = ""]) => name,
    );
    expect(LISTED.size).toBeGreaterThan(30);
    expect([...new Set(found)].filter((name) => !LISTED.has(name)).sort()).toEqual(
      Object.keys(LIMIT_OF).sort(),
    );
  });

  it("names limits that there are", () => {
    const named = Object.values(LIMIT_OF).flatMap((limits) => ("why" in limits ? [] : limits));
    expect(named.filter((id) => !(id in AWS_LIMITS))).toEqual([]);
  });
});
