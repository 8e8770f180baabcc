import { amount } from "../../modules/kernel";
import { athenaPrice, type AskedQuestion } from "../../modules/questions";
import { ConfigurationError, faultText, loadConfiguration } from "../../stacks/config";
import { awsSentence, errorCode } from "../aws";
import { print, printError, printJson, showStatus } from "../terminal";
import { askAthena, athenaPlace, athenaSql, scanOf, scanText } from "./athena";
import { SqlError } from "./event-store";
import { refuse, spanOf, type QueryFlags } from "./flags";
import { csvLines, objectsIn, tableLines } from "./report";

/** Asks Athena, and says before what that reads and costs. @param told the question @default - SQL */
export async function answerOfAthena(told: AskedQuestion | undefined, flags: QueryFlags): Promise<void> {
  const say = (text: string): void => {
    printError([`orgtrail: ${text}`]);
  };
  try {
    const place = await athenaPlace(loadConfiguration(flags.config), flags);
    if (typeof place === "string") {
      refuse([place], flags);
      return;
    }
    const { from, to = new Date().toISOString(), account } = spanOf(flags);
    const span = { from: from ?? "", to, ...(account !== undefined && { account }) };
    const most = place.athena.bytesScannedCutoffPerQuery;
    // Of SQL nobody knows what it reads, but where it is stopped.
    const scan =
      told === undefined
        ? undefined
        : await scanOf(told, place, span, (count) => {
            showStatus(() => `${amount(count, "file")} found`);
          });
    if (scan === undefined) say(`reads at most ${scanText(most)}, and is stopped there`);
    else {
      const { files, bytes } = scan;
      say(`reads ${amount(files, "file")}, ${scanText(bytes)}`);
      if (bytes > most) {
        refuse(
          [
            `--from: Athena stops a query at ${scanText(most)}; narrow it by --from, --to and --account, or raise scanLimitGb`,
          ],
          flags,
        );
        return;
      }
    }
    if (flags.dryRun) {
      const { bytes } = scan ?? { bytes: most };
      if (flags.json) printJson({ ...scan, bytes, dollars: athenaPrice(bytes) });
      return;
    }
    const sql = told === undefined ? (flags.sql ?? "") : athenaSql(told, place, span);
    const result = await askAthena(place, sql, (bytes) => {
      showStatus(() => `${scanText(bytes)} so far`);
    });
    const { scannedBytes } = result;
    if (flags.json)
      printJson({
        scannedBytes,
        dollars: athenaPrice(scannedBytes),
        ...objectsIn(result),
      });
    else print(flags.csv ? csvLines(result) : tableLines(result, scanText(scannedBytes), told !== undefined));
  } catch (error) {
    if (error instanceof ConfigurationError) refuse(error.faults.map(faultText), flags);
    else if (error instanceof SqlError)
      refuse([`${told === undefined ? "--sql" : "Athena"}: ${error.message}`], flags);
    else if (errorCode(error) !== undefined) refuse([awsSentence(error)], flags);
    else throw error;
  }
}
