import { existsSync } from "node:fs";
import { readText } from "../files";
import { caller, listPublicKeys, type AwsSettings } from "../aws";
import { savedKeys, type SavedKeys } from "./validation";

/** CloudTrail's first year: no key is older. */
const FIRST = Date.parse("2013-01-01T00:00:00Z");
/** Digests of the last hour of a range are signed after it. */
const AFTER_MS = 4 * 3_600_000;

const ABOUT =
  "Public keys with which AWS CloudTrail signs digests, as ListPublicKeys answered. Whoever trusts a validation trusts that they are CloudTrail's.";

/** Asks CloudTrail for the keys of Regions, each once. */
export class AskedKeys {
  private readonly asked: SavedKeys;

  constructor(
    who: string,
    private readonly settings: Omit<AwsSettings, "region">,
    private readonly range: { readonly from?: number; readonly to: number },
  ) {
    this.asked = { about: ABOUT, asked: new Date().toISOString(), caller: who, regions: {} };
  }

  static async by(
    settings: AwsSettings,
    range: { readonly from?: number; readonly to: number },
  ): Promise<AskedKeys> {
    return new AskedKeys(await caller(settings), settings, range);
  }

  async of(region: string): Promise<SavedKeys["regions"][string]> {
    const { from = FIRST, to } = this.range;
    const keys = await listPublicKeys({ ...this.settings, region }, from - AFTER_MS, to + AFTER_MS);
    this.asked.regions[region] = [...keys];
    return this.asked.regions[region];
  }

  /** All that was asked for. */
  saved(): SavedKeys {
    return this.asked;
  }
}

/** The keys that a file has. @returns why it has none, as a sentence */
export function keysIn(path: string): SavedKeys | string {
  if (!existsSync(path)) return `${path}: there is no such file; write it with: orgtrail logs keys`;
  const text = readText(path);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return `${path}: is not JSON; write it with: orgtrail logs keys`;
  }
  const { data, error } = savedKeys.safeParse(json);
  const [issue] = error?.issues ?? [];
  return (
    data ??
    `${path}: ${String(issue?.path.join("."))}: ${String(issue?.message)}; write it with: orgtrail logs keys`
  );
}
