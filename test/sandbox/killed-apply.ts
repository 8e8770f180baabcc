import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../tools/sandbox/sandbox";
import type { Finished } from "../../tools/terraform";
import { MINIMAL_ORGANIZATION } from "../support/configurations";
import { startSaboteur } from "./saboteur";
import { isLocked, stateOf, type State } from "./states";
import {
  plannedChanges,
  stackNamed,
  synthesizeApart,
  terraform,
  terraformOk,
  type PlannedChange,
} from "./terraform-runs";
import { WITHOUT_MANAGED_POLICIES } from "./requirements";

const STACK = "log-archive";

/** What came of an apply that was killed, and of those after it. */
export interface KilledApply {
  /** The state that the killed apply left. */
  readonly left: State;
  readonly lockedAfterwards: boolean;
  /** The next apply, while the lock stood. */
  readonly refused: Finished;
  readonly lockedAfterRelease: boolean;
  readonly completed: State;
  readonly changesAfterwards: readonly PlannedChange[];
}

/** The id that Terraform tells of the lock in its way. */
function lockId(output: string): string {
  return /^\W*ID:\s+(\S+)$/m.exec(output)?.[1] ?? "unknown";
}

async function killAndComplete(sandbox: Sandbox, config: string): Promise<KilledApply> {
  const { folder } = stackNamed(await synthesizeApart(sandbox, config), STACK);
  await terraformOk(sandbox, folder, "init", "-no-color");
  const kill: { now: () => void } = { now: () => undefined };
  const saboteur = await startSaboteur(sandbox.endpoint, () => {
    kill.now();
  });
  const killed = sandbox.processes.start({
    program: sandbox.terraform.program,
    // One resource at a time: what was made is saved when Terraform saves, every 20 seconds.
    args: ["apply", "-auto-approve", "-no-color", "-parallelism=1"],
    cwd: folder,
    env: { ...sandbox.env, AWS_ENDPOINT_URL: saboteur.endpoint },
  });
  kill.now = () => {
    killed.signal("SIGKILL");
  };
  await killed.finished;
  await saboteur.close();

  const left = await stateOf(sandbox, STACK);
  const lockedAfterwards = await isLocked(sandbox, STACK);
  const refused = await terraform(sandbox, folder, ["apply", "-auto-approve", "-no-color"]);
  await terraformOk(sandbox, folder, "force-unlock", "-force", lockId(refused.output));
  const lockedAfterRelease = await isLocked(sandbox, STACK);
  await terraformOk(sandbox, folder, "apply", "-auto-approve", "-no-color");
  return {
    left,
    lockedAfterwards,
    refused,
    lockedAfterRelease,
    completed: await stateOf(sandbox, STACK),
    changesAfterwards: await plannedChanges(sandbox, folder),
  };
}

/** Kills an apply of a log archive midway, in a sandbox of its own, and goes on as the documentation says. */
export async function killedApply(): Promise<KilledApply> {
  const config = mkdtempSync(join(tmpdir(), "orgtrail-config-"));
  mkdirSync(join(config, "teams"));
  writeFileSync(join(config, "organization.yaml"), MINIMAL_ORGANIZATION);
  const starting = startSandbox({ config, env: WITHOUT_MANAGED_POLICIES, progress: () => undefined });
  try {
    return await killAndComplete(await starting.ready, config);
  } finally {
    await starting.stop();
    rmSync(config, { recursive: true });
  }
}
