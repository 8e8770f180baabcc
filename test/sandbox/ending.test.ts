import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformProgram } from "../../tools/terraform";
import { ROOT } from "../support/run";
import { describeWithTerraform, WITHOUT_MANAGED_POLICIES } from "./requirements";

jest.setTimeout(1_200_000);

/** Programs with this text in their environment, where the system tells: all that a sandbox started has it. */
function programsWith(text: string): readonly string[] {
  if (!existsSync("/proc/self/environ")) return [];
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").includes(text);
    } catch {
      // It has ended, or is somebody else's.
      return false;
    }
  });
}

describeWithTerraform("a sandbox that ends before it is deployed", () => {
  const temporary = mkdtempSync(join(tmpdir(), "orgtrail-test-"));

  afterAll(() => {
    rmSync(temporary, { recursive: true });
  });

  /** Runs a sandbox whose every file is in a folder of its own. @param until sends the signal once this is printed */
  async function runSandbox(
    until: string,
    signal: NodeJS.Signals,
    env: Readonly<Record<string, string>> = {},
  ) {
    const TMPDIR = mkdtempSync(join(temporary, "tmp-"));
    const child = spawn(process.execPath, ["tools/cli/orgtrail.cjs", "sandbox"], {
      cwd: ROOT,
      env: { ...WITHOUT_MANAGED_POLICIES, ...env, TMPDIR },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let programs = 0;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (!output.includes(until) || programs > 0) return;
        programs = programsWith(TMPDIR).length;
        child.kill(signal);
      });
    }
    const [code] = (await once(child, "close")) as [number | null];
    // What runs TypeScript keeps what it has compiled.
    const leftFiles = readdirSync(TMPDIR).filter((name) => !name.startsWith("tsx-"));
    return { code, output, programs, leftPrograms: programsWith(TMPDIR), leftFiles };
  }

  test.each([
    ["SIGINT", "log-archive: deploying"],
    ["SIGTERM", "making the organization"],
  ] as const)("on %s leaves no program and no file", async (signal, until) => {
    const { code, output, programs, leftPrograms, leftFiles } = await runSandbox(until, signal);
    expect(output).toContain("interrupted: stopping everything");
    expect(code).toBe(130);
    if (existsSync("/proc/self/environ")) expect(programs).toBeGreaterThan(1);
    expect({ leftPrograms, leftFiles }).toEqual({ leftPrograms: [], leftFiles: [] });
  });

  test("because a deployment fails, shows what Terraform said, and leaves no program and no file", async () => {
    const broken = join(temporary, "terraform");
    const real = String(terraformProgram(process.env));
    writeFileSync(
      broken,
      `#!/bin/sh\n[ "$1" = version ] && exec '${real}' "$@"\necho the disk is full\nexit 1\n`,
    );
    chmodSync(broken, 0o755);
    const { code, output, leftPrograms, leftFiles } = await runSandbox("never printed", "SIGKILL", {
      ORGTRAIL_TERRAFORM: broken,
    });
    expect(code).toBe(1);
    expect(output).toMatch(/orgtrail sandbox: deploying (log-archive|team-data) failed/);
    expect(output).toContain("the disk is full");
    expect({ leftPrograms, leftFiles }).toEqual({ leftPrograms: [], leftFiles: [] });
  });
});
