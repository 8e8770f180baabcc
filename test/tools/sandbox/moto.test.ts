import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deploy } from "../../../tools/sandbox/deployment";
import type { Sandbox } from "../../../tools/sandbox/sandbox";
import type { DeployableStack } from "../../../tools/sandbox/stack-graph";
import { EmulatorLostError, findEmulator, startEmulator } from "../../../tools/sandbox/emulator";
import {
  installEnvironment,
  MissingProgramError,
  Processes,
  sandboxEnvironment,
  type Finished,
} from "../../../tools/terraform";

const processes = new Processes();
const temporary = mkdtempSync(join(tmpdir(), "orgtrail-test-"));

afterAll(async () => {
  await processes.stopAll();
  rmSync(temporary, { recursive: true });
});

/** A folder with one program in it. */
function programs(name: string, script: string): string {
  const folder = mkdtempSync(join(temporary, "bin-"));
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

/** Stands for Python: makes a virtual environment whose own Python installs moto_server, or does not. */
const python = (pip: string): string =>
  programs(
    "python3",
    `mkdir -p "$4/bin"; printf '#!/bin/sh\\n%s\\n' '${pip}' > "$4/bin/python"; chmod +x "$4/bin/python"`,
  );

function options(PATH: string) {
  const cacheFolder = mkdtempSync(join(temporary, "cache-"));
  const lines: string[] = [];
  const progress = (line: string): void => void lines.push(line);
  return {
    processes,
    env: installEnvironment({ PATH: `${PATH}:/bin:/usr/bin` }),
    cacheFolder,
    progress,
    lines,
  };
}

describe("the emulator", () => {
  test("is moto_server from the PATH", async () => {
    const PATH = programs("moto_server", "true");
    expect(await findEmulator(options(PATH))).toBe(join(PATH, "moto_server"));
  });

  test("is else installed in a virtual environment, once, in a pinned version", async () => {
    const given = options(python('echo "$@" > "${0%/*}/asked"; touch "${0%/*}/moto_server"'));
    const program = await findEmulator(given);
    expect(program).toBe(join(given.cacheFolder, "moto", "bin", "moto_server"));
    expect(await findEmulator(given)).toBe(program);
    expect(given.lines).toEqual(["installing moto[server]==5.2.1 (once)"]);
  });

  test("that cannot be installed is an error with what to do, and leaves nothing half installed", async () => {
    const given = options(python("echo no network; exit 1"));
    await expect(findEmulator(given)).rejects.toThrow(
      /could not install it; install it with: python3 -m pip install 'moto\[server\]==5.2.1'\n\nno network/,
    );
    expect(existsSync(join(given.cacheFolder, "moto"))).toBe(false);
  });

  test("without Python is an error with what to install", async () => {
    const given = { ...options(""), env: installEnvironment({ PATH: "/nowhere" }) };
    await expect(findEmulator(given)).rejects.toThrow("neither moto_server nor python3");
  });

  test("that ends at once is an error with what it said", async () => {
    const program = join(programs("moto_server", "echo no such module; exit 1"), "moto_server");
    const started = startEmulator(program, processes, sandboxEnvironment({ PATH: "/bin:/usr/bin" }));
    await expect(started).rejects.toThrow(MissingProgramError);
    await expect(started).rejects.toThrow("no such module");
  });

  test("that ends while it is needed is an error with what it said last", async () => {
    // Answers what is asked of it at the start, as moto_server does, and no more.
    const server = `require("node:http").createServer((_, answer) => {
      answer.end("{}");
      console.error("GET /moto-api/data.json 200");
      setTimeout(() => { console.error("Killed: out of memory"); process.exit(137); }, 200);
    }).listen(Number(process.argv[4]), "127.0.0.1");`;
    const folder = programs("moto_server", `exec ${process.execPath} "\${0%/*}/server.cjs" "$@"`);
    writeFileSync(join(folder, "server.cjs"), server.replace("argv[4]", "argv[5]"));
    const program = join(folder, "moto_server");
    const { endpoint, lost } = await startEmulator(
      program,
      processes,
      sandboxEnvironment({ PATH: "/bin:/usr/bin" }),
    );
    expect(endpoint).toMatch(/^http:/);
    await expect(lost).rejects.toThrow(EmulatorLostError);
    await expect(lost).rejects.toThrow(
      /has ended, with code 137; start the sandbox again\n\nGET .*\nKilled: out of memory$/s,
    );
  });

  test("that ends ends a deployment, which else asks it again for minutes", async () => {
    const lost = Promise.reject(new EmulatorLostError("the AWS emulator has ended"));
    const never = new Promise<Finished>(() => undefined);
    const sandbox = { lost } as unknown as Sandbox;
    const folder = programs("cdk.tf.json", "");
    const stack = {
      name: "management",
      folder,
      json: { terraform: {} },
      needs: [],
    } as unknown as DeployableStack;
    const deploying = deploy(
      sandbox,
      [stack],
      folder,
      () => undefined,
      () => never,
    );
    await expect(deploying).rejects.toThrow(EmulatorLostError);
  });
});
