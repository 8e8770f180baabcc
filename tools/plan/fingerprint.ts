import { createHash, scrypt } from "node:crypto";
import type { JsonValue } from "./change";
import { canonicalText } from "../../modules/facts";
import type { PlanSources } from "./reading/aside";
import { asidesOf } from "./reading/asides";
import type { PlanJson, ResourceChangeJson } from "./reading/plan-json";
import { actionOf } from "./reading/resource-change";

/** Whose plan it is. */
export interface FingerprintedStack {
  readonly stack: string;
  readonly account: { readonly id: string };
}

/**
 * What a guess costs: 128 MB for a third of a second, as OWASP's cheat sheet on password storage asks for.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** In bytes. */
const LENGTH = 32;

/**
 * A fingerprint of what a plan would do: the same for the same code and the same resources in AWS. So whoever approves
 * a deployment sees whether it is what was reviewed. It is about one stack, and about all that applying the plan does:
 * resources, moves, imports, outputs, commands and what is not known, with sensitive values as they are.
 *
 * Fingerprints stand in comments, where a plain hash would tell a sensitive value to whoever tries all that it may be. So
 * this one is slow (scrypt), salted with the stack, and there is one over everything: who wants to try values has to know
 * all others of these changes, those too that no report shows. A key would serve better; there is none that the jobs of a
 * pull request and of a deployment share, and nobody else has.
 * @returns 32 bytes in hexadecimal
 */
export async function fingerprintOf(
  plan: PlanJson,
  { stack, account }: FingerprintedStack,
  sources: PlanSources = {},
): Promise<string> {
  const told = canonicalText({ stack, account: account.id, ...whatItDoes(plan, sources) });
  const salt = `orgtrail plan ${account.id} ${stack}`;
  return new Promise((resolve, reject) => {
    scrypt(told, salt, LENGTH, COST, (error, key) => {
      if (error === null) resolve(key.toString("hex"));
      else reject(error);
    });
  });
}

function whatItDoes(
  plan: PlanJson,
  sources: PlanSources,
): Readonly<Record<"resources" | "outputs" | "asides", JsonValue>> {
  const { resource_changes: resources, output_changes: outputs = {} } = plan;
  const applied = resources.filter(({ mode }) => mode === "managed").filter(isApplied);
  return {
    // Terraform promises no order.
    resources: sorted(applied.map((resource) => digestOf(told(resource)))),
    outputs: sorted(
      Object.entries(outputs)
        .filter(([, { actions }]) => actions.join() !== "no-op")
        .map(([name, { actions, before = null, after = null, after_unknown: unknown = null }]) => ({
          ...{ name, actions, before, after, unknown },
        })),
    ),
    asides: sorted(
      asidesOf(plan, sources).flatMap(({ rule, whole }) => (whole === undefined ? [] : [[rule, whole]])),
    ),
  };
}

/** Whether applying the plan does anything about the resource, were it in the state alone. */
function isApplied(resource: ResourceChangeJson): boolean {
  const { previous_address: from, change } = resource;
  const isImported = change.importing !== undefined && change.importing !== null;
  return actionOf(resource) !== undefined || from !== undefined || isImported;
}

function told({ address, previous_address: from, deposed, change }: ResourceChangeJson): JsonValue {
  const { actions, before = null, after = null, after_unknown: unknown = null } = change;
  const { id = null, identity = null } = change.importing ?? {};
  const replaces = sorted(change.replace_paths ?? []);
  const place = { address, from: from ?? null, deposed: deposed ?? null };
  return { ...place, actions, before, after, unknown, replaces, id, identity };
}

/** In place of a value that may be large: there are thousands. */
function digestOf(value: JsonValue): string {
  return createHash("sha256").update(canonicalText(value)).digest("hex");
}

function sorted(values: readonly JsonValue[]): JsonValue {
  return values.map(canonicalText).sort();
}
