import { UNKNOWN, type Import, type Move } from "../change";
import { canonicalText } from "../../../modules/facts";
import type { ResourceChangeJson } from "./plan-json";

/** What changes in the state alone, where Terraform may say `no-op` of the resource itself. */

/** The resources that get another address. */
export function movesIn(resources: readonly ResourceChangeJson[]): readonly Move[] {
  return resources.flatMap(({ address, previous_address: from }) =>
    from === undefined ? [] : [{ from, address }],
  );
}

/** The resources that are taken into the state. */
export function importsIn(resources: readonly ResourceChangeJson[]): readonly Import[] {
  return resources.flatMap(({ address, change: { importing } }) =>
    importing === undefined || importing === null ? [] : [{ address, id: idText(importing) }],
  );
}

type Importing = NonNullable<ResourceChangeJson["change"]["importing"]>;

function idText({ id, identity }: Importing): string {
  return id ?? (identity === undefined || identity === null ? UNKNOWN : canonicalText(identity));
}
