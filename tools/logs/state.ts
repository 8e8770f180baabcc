import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
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
  /** The time from which runs were asked to validate: another is begun anew. */
  from: z.number().optional(),
  areas: z.record(z.string(), areaState),
});

/** What earlier runs have validated, in a file. It is written after each account and Region, so that a run can be ended and go on. */
export class ValidationState {
  private readonly areas: Record<string, unknown> = {};

  /** @throws z.ZodError, or a SyntaxError, where the file is none of ours */
  constructor(
    private readonly path: string,
    private readonly from: number | undefined,
  ) {
    if (!existsSync(path)) return;
    const saved = stateFile.parse(JSON.parse(readFileSync(path, "utf8")));
    if (saved.from === from) Object.assign(this.areas, saved.areas);
  }

  of(area: LogArea): AreaState | undefined {
    return this.areas[idOf(area)] as AreaState | undefined;
  }

  save({ area, until, chains, findings }: AreaResult): void {
    if (!Number.isFinite(until)) return;
    this.areas[idOf(area)] = { until, chains, findings };
    const text = JSON.stringify({ ...(this.from !== undefined && { from: this.from }), areas: this.areas });
    // A run that ends meanwhile leaves the file as it was.
    writeFileSync(`${this.path}.new`, text);
    renameSync(`${this.path}.new`, this.path);
  }
}

function idOf({ bucket, root, account, region }: LogArea): string {
  return s3Address({ bucket, key: `${root}${account}/${region}` });
}
