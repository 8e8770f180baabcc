import { existsSync } from "node:fs";
import * as z from "zod";
import { readText, writeWhole } from "../files";
import {
  FINDING_KINDS,
  s3Address,
  type AreaResult,
  type AreaState,
  type FindingKind,
  type LogArea,
} from "./validation";

const file = z.object({ bucket: z.string(), key: z.string() });
const finding = z.object({
  kind: z.enum(Object.keys(FINDING_KINDS) as [FindingKind, ...FindingKind[]]),
  ...{ account: z.string(), region: z.string(), trail: z.string().optional(), file: file.optional() },
  ...{ from: z.number().optional(), to: z.number().optional(), why: z.string().optional() },
  files: z.number().optional(),
  ...{ delivered: z.string().optional(), hash: z.string().optional() },
});
const areaState = z.object({
  until: z.number(),
  findings: z.array(finding),
  chains: z.array(
    z.object({
      ...{ trail: z.string(), homeRegion: z.string(), backfill: z.boolean(), digests: z.number() },
      proven: z.array(z.tuple([z.number(), z.number()])),
      head: file.extend({ end: z.number(), hash: z.string().optional() }),
    }),
  ),
});
const stateFile = z.object({
  /** The time from which runs were asked to validate. */
  from: z.number().optional(),
  areas: z.record(z.string(), areaState),
});

/** What keeps files from being judged, and may be gone when the next run looks. */
const NOT_JUDGED = new Set<FindingKind>([
  "unreadable",
  "must-be-restored",
  "key-unknown",
  "signature-unknown",
]);

/** What earlier runs have validated, in a file. It is written after each account and Region, so that a run can be ended and go on. */
export class ValidationState {
  private readonly areas: Record<string, unknown> = {};
  /** What earlier runs have left. @default - there is none */
  readonly earlier?: z.infer<typeof stateFile>;
  /** How many accounts and Regions this run has added. */
  saved = 0;

  /**
   * @param from the time from which this run validates, in milliseconds since 1970 @default - the first digest
   * @throws z.ZodError, or a SyntaxError, where the file is none of ours
   */
  constructor(
    private readonly path: string,
    private readonly from: number | undefined,
  ) {
    if (!existsSync(path)) return;
    this.earlier = stateFile.parse(JSON.parse(readText(path)));
    Object.assign(this.areas, this.earlier.areas);
  }

  of(area: LogArea): AreaState | undefined {
    return this.areas[idOf(area)] as AreaState | undefined;
  }

  /** Keeps what was found, unless something could not be judged: the next run looks at the account and Region once more. */
  save({ area, until, chains, findings }: AreaResult): void {
    if (!Number.isFinite(until) || findings.some(({ kind }) => NOT_JUDGED.has(kind))) return;
    this.areas[idOf(area)] = { until, chains, findings };
    const text = JSON.stringify({ ...(this.from !== undefined && { from: this.from }), areas: this.areas });
    writeWhole(this.path, text);
    this.saved++;
  }
}

function idOf({ bucket, root, account, region }: LogArea): string {
  return s3Address({ bucket, key: `${root}${account}/${region}` });
}
