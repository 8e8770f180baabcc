import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, SYNTHESIZED_FROM } from "../../support/run";

const folders: string[] = [];

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "orgtrail-launcher-")));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function launcherOf(checkout: string): string {
  return join(checkout, "tools", "cli", "orgtrail.cjs");
}

/** The log-archive stack that a checkout synthesizes, started from a folder. */
function synthesizedFrom(cwd: string, checkout: string): string {
  const outdir = join(temporaryFolder(), "out");
  const env = { ...process.env, ORGTRAIL_CONFIG: join(checkout, "config"), CDKTF_OUTDIR: outdir };
  const { status, stderr } = spawnSync(process.execPath, [launcherOf(checkout), "app"], {
    cwd,
    env,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return readFileSync(join(outdir, "stacks", "log-archive", "cdk.tf.json"), "utf8");
}

/** A checkout that tests may edit. */
function copiedCheckout(): string {
  const checkout = temporaryFolder();
  for (const part of ["config", ...SYNTHESIZED_FROM]) {
    cpSync(join(ROOT, part), join(checkout, part), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(checkout, "node_modules"));
  return checkout;
}

describe("what the launcher synthesizes", () => {
  it("is the same from any folder, and from a checkout at any place", () => {
    const expected = synthesizedFrom(ROOT, ROOT);
    expect(synthesizedFrom(temporaryFolder(), ROOT)).toBe(expected);
    const checkout = copiedCheckout();
    expect(synthesizedFrom(checkout, checkout)).toBe(expected);
  });

  it("is never stale: a change of TypeScript is in the next synthesis", () => {
    const checkout = copiedCheckout();
    const before = synthesizedFrom(checkout, checkout);
    const names = join(checkout, "modules", "organization", "names", "archive.ts");
    writeFileSync(
      names,
      readFileSync(names, "utf8").replace("-cloudtrail-${account}-", "-trails-${account}-"),
    );
    const after = synthesizedFrom(checkout, checkout);
    expect(before).toContain("acme-cloudtrail-222222222222-organization");
    expect(after).not.toContain("acme-cloudtrail-222222222222-organization");
    expect(after).toContain("acme-trails-222222222222-organization");
  });
});

/** A checkout with packages of its own, and what its launcher keeps of its scripts. */
function checkoutWithPackages(): { readonly checkout: string; readonly kept: string } {
  const checkout = copiedCheckout();
  const packages = join(checkout, "node_modules");
  rmSync(packages);
  mkdirSync(packages);
  for (const name of readdirSync(join(ROOT, "node_modules")).filter((each) => !each.startsWith("."))) {
    symlinkSync(join(ROOT, "node_modules", name), join(packages, name));
  }
  return { checkout, kept: join(packages, ".cache", "orgtrail") };
}

/** The one script that is kept. */
function keptScript(kept: string): string {
  const [script, ...others] = readdirSync(kept).filter((name) => name.endsWith(".cjs"));
  expect(others).toEqual([]);
  return join(kept, script ?? "");
}

/** Runs a program of the checkout, made or kept. */
function started(program: string, checkout: string) {
  const [start = "", entry = ""] = [join(checkout, "tools", "cli", "start.cjs"), program].map((path) =>
    JSON.stringify(path),
  );
  return spawnSync(process.execPath, ["-e", `require(${start})(${entry})`], { encoding: "utf8" });
}

/** What stands before all that is kept. */
function sealOf(content: Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}

describe("the script that the launcher keeps", () => {
  it("runs the next time without esbuild", () => {
    const { checkout } = checkoutWithPackages();
    const expected = synthesizedFrom(checkout, checkout);
    const esbuild = join(checkout, "node_modules", "esbuild");
    const manifest = readFileSync(join(esbuild, "package.json"));
    rmSync(esbuild);
    mkdirSync(esbuild);
    writeFileSync(join(esbuild, "package.json"), manifest);
    expect(synthesizedFrom(checkout, checkout)).toBe(expected);
  });

  it("is whole where several start at once, and nothing else is left", async () => {
    const { checkout, kept } = checkoutWithPackages();
    const run = promisify(execFile);
    const launcher = launcherOf(checkout);
    const running = Array.from({ length: 3 }, () => run(process.execPath, [launcher, "app", "--help"]));
    for (const { stdout } of await Promise.all(running)) expect(stdout).toContain("Usage: ");
    const script = keptScript(kept);
    const files = readdirSync(kept).map((name) => join(kept, name));
    expect(files).toEqual([script, `${script}.code`, `${script}.map`]);
  });

  it("is not needed: where nothing can be kept, it runs from memory", () => {
    const { checkout, kept } = checkoutWithPackages();
    writeFileSync(join(checkout, "node_modules", ".cache"), "no folder");
    expect(synthesizedFrom(checkout, checkout)).toContain("acme-cloudtrail-222222222222-organization");
    expect(() => readdirSync(kept)).toThrow("ENOTDIR");
  });

  it("loads late what its sources import late, made or kept", () => {
    const { checkout } = checkoutWithPackages();
    const program = join(checkout, "stacks", "late.ts");
    writeFileSync(
      program,
      'void import("@duckdb/node-api").then((late) => console.log(typeof late.DuckDBInstance));\n',
    );
    for (const how of ["made", "kept"]) {
      const { stdout, stderr } = started(program, checkout);
      expect({ how, stdout, stderr }).toEqual({ how, stdout: "function\n", stderr: "" });
    }
  });

  it("names lines of the sources in stack traces, made or kept", () => {
    const { checkout } = checkoutWithPackages();
    const program = join(checkout, "stacks", "fails.ts");
    const failing = join(checkout, "modules", "fails.ts");
    writeFileSync(program, 'import { fail } from "../modules/fails";\n\nfail();\n');
    writeFileSync(
      failing,
      'type Never = never;\n\nexport function fail(): Never {\n  throw new Error("$& broken");\n}\n',
    );
    for (const how of ["made", "kept"]) {
      const { status, stderr } = started(program, checkout);
      expect({ how, status }).toEqual({ how, status: 1 });
      expect(stderr).toContain("Error: $& broken\n");
      expect(stderr).toContain(`${failing}:4:9`);
      expect(stderr).toContain(`${program}:3:1`);
    }
  });
});

describe("what the launcher keeps, when something has happened to it", () => {
  let checkout = "";
  let script = "";
  let expected = "";
  beforeAll(() => {
    const made = checkoutWithPackages();
    checkout = made.checkout;
    expected = synthesizedFrom(checkout, checkout);
    script = keptScript(made.kept);
  });

  const DAMAGES: readonly (readonly [string, (kept: Buffer) => Buffer])[] = [
    ["was cut short", (kept) => kept.subarray(0, kept.length / 2)],
    ["is empty", () => Buffer.alloc(0)],
    ["has more than was written", (kept) => Buffer.concat([kept, Buffer.from("process.exit(1);\n")])],
  ];

  it.each(DAMAGES)("a script that %s is made anew", (_, damaged) => {
    const whole = readFileSync(script);
    expect(damaged(whole)).not.toEqual(whole);
    writeFileSync(script, damaged(whole));
    expect(synthesizedFrom(checkout, checkout)).toBe(expected);
    expect(readFileSync(script)).toEqual(whole);
  });

  it.each(DAMAGES)("compiled code that %s is made anew", (_, damaged) => {
    const code = `${script}.code`;
    writeFileSync(code, damaged(readFileSync(code)));
    expect(synthesizedFrom(checkout, checkout)).toBe(expected);
    const [seal, compiled] = [readFileSync(code).subarray(0, 32), readFileSync(code).subarray(32)];
    expect(seal).toEqual(sealOf(compiled));
  });

  it("code that another version of Node.js compiled is made anew", () => {
    const code = `${script}.code`;
    // V8's own mark of its version and flags stands at the start.
    const others = readFileSync(code).subarray(32).fill(0, 0, 16);
    writeFileSync(code, Buffer.concat([sealOf(others), others]));
    expect(synthesizedFrom(checkout, checkout)).toBe(expected);
    expect(readFileSync(code).subarray(32, 48)).not.toEqual(Buffer.alloc(16));
  });
});
