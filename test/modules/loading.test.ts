import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/run";

jest.setTimeout(300_000);

/** The files that a fresh process loads with a module. */
function loadedWith(module: string): readonly string[] {
  const program = `require("tsx/cjs"); require("./modules/${module}/index.ts"); console.log(JSON.stringify(Object.keys(require.cache)));`;
  return JSON.parse(
    execFileSync(process.execPath, ["-e", program], { cwd: ROOT, encoding: "utf8" }),
  ) as string[];
}

const MODULES = readdirSync(join(ROOT, "modules"));
const PURE = [
  "compliance-map",
  "config-rules",
  "controls",
  "event-patterns",
  "questions",
  "event-selectors",
  "facts",
  "immutability",
  "insights",
  "kernel",
  "organization",
  "policy",
  "policy-evaluation",
  "security-hub",
  "validation",
];

describe("loading a module", () => {
  it.each(MODULES)("%s loads no root of a provider: 1.4 GB and seconds", (module) => {
    expect(loadedWith(module).filter((file) => file.endsWith("provider-aws/lib/index.js"))).toEqual([]);
  });

  it.each(PURE)("%s, which is data and functions, loads neither cdktf nor a provider", (module) => {
    expect(
      loadedWith(module).filter((file) => /node_modules\/(cdktf|constructs|@cdktf)\//.test(file)),
    ).toEqual([]);
  });
});
