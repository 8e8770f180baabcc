import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../support/run";
import { inTemporaryFolder } from "../../support/synthesized";

/** Prints which packages were loaded, when the program ends. */
const HOOK = `process.once("exit", () => {
  const packages = Object.keys(require.cache).flatMap((file) => /node_modules.((?:@[^/\\\\]+.)?[^/\\\\]+)/.exec(file)?.[1] ?? []);
  console.error(JSON.stringify([...new Set(packages)]));
});`;

it.each([["--help"], ["--version"], ["sandbox", "--help"]])(
  "who calls orgtrail %s waits for no package that only the doing needs",
  (...args) => {
    inTemporaryFolder((folder) => {
      const hook = join(folder, "hook.cjs");
      writeFileSync(hook, HOOK);
      const options = { NODE_OPTIONS: `--require ${hook}` };
      // What makes the script of a checkout is loaded by the first call.
      runProgram("tools/cli/orgtrail.cjs", args, options);
      const { code, stderr } = runProgram("tools/cli/orgtrail.cjs", args, options);
      expect({ code, packages: JSON.parse(stderr) as unknown }).toEqual({ code: 0, packages: [] });
    });
  },
);
