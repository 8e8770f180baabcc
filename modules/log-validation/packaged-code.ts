import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { IConstruct } from "constructs";
import { ValidationError } from "../validation";

/** A zip file whose `index.handler` validates what it is given. */
export interface FunctionCode {
  readonly path: string;
  /** The hash of its bytes, in base64: by it Terraform knows that the code has changed. */
  readonly sha256: string;
}

/** Where the package has it, and a checkout once `npm run build` has made it. */
const PACKAGED = join(__dirname, "..", "..", "lib", "log-validation", "function.zip");

/** The function that comes with the package. @throws ValidationError in a checkout that was not built */
export function packagedCode(scope: IConstruct, path = PACKAGED): FunctionCode {
  if (!existsSync(path))
    throw new ValidationError(scope, [
      {
        property: "code",
        what: "is missing",
        received: undefined,
        allowed: "a zip file, and the hash of its bytes",
        remedy: "run npm run build in the checkout, which makes the file that the package has",
      },
    ]);
  return { path, sha256: createHash("sha256").update(readFileSync(path)).digest("base64") };
}
