import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, SYNTHESIZED_FROM } from "../test/support/run";
import { BenchError, type Command } from "./cold-run";
import { writeConfiguration } from "./configuration";
import { generatedOrganization } from "./organization";

/** A clone of orgtrail with a generated organization, one team of which is edited and not committed. @returns the name of its stack */
export function editedClone(folder: string, teams: number, more = ""): string {
  for (const path of SYNTHESIZED_FROM) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  const organization = generatedOrganization(teams);
  writeConfiguration(join(folder, "config"), organization, more);
  const identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"];
  const git = (...args: readonly string[]): void => {
    execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  };
  git("init", "--initial-branch=main");
  git("add", "--all");
  git(...identity, "commit", "--no-gpg-sign", "--message=base");
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const [edited] = organization.teams;
  if (edited === undefined) throw new BenchError("there is no team to edit");
  const file = join(folder, "config", "teams", `${edited.name}.yaml`);
  writeFileSync(file, readFileSync(file, "utf8").replace("buckets: [", "buckets: [acme-edited, "));
  return `team-${edited.name}`;
}

/** What says which stacks are affected in a clone. @param names the file that gets them */
export function affectedCommand(clone: string, names: string, scratch: string): Command {
  const program = JSON.stringify(join(ROOT, "tools", "cli", "orgtrail.cjs"));
  return {
    command: `cd ${JSON.stringify(clone)} && node ${program} affected --base main --names >${JSON.stringify(names)}`,
    environment: {},
    outdir: join(scratch, "none"),
  };
}
