import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { logValidationZip } from "../../stacks/function-code";

/** Writes the function that validates log files each hour to the file that is named: what `npm run build` packs. */
const [, , path = "function.zip"] = process.argv;
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, logValidationZip());
