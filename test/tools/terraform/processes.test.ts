import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { codeEnvironment, Processes } from "../../../tools/terraform";
import { ROOT } from "../../support/run";

const env = codeEnvironment({ PATH: "/bin:/usr/bin" });
const shell = (script: string) => ({ program: "/bin/sh", args: ["-c", script], env });

/** Whether it runs: one that has ended and that nobody asked about (Z) does not. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

describe("processes", () => {
  test("tell how they ended, all that they printed, and each line as it comes", async () => {
    const lines: string[] = [];
    const onLine = (line: string): void => void lines.push(line);
    const finished = await new Processes().run({ ...shell("echo one; echo two >&2; exit 3"), onLine });
    expect(finished.code).toBe(3);
    expect([...lines].sort()).toEqual(["one", "two"]);
    expect(finished.output.split("\n").sort()).toEqual(["one", "two"]);
  });

  test("have no code where a signal ended them", async () => {
    const running = new Processes().start(shell("exec sleep 60"));
    running.signal("SIGKILL");
    expect((await running.finished).code).toBeUndefined();
  });

  test("that do not exist end with the shell's code for that", async () => {
    const { code, output } = await new Processes().run({ program: "/nowhere", args: [], env });
    expect(code).toBe(127);
    expect(output).toContain("/nowhere");
  });

  test.each([
    ["says nothing", "sleep 30"],
    ["goes on talking", "while sleep 0.2; do echo more; done"],
  ])("have ended when they have, whoever left their group, holds their output and %s", async (_, daemon) => {
    const script = `setsid sh -c 'echo $$; ${daemon}' & sleep 0.3; printf 'the last line'; exit 4`;
    const start = performance.now();
    const { code, stdout } = await new Processes().run(shell(script));
    expect([code, performance.now() - start < 20_000]).toEqual([4, true]);
    expect(stdout).toMatch(/^\d+$/m);
    expect(stdout).toContain("the last line");
    process.kill(-Number(/^\d+$/m.exec(stdout)?.[0]), "SIGKILL");
  });

  test("are stopped with all that they started", async () => {
    const processes = new Processes();
    const started = new Promise<number>((resolve) => {
      const onLine = (line: string): void => {
        resolve(Number(line));
      };
      // The child would outlive its parent: nothing but the group holds them together.
      void processes.run({ ...shell("sleep 60 & echo $!; wait"), onLine });
    });
    const child = await started;
    expect(isAlive(child)).toBe(true);
    await processes.stopAll();
    for (let tries = 0; tries < 50 && isAlive(child); tries += 1) await sleep(20);
    expect(isAlive(child)).toBe(false);
  });

  test("do not outlive a process that is killed", async () => {
    const script = `
      const { Processes } = require("./tools/terraform");
      const args = ["-c", "echo $$; exec sleep 60"];
      new Processes().start({ program: "/bin/sh", args, env: process.env, onLine: console.log });`;
    const parent = spawn(process.execPath, ["--import", "tsx", "--eval", script], { cwd: ROOT });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const child = Number(line.toString());
    expect(isAlive(child)).toBe(true);
    parent.kill("SIGKILL");
    for (let tries = 0; tries < 50 && isAlive(child); tries += 1) await sleep(20);
    expect(isAlive(child)).toBe(false);
  });

  test("cannot be started once all are stopped", async () => {
    const processes = new Processes();
    await processes.stopAll();
    expect(() => processes.start(shell("true"))).toThrow("everything is being stopped");
  });
});
