import type { Processes } from "./processes";

/** What ends a command from outside. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

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
