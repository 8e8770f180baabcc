/**
 * Jest's global setup. Each command of Terraform starts the AWS provider, which takes some four seconds of a core, twice what the
 * command takes besides. While Jest runs, a Terraform that tests start borrows a provider that was started before, as its debuggers
 * do (TF_REATTACH_PROVIDERS); where all are lent, or a stack has several configurations of the provider, it starts one as always. What
 * will be borrowed is not installed before, for which Terraform reads all of its 700 megabytes. It has the types of resources that
 * the project's code names, and no others: see lent-provider.cjs.
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#running-terraform-with-a-provider-in-debug-mode
 */
const { execFileSync } = require("node:child_process");
const { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { typesIn } = require("./schemas-in-use.cjs");

/** The folder of the one AWS provider that the mirror holds, or nothing. */
function providerIn(mirror) {
  const folder = join(mirror, "registry.terraform.io", "hashicorp", "aws");
  if (!existsSync(folder)) return undefined;
  const programs = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.startsWith("terraform-provider-aws"),
  );
  return programs.length === 1 ? join(programs[0].parentPath, programs[0].name) : undefined;
}

function has(program, ...args) {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Terraform with a lent provider: one that was started with the same environment, which says what AWS it asks. The lock is on a
 * file that Terraform itself keeps open, so that it is free when Terraform has ended, however that was. A provider reads files
 * from where it was started, so that stacks with assets have one in their own folder. It ends with Jest, or when nobody asks for a while.
 */
const scriptOf = ({ terraform, provider, folder, jest }) => `#!/bin/sh
terraform=${quoted(terraform)} provider=${quoted(provider)} folder=${quoted(folder)}
initialized="$folder/initialized.$(stat -c %i .)"
own() {
  if [ -f "$initialized" ] && [ ! -d "\${TF_DATA_DIR:-.terraform}/providers" ]; then "$terraform" init -input=false >/dev/null; fi
  exec "$terraform" "$@"
}
case "$1 $2" in
  "init -backend=false" | "state list") exec "$terraform" "$@" ;;
  "apply "* | "destroy "* | "init "* | "plan "* | "refresh "* | "show "* | "validate "*) ;;
  "console "* | "graph "* | "import "* | "providers "* | "state "* | "test "*) own "$@" ;;
  *) exec "$terraform" "$@" ;;
esac
if [ -n "$TF_REATTACH_PROVIDERS" ] || [ ! -w "$folder" ] || grep -qs '"alias"' ./*.tf.json; then own "$@"; fi
if [ "$1" = init ]; then
  touch "$initialized"
  TF_REATTACH_PROVIDERS='{"registry.terraform.io/hashicorp/aws":{"Protocol":"grpc","ProtocolVersion":5,"Pid":1,"Test":true,"Addr":{"Network":"unix","String":"/lent/later"}}}'
  export TF_REATTACH_PROVIDERS
  exec "$terraform" "$@"
fi
pid() { sed -n 's/.*TF_REATTACH_PROVIDERS=.*"Pid": *\\([0-9]*\\).*/\\1/p' "$1" 2>/dev/null; }
place() { ! grep -qs '"assets/' ./*.tf.json || stat -c %n:%i "$(pwd -P)"; }
key="$folder/$( (env | grep -Ev '^(PWD|OLDPWD|SHLVL|_|TF_[A-Z_]+|ORGTRAIL_[A-Z_]+)=' | sort; place) | sha256sum | cut -c1-16)"
for n in 1 2 3 4; do
  exec 9>>"$key.$n.lock"
  flock -n 9 || continue
  if ! kill -0 "$(pid "$key.$n.out")" 2>/dev/null; then
    rm -f "$key.$n.out"
    TF_LOG_SDK=OFF TF_LOG_SDK_PROTO=OFF TF_LOG_SDK_MUX=OFF setsid ${quoted(process.execPath)} ${quoted(join(__dirname, "lent-provider.cjs"))} \\
      "$provider" "$key.$n" ${jest} "$folder" 9>&- >/dev/null 2>&1 </dev/null &
    for wait in $(seq 300); do [ -n "$(pid "$key.$n.out")" ] && break; sleep 0.1; done
  fi
  touch "$key.$n.lock"
  TF_REATTACH_PROVIDERS="$(sed -n "s/.*TF_REATTACH_PROVIDERS='\\(.*\\)'.*/\\1/p" "$key.$n.out")"
  [ -n "$TF_REATTACH_PROVIDERS" ] && export TF_REATTACH_PROVIDERS && exec "$terraform" "$@"
done
own "$@"
`;

module.exports = () => {
  const { ORGTRAIL_TERRAFORM: terraform = "", ORGTRAIL_PROVIDER_MIRROR: mirror = "" } = process.env;
  if (terraform === "" || mirror === "" || !has("flock", "--version") || !has("setsid", "--version")) return;
  const provider = providerIn(mirror);
  if (provider === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), "orgtrail-providers-"));
  // Tests run commands as others, too, who find Terraform and start a provider of their own.
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, "types.json"), JSON.stringify(typesIn(join(__dirname, "..", ".."))));
  const file = join(folder, "terraform");
  writeFileSync(file, scriptOf({ terraform, provider, folder, jest: process.pid }), { mode: 0o755 });
  process.on("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  process.env["ORGTRAIL_TERRAFORM"] = file;
};

module.exports.scriptOf = scriptOf;
