import { type ChildProcess, spawn, type SpawnOptions, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { ChildEnvironment } from "./environment";

/** A program to run. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** All of its environment: nothing is inherited beside it. */
  readonly env: ChildEnvironment;
  /** @default - this process's own folder */
  readonly cwd?: string;
  /** Hears of each line that the program prints. @default - nobody */
  readonly onLine?: (line: string) => void;
  /** Takes what the program prints on standard output, which is kept nowhere then and is no line. @default - it is kept */
  readonly onOutput?: (piece: Uint8Array) => void;
}

/** How a program ended. */
export interface Finished {
  /** @default - a signal ended it */
  readonly code: number | undefined;
  /** The lines that it printed on standard output. */
  readonly stdout: string;
  /** All that it printed, on both streams. */
  readonly output: string;
}

/** A running program. */
export interface Running {
  /** @throws when it cannot be started */
  readonly finished: Promise<Finished>;
  /** Sends the signal to the program and all that it started. */
  readonly signal: (signal: NodeJS.Signals) => void;
}

/**
 * How long what a program has left behind is listened to, and how often: all that the program itself printed has been written when it
 * ends.
 */
const QUIET_MS = 1_000;
const MOST_LISTENING = 5;

/** How long a program has for ending in order. */
const PATIENCE_MS = 5_000;

/**
 * Runs a program beside a watch that reads the fourth stream. It ends when this process does, however that ends; then
 * the watch kills the group.
 */
const LEASH =
  '(exec <&3 3<&- >/dev/null 2>&1; while read -r _; do :; done; kill -KILL 0) & exec 3<&-; exec "$0" "$@"';

/**
 * The programs that were started and have not ended. Each leads a process group, so that what it started in turn
 * (Terraform starts providers) ends with it. None outlives this process, also where that is killed.
 */
export class Processes {
  private readonly running = new Set<ChildProcess>();
  private stopping = false;

  /** Starts a program. @throws when all have been stopped: none may outlive that */
  start({ program, args, env, cwd, onLine, onOutput }: Command): Running {
    if (this.stopping) throw new Error(`${program} was not started: everything is being stopped`);
    const stdio: StdioOptions = ["ignore", "pipe", "pipe", "pipe"];
    const options: SpawnOptions = { env, cwd, detached: true, stdio };
    const child = spawn("/bin/sh", ["-c", LEASH, program, ...args], options);
    this.running.add(child);
    child.once("exit", () => {
      child.stdio[3]?.destroy();
      closeWhenQuiet(child);
    });
    const lines: string[] = [];
    const printed: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      if (stream === child.stdout && onOutput !== undefined) {
        stream.on("data", onOutput);
        continue;
      }
      createInterface(stream).on("line", (line) => {
        lines.push(line);
        if (stream === child.stdout) printed.push(line);
        onLine?.(line);
      });
    }
    const finished = new Promise<Finished>((resolve, reject) => {
      child.once("error", (error) => {
        this.running.delete(child);
        reject(error);
      });
      child.once("close", (code) => {
        this.running.delete(child);
        resolve({ code: code ?? undefined, stdout: printed.join("\n"), output: lines.join("\n") });
      });
    });
    return {
      finished,
      signal: (signal) => {
        signalGroup(child, signal);
      },
    };
  }

  /** Runs a program to its end. */
  async run(command: Command): Promise<Finished> {
    return this.start(command).finished;
  }

  /** Ends all programs: in order if they can, else at once. */
  async stopAll(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.running].map(stop));
  }
}

/** Lets go of the output of a program that has ended: what left its group, as a daemon does, may hold it open for ever. */
function closeWhenQuiet(child: ChildProcess): void {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  let heard = false;
  let listened = 0;
  for (const stream of streams) stream.on("data", () => (heard = true));
  const timer = setInterval(() => {
    // What came while this process was busy is read before it is said that nothing came.
    setImmediate(() => {
      listened += 1;
      if (heard && listened < MOST_LISTENING) heard = false;
      // An end, so that a last line without one is told too.
      else for (const stream of streams) stream.push(null);
    });
  }, QUIET_MS);
  child.once("close", () => {
    clearInterval(timer);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  signalGroup(child, "SIGTERM");
  const impatience = setTimeout(() => {
    signalGroup(child, "SIGKILL");
  }, PATIENCE_MS);
  await ended;
  clearTimeout(impatience);
  // Whatever the program left behind in its group.
  signalGroup(child, "SIGKILL");
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // The group is gone already.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** What ends a command from outside. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ends all programs at a signal, so that what waits for them puts things away. @returns whether one came */
export function stoppedBySignals(processes: Processes): () => boolean {
  let came = false;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      came = true;
      void processes.stopAll();
    });
  }
  return () => came;
}
