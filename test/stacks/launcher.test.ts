import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, SYNTHESIZED_FROM } from "../support/run";

const folders: string[] = [];

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "orgtrail-launcher-")));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The log-archive stack that a checkout synthesizes, started from a folder. */
function synthesizedFrom(cwd: string, checkout: string): string {
  const outdir = join(temporaryFolder(), "out");
  const env = { ...process.env, ORGTRAIL_CONFIG: join(checkout, "config"), CDKTF_OUTDIR: outdir };
  const { status, stderr } = spawnSync(process.execPath, [join(checkout, "stacks", "run.cjs")], {
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
    const names = join(checkout, "modules", "organization", "names.ts");
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
