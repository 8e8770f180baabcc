export { validateArea, type AreaOptions, type AreaResult, type AreaState, type ReadFile } from "./area";
export { FINDING_KINDS, type FindingKind, type LogFinding } from "./findings";
export { gapsIn, unionOf, within, type Interval } from "./intervals";
export { PublicKeys, savedKeys, type SavedKeys } from "./keys";
export {
  areaFolder,
  DIGEST_FOLDER,
  digestTime,
  LOG_FOLDER,
  s3Address,
  type FilePlace,
  type LogArea,
} from "./names";
export { Slots } from "./slots";
export { StoreError, type FileStore, type StoredContent, type UnlistedFolder } from "./store";
export type { DigestRead } from "./digest";
