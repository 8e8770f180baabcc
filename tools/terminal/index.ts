export { ask, canAsk, type Choice, type Prompt } from "./asking";
export {
  cliTime,
  configFolder,
  CONFIG_FLAG,
  newCommand,
  newProgram,
  printRefusal,
  timeFlag,
  wholeNumber,
} from "./command";
export { block, code, html, markdownRows, prose } from "./markdown";
export {
  print,
  printed,
  printError,
  printJson,
  progress,
  showStatus,
  textOf,
  whenNobodyReads,
} from "./output";
export { jsonText, linesOf, oneLine, shellWord, styled, type Line, type Style } from "./printable";
export { labelled, table } from "./table";
