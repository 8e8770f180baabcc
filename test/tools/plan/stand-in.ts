import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A stand-in for Terraform that does with a stack what a file of its name says, and tells how it was called. */
const TERRAFORM = `#!/bin/sh
stack=$(basename "$PWD")
echo "$stack $1 $TF_WORKSPACE$TF_CLI_ARGS_plan $(basename "$TF_DATA_DIR")" >>"$STAND_IN/calls"
case "$1" in
  version) echo '{"terraform_version":"1.11.4"}' ;;
  init) touch .terraform.lock.hcl; mkdir -p "$TF_DATA_DIR" ;;
  plan)
    test -f "$STAND_IN/$stack.slow" && { echo waiting >"$STAND_IN/waiting"; sleep 30; }
    test -f "$STAND_IN/$stack.error" && { cat "$STAND_IN/$stack.error"; test -f "$STAND_IN/$stack.keeps" && echo plan >plan.tfplan; exit 1; }
    echo plan >plan.tfplan ;;
  show) echo 'Warning: a word before'; cat "$STAND_IN/$stack.json" ;;
esac
`;

/** Makes the stand-in, as `terraform` in the folder, and what it shows of the plan of each stack. */
export function standIn(folder: string, plans: Readonly<Record<string, string>>): void {
  const program = join(folder, "terraform");
  writeFileSync(program, TERRAFORM.replaceAll("$STAND_IN", folder));
  chmodSync(program, 0o755);
  for (const [stack, json] of Object.entries(plans)) writeFileSync(join(folder, `${stack}.json`), json);
}
