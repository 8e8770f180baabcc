import { at, isJsonObject, type JsonObject } from "../../../modules/facts";
import type { WholeAside } from "./aside";
import { settingsAside, settingsOtherwise, withoutNotes, entriesOf, type Setting } from "./settings";

/** What keeps a state from being read, or from being written by two at once. */
const GUARDS = [
  "acl",
  "encrypt",
  "insecure",
  "kms_key_id",
  "skip_s3_checksum",
  "sse_customer_key",
  "use_lockfile",
];

/** What changes neither where a state is nor who may have it: how often it is tried, one more lock, one more check. */
const HARMLESS = [
  ...["allowed_account_ids", "dynamodb_table", "forbidden_account_ids", "force_path_style", "max_retries"],
  ...["retry_mode", "session_name", "use_path_style"],
];

/** Where the stack's state is kept, and where the states that it reads are. */
export function statesOtherwise(terraform: JsonObject, asked: JsonObject): readonly WholeAside[] {
  return [...keptOtherwise(terraform, asked), ...readOtherwise(terraform, asked)];
}

function keptOtherwise(terraform: JsonObject, asked: JsonObject): readonly WholeAside[] {
  const [own, wanted] = [backendsOf(terraform), backendsOf(asked)];
  const [kinds, wantedKinds] = [Object.keys(own), Object.keys(wanted)];
  const address = "terraform.backend";
  if (kinds.join() !== wantedKinds.join()) {
    const what = `its state is kept by ${kinds.join(", ") || "nothing but a file"}, and not by ${wantedKinds.join(", ")}`;
    return [{ rule: "state-elsewhere", address, what, whole: [address, own] }];
  }
  const settings = told(settingsOtherwise(Object.values(wanted)[0], Object.values(own)[0]));
  return [
    ...settingsAside(
      "state-elsewhere",
      address,
      "its state is kept elsewhere",
      settings.filter((each) => !isGuard(each)),
    ),
    ...settingsAside("state-weakened", address, "its state is protected otherwise", settings.filter(isGuard)),
  ];
}

/** By kind. Terraform's own cloud is one more. */
function backendsOf({ terraform }: JsonObject): JsonObject {
  const [backend, cloud] = [at(terraform, "backend"), at(terraform, "cloud")];
  return { ...(isJsonObject(backend) && backend), ...(cloud !== undefined && { cloud }) };
}

function readOtherwise({ data }: JsonObject, { data: asked }: JsonObject): readonly WholeAside[] {
  const own = at(data, "terraform_remote_state");
  return entriesOf(at(asked, "terraform_remote_state")).flatMap(([name, block]) => {
    const set = at(own, name);
    const address = `data.terraform_remote_state.${name}`;
    const settings = told(settingsOtherwise(withoutNotes(block), withoutNotes(set))).filter(
      (each) => !isGuard(each),
    );
    return set === undefined
      ? []
      : settingsAside("state-elsewhere", address, "another state is read", settings);
  });
}

function told(settings: readonly Setting[]): readonly Setting[] {
  return settings.filter(({ name }) => !HARMLESS.includes(last(name)));
}

function isGuard({ name }: Setting): boolean {
  return GUARDS.includes(last(name)) || last(name).startsWith("skip_");
}

function last(name: string): string {
  return name.split(".").at(-1) ?? name;
}
