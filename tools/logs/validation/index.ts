export { validateArea, type AreaOptions, type AreaResult, type AreaState, type ReadFile } from "./area";
export { contentHash, contentText, TINY } from "./content";
export { readDigest, signatureFault, type DigestRead } from "./digest";
export {
  FINDING_KINDS,
  type FileHistory,
  type FindingKind,
  type LogFinding,
  type RecordedChange,
} from "./findings";
export { gapsIn, unionOf, within, type Interval } from "./intervals";
export { PublicKeys, savedKeys, type SavedKeys } from "./keys";
export {
  areaFolder,
  dayFolder,
  DIGEST_FOLDER,
  digestNameAnywhere,
  digestTime,
  LOG_FOLDER,
  logTime,
  s3Address,
  type FilePlace,
  type FileVersion,
  type LogArea,
} from "./names";
export { Slots } from "./slots";
export { StoreError, type FileStore, type StoredContent, type UnlistedFolder } from "./store";
