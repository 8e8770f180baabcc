export { FileError, fileError, isThere, onFile } from "./file-error";
export {
  assertEnds,
  folderEntries,
  kindAt,
  problemAt,
  readBytes,
  readBytesMeanwhile,
  readInto,
  readPieces,
  readText,
} from "./reading";
export { append, makeFolder, rename, writePieces, writeWhole } from "./writing";
