export { FileError, fileError, isThere, onFile } from "./file-error";
export {
  assertEnds,
  filesBelow,
  folderEntries,
  kindAt,
  problemAt,
  readBytes,
  readBytesMeanwhile,
  readInto,
  readPieces,
  readText,
} from "./reading";
export { writtenWhole } from "./output-folder";
export { append, makeFolder, rename, scratchFolder, writePieces, writeWhole } from "./writing";
