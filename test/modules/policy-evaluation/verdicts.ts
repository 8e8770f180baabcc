import {
  accountRoot,
  authorize,
  type AccessRequest,
  type Policies,
  type RequestVerdict,
} from "../../../modules/policy-evaluation";
import { document, HOME, naming, request } from "./fixtures";

/** What a request shows, the request, the policies, the expected verdict. */
export type Row = readonly [string, Partial<AccessRequest>, Policies, RequestVerdict];

export const allow = document({});
export const nothing = document();
export const deny = document({ Effect: "Deny" });
export const denyEveryone = naming("*", { Effect: "Deny" });
export const homeRoot = accountRoot({ account: HOME });

/** A test for each row. */
export function itDecides(rows: readonly Row[]): void {
  it.each(rows)("%s (%#)", (_, parts, policies, verdict) => {
    expect(authorize(request(parts), policies).verdict).toBe(verdict);
  });
}
