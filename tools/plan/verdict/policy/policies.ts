import type { PolicyDocument } from "../../../../modules/policy";

/** What two policies of a resource say. */
export interface Policies {
  /** @default - there was none */
  readonly before: PolicyDocument | undefined;
  /** @default - there is none any more */
  readonly after: PolicyDocument | undefined;
}
