import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { IConstruct } from "constructs";
import { assertNoProblems, ofProperty, type Problem, type PropertyProblem } from "../validation";

/** A zip file with the function that a module deploys, in `index.js`. */
export interface FunctionCode {
  readonly path: string;
  /** The hash of its bytes, in base64: by it Terraform knows that the code has changed. */
  readonly sha256: string;
}

/** Where the package has the function of a module, and a checkout once `npm run build` has made it. */
export function packagedPath(module: string): string {
  return join(__dirname, "..", "..", "lib", module, "function.zip");
}

/** The function that comes with the package. @throws ValidationError in a checkout that was not built */
export function packagedCode(scope: IConstruct, path = packagedPath("log-validation")): FunctionCode {
  assertNoProblems(
    scope,
    ofProperty(
      "code",
      missingFile(path, "run npm run build in the checkout, which makes the file that the package has"),
    ),
  );
  return { path, sha256: createHash("sha256").update(readFileSync(path)).digest("base64") };
}

/** Why somebody's own code is none. */
export function codeProblems(code: FunctionCode | undefined): readonly PropertyProblem[] {
  return code === undefined
    ? []
    : ofProperty("code.path", missingFile(code.path, "name the file, once it is there"));
}

function missingFile(path: string, remedy: string): Problem | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
    ? undefined
    : {
        what: "is no file that is there",
        received: path,
        allowed: "a zip file, and the hash of its bytes",
        remedy,
      };
}
