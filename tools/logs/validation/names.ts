/**
 * Where CloudTrail's files stand, and what their names say.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */

/** A file in a bucket. */
export interface FilePlace {
  readonly bucket: string;
  readonly key: string;
}

/** The files of one account and Region in a bucket: what is validated as one. */
export interface LogArea {
  readonly bucket: string;
  /** What stands before the account: `[prefix/]AWSLogs/[organization/]`. */
  readonly root: string;
  readonly account: string;
  readonly region: string;
}

/** What the name of a digest says. */
export interface DigestName extends FilePlace {
  /** The trail, its home Region, and whether deliveries were late: each such has a chain of digests of its own. */
  readonly trail: string;
  readonly homeRegion: string;
  readonly backfill: boolean;
  /** When the digest's hour ended, in milliseconds since 1970. */
  readonly time: number;
}

/** A file, or an older version of it. */
export interface FileVersion extends FilePlace {
  /** @default - the newest */
  readonly version?: string;
}

export const DIGEST_FOLDER = "CloudTrail-Digest";
export const LOG_FOLDER = "CloudTrail";

/** The folder of an area's files of a kind, with a slash at its end. */
export function areaFolder({ root, account, region }: LogArea, kind: string): string {
  return `${root}${account}/${kind}/${region}/`;
}

/** As people and S3's tools write it. */
export function s3Address({ bucket, key }: FilePlace): string {
  return `s3://${bucket}/${key}`;
}

/** The folder of the files of a day. */
export function dayFolder(time: number): string {
  return new Date(time).toISOString().slice(0, "YYYY-MM-DD".length).replaceAll("-", "/");
}

const DIGEST_NAME =
  /^\d{4}\/\d{2}\/\d{2}\/(\d{12})_CloudTrail-Digest_([a-z0-9-]+)_([\w.-]+)_([a-z0-9-]+)_(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/;

/** What the name of a file in the folder of an area's digests says. @returns undefined where no digest has such a name */
export function digestName(area: LogArea, { bucket, key }: FilePlace): DigestName | undefined {
  const found = DIGEST_NAME.exec(key.slice(areaFolder(area, DIGEST_FOLDER).length));
  if (found === null) return undefined;
  const [name, account, region, trail = "", homeRegion = "", stamp = "", backfill] = found;
  const time = stampTime(stamp);
  const belongs = account === area.account && region === area.region && name.startsWith(dayFolder(time));
  return belongs ? { bucket, key, trail, homeRegion, backfill: backfill !== undefined, time } : undefined;
}

/** What the name of a digest says, wherever the trail delivered then. @returns undefined where it is none of the area's */
export function digestNameAnywhere(area: LogArea, { bucket, key }: FilePlace): DigestName | undefined {
  const root = rootOf(area, key);
  return root === undefined ? undefined : digestName({ ...area, bucket, root }, { bucket, key });
}

/** When the hour of a digest ended, by its key alone. @returns undefined where it is no digest's */
export function digestTime(key: string): number | undefined {
  const [, stamp = ""] = /_(\d{8}T\d{6}Z)(?:_backfill)?\.json\.gz$/.exec(key) ?? [];
  const time = stampTime(stamp);
  return Number.isNaN(time) ? undefined : time;
}

/** Of the digest whose hour ended at another time, in the same chain. */
export function digestKeyAt(area: LogArea, { trail, homeRegion }: DigestName, time: number): string {
  const { account, region } = area;
  const stamp = new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const folder = `${areaFolder(area, DIGEST_FOLDER)}${dayFolder(time)}`;
  return `${folder}/${account}_CloudTrail-Digest_${region}_${trail}_${homeRegion}_${stamp}.json.gz`;
}

/** Which chain a digest is of, among those of its area. */
export function chainOf({ trail, homeRegion, backfill }: DigestName): string {
  return `${trail} (${homeRegion})${backfill ? ", backfilled" : ""}`;
}

const LOG_NAME =
  /(?:^|\/)(\d{12})\/CloudTrail[A-Za-z-]*\/([a-z0-9-]+)\/(\d{4})\/(\d{2})\/(\d{2})\/\1_CloudTrail[A-Za-z-]*_\2_(\d{8}T\d{4}Z)_[^/]+\.json\.gz$/;
const DAY_MS = 24 * 3_600_000;
/** How far a log file's time may be from the day in whose folder it stands. */
const MIDNIGHT_MS = 3_600_000;

/**
 * When CloudTrail made a log file, by its name: of the account, the Region and the day in whose folder it stands, so that the order of
 * keys is that of time.
 * @returns undefined where it is none of CloudTrail's
 */
export function logTime(key: string): number | undefined {
  const [, , , year = "", month = "", day = "", stamp = ""] = LOG_NAME.exec(key) ?? [];
  const time = stampTime(stamp);
  const begin = Date.parse(`${year}-${month}-${day}`);
  const fits = begin - MIDNIGHT_MS <= time && time < begin + DAY_MS + MIDNIGHT_MS;
  return fits ? time : undefined;
}

/** The folder in which a log file stands, but for its day: `…/CloudTrail/us-east-1/`. */
export function folderOfLog({ key }: FilePlace): string {
  return key.replace(/\d{4}\/\d{2}\/\d{2}\/[^/]*$/, "");
}

/** The root of the area that a digest's key is of. @returns undefined where it is of another account or Region */
export function rootOf(area: LogArea, key: string): string | undefined {
  const place = key.indexOf(`${area.account}/${DIGEST_FOLDER}/${area.region}/`);
  return place < 0 ? undefined : key.slice(0, place);
}

/** Milliseconds of `20261128T2040Z` or `20261128T204000Z`. @returns NaN where it is no time */
function stampTime(stamp: string): number {
  const found = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?Z$/.exec(stamp);
  // Date.parse takes much for a time.
  if (found === null) return NaN;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "00"] = found;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
