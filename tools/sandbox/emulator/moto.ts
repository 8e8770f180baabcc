import { existsSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MissingProgramError, type ChildEnvironment, type Processes, type Running } from "../../terraform";

/** The version that the sandbox was tried with. */
export const MOTO_REQUIREMENT = "moto[server]==5.2.1";

/** The emulator's account of credentials that it does not know: that of the pipeline which runs Terraform. */
export const PIPELINE_ACCOUNT = "123456789012";

const INSTALL = `install it with: python3 -m pip install '${MOTO_REQUIREMENT}'`;

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Rejects with an EmulatorLostError when the emulator ends. */
  readonly lost: Promise<never>;
}

/** The emulator has ended while it was needed. Its text holds what it printed last. */
export class EmulatorLostError extends Error {
  override readonly name = "EmulatorLostError";
}

/** The end of what the emulator printed: a line for each request that it answered, and at last why it ended. */
const LINES_SHOWN = 20;

/** Terraform and the AWS SDK would ask what is not there again and again, for minutes. */
async function lossOf(running: Running): Promise<never> {
  const { code, output } = await running.finished;
  const end = output.trimEnd().split("\n").slice(-LINES_SHOWN).join("\n");
  const how = code === undefined ? "by a signal" : `with code ${code}`;
  throw new EmulatorLostError(`the AWS emulator has ended, ${how}; start the sandbox again\n\n${end}`);
}

/** What is needed to find the emulator. */
export interface EmulatorOptions {
  readonly processes: Processes;
  /** The environment that Python runs in. */
  readonly env: ChildEnvironment;
  /** Where a virtual environment of the sandbox's own may stand. */
  readonly cacheFolder: string;
  readonly progress: (line: string) => void;
}

/**
 * The emulator's program: `moto_server` from the PATH, else from a virtual environment, which is made once.
 * @throws MissingProgramError when there is neither
 */
export async function findEmulator(options: EmulatorOptions): Promise<string> {
  return onPath("moto_server", options.env["PATH"] ?? "") ?? (await installed(options));
}

function onPath(program: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, program))
    .find((file) => existsSync(file));
}

/** Makes a virtual environment with the emulator in it, once. @returns the emulator's program */
async function installed({ processes, env, cacheFolder, progress }: EmulatorOptions): Promise<string> {
  const folder = join(cacheFolder, "moto");
  const program = join(folder, "bin", "moto_server");
  if (existsSync(program)) return program;
  const python = onPath("python3", env["PATH"] ?? "");
  if (python === undefined) {
    throw new MissingProgramError(
      `the sandbox needs the AWS emulator moto, and found neither moto_server nor python3 on the PATH; install Python 3.9 or later, or ${INSTALL}`,
    );
  }
  progress(`installing ${MOTO_REQUIREMENT} (once)`);
  const steps = [
    { program: python, args: ["-m", "venv", "--clear", folder] },
    {
      program: join(folder, "bin", "python"),
      args: ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", MOTO_REQUIREMENT],
    },
  ];
  for (const step of steps) {
    const { code, output } = await processes.run({ ...step, env });
    if (code !== 0) {
      rmSync(folder, { recursive: true, force: true });
      throw new MissingProgramError(
        `the sandbox needs the AWS emulator moto, and could not install it; ${INSTALL}\n\n${output}`,
      );
    }
  }
  return program;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Python takes this long to start on a busy machine. */
const START_MS = 60_000;
const POLL_MS = 100;

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/data.json`)).ok;
  } catch {
    return false;
  }
}

/** Starts the emulator on a free loopback port. @throws MissingProgramError when it does not start */
export async function startEmulator(
  program: string,
  processes: Processes,
  env: ChildEnvironment,
): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const running = processes.start({
    program,
    args: ["-H", "127.0.0.1", "-p", String(port)],
    env,
  });
  const ended: { output?: string } = {};
  running.finished.then(
    ({ output }) => (ended.output = output),
    (error: unknown) => (ended.output = String(error)),
  );
  for (let waited = 0; waited < START_MS; waited += POLL_MS) {
    if (await answers(endpoint)) {
      const lost = lossOf(running);
      // Whoever needs the emulator waits for this too; at the end nobody does.
      lost.catch(() => undefined);
      return { endpoint, lost };
    }
    if (ended.output !== undefined) {
      throw new MissingProgramError(`moto_server did not start:\n${ended.output}`);
    }
    await sleep(POLL_MS);
  }
  throw new MissingProgramError(`moto_server did not answer within ${START_MS / 1000} seconds`);
}
