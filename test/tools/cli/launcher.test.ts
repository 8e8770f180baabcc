import { execFile, spawnSync } from "node:child_process";
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

  it.each([
    ["is cut short", (text: string) => text.slice(0, text.length / 2)],
    ["is empty", () => ""],
    ["has more than was written", (text: string) => `${text}process.exit(1);\n`],
  ])("is made anew where it %s", (_, damaged) => {
    const { checkout, kept } = checkoutWithPackages();
    const expected = synthesizedFrom(checkout, checkout);
    const script = keptScript(kept);
    const whole = readFileSync(script, "utf8");
    expect(damaged(whole)).not.toBe(whole);
    writeFileSync(script, damaged(whole));
    expect(synthesizedFrom(checkout, checkout)).toBe(expected);
    expect(readFileSync(script, "utf8")).toBe(whole);
  });

  it("is whole where several start at once, and nothing else is left", async () => {
    const { checkout, kept } = checkoutWithPackages();
    const run = promisify(execFile);
    const launcher = launcherOf(checkout);
    const started = Array.from({ length: 3 }, () => run(process.execPath, [launcher, "app", "--help"]));
    for (const { stdout } of await Promise.all(started)) expect(stdout).toContain("Usage: ");
    const script = keptScript(kept);
    expect(readdirSync(kept).map((name) => join(kept, name))).toEqual([script, `${script}.map`]);
  });

  it("is not needed: where nothing can be kept, it runs from memory", () => {
    const { checkout, kept } = checkoutWithPackages();
    writeFileSync(join(checkout, "node_modules", ".cache"), "no folder");
    expect(synthesizedFrom(checkout, checkout)).toContain("acme-cloudtrail-222222222222-organization");
    expect(() => readdirSync(kept)).toThrow("ENOTDIR");
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
    const start = `require(${JSON.stringify(join(checkout, "tools", "cli", "start.cjs"))})(${JSON.stringify(program)})`;
    for (const how of ["made", "kept"]) {
      const { status, stderr } = spawnSync(process.execPath, ["-e", start], { encoding: "utf8" });
      expect({ how, status }).toEqual({ how, status: 1 });
      expect(stderr).toContain("Error: $& broken\n");
      expect(stderr).toContain(`${failing}:4:9`);
      expect(stderr).toContain(`${program}:3:1`);
    }
  });
});
