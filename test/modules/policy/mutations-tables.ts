import type { PolicyDocument } from "../../../modules/policy";
import { authorize, type AccessRequest, type Policies } from "../../../modules/policy-evaluation";

/** A request, and what becomes of it. */
export interface PolicyRow {
  readonly name: string;
  readonly request: AccessRequest;
  /** What else is asked, besides the table's policy. @default - nothing */
  readonly beside?: Policies;
  readonly allowed: boolean;
}

/** Requests that say together what a policy is to do: each fault that is put into it changes the verdict of one. */
export interface PolicyTable {
  /** Which policy it is: "config bucket". */
  readonly kind: string;
  /** In which form, where there are several: "config bucket to be destroyed". */
  readonly name: string;
  readonly document: PolicyDocument;
  readonly attachedTo: "the role that asks" | "the resource";
  readonly rows: readonly PolicyRow[];
}

/** Whether the request is allowed, with another document in the policy's place where one is given. */
export function isAllowed(table: PolicyTable, row: PolicyRow, document = table.document): boolean {
  const { request, beside = {} } = row;
  const policies: Policies =
    table.attachedTo === "the resource"
      ? { ...beside, resource: document }
      : { ...beside, identity: [document, ...(beside.identity ?? [])] };
  return authorize(request, policies).verdict === "allowed";
}
