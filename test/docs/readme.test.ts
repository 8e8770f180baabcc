import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runProgram } from "../support/run";
import { inTemporaryFolder } from "../support/synthesized";

test("the README shows what synthesis prints of the reference organization", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, shown = ""] = /\$ npm ci && npm run synth\n([^]*?)\n…/.exec(readme) ?? [];
  const { stdout } = inTemporaryFolder((folder) =>
    runProgram("tools/cli/orgtrail.cjs", ["synth"], { CDKTF_OUTDIR: join(folder, "out") }),
  );
  expect(stdout.split("\n\n")[0]).toBe(shown);
});
