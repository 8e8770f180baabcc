import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/run";

jest.setTimeout(300_000);

interface Loaded {
  readonly files: readonly string[];
  /** How many stack traces were made meanwhile. */
  readonly traces: number;
}

/** What a fresh process loads with each module. */
const LOADED = new Map<string, Loaded>();

function loadedWith(module: string): Loaded {
  const known = LOADED.get(module);
  if (known !== undefined) return known;
  // tsx makes some traces of its own while it loads.
  const program = `
    require("tsx/cjs");
    let traces = 0;
    const made = Error.prepareStackTrace;
    Error.prepareStackTrace = (error, frames) => {
      if (String(frames[0]).includes(${JSON.stringify(join(ROOT, "modules"))})) traces++;
      return made === undefined ? String(error) : made(error, frames);
    };
    require("./modules/${module}/index.ts");
    console.log(JSON.stringify({ files: Object.keys(require.cache), traces }));`;
  const output = execFileSync(process.execPath, ["-e", program], { cwd: ROOT, encoding: "utf8" });
  const loaded = JSON.parse(output) as Loaded;
  LOADED.set(module, loaded);
  return loaded;
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
    expect(loadedWith(module).files.filter((file) => file.endsWith("provider-aws/lib/index.js"))).toEqual([]);
  });

  it.each(MODULES)(
    "%s makes no stack trace: a program with source maps reads them all for the first",
    (module) => {
      expect(loadedWith(module).traces).toBe(0);
    },
  );

  it.each(PURE)("%s, which is data and functions, loads neither cdktf nor a provider", (module) => {
    expect(
      loadedWith(module).files.filter((file) => /node_modules\/(cdktf|constructs|@cdktf)\//.test(file)),
    ).toEqual([]);
  });
});
