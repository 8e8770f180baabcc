import { madeOnce } from "../kernel";
import type { PolicyDocument, PolicyStatement } from "../policy";
import {
  readDocument,
  readStatement,
  UnsupportedPolicyError,
  type DocumentForm,
  type Policies,
  type ReadStatement,
} from "../policy-evaluation";

/** A statement as the evaluator reads it, or why it does not. */
export interface Reading {
  readonly statement: PolicyStatement;
  readonly read: ReadStatement | UnsupportedPolicyError;
}

/** What all policies of a question say. */
export interface Readings {
  readonly resource: readonly Reading[];
  /** Of roles. */
  readonly trust: readonly Reading[];
  readonly identity: readonly Reading[];
  readonly permissionsBoundary: readonly Reading[] | undefined;
  readonly session: readonly Reading[] | undefined;
  /** A list for each level. */
  readonly serviceControl: readonly (readonly Reading[])[];
  readonly resourceControl: readonly Reading[];
}

/**
 * Reads each policy.
 * @param trust that of roles, where `resource` is another's
 * @throws UnsupportedPolicyError when a document has no statements that could be read one by one
 */
export function readingsOf(policies: Policies, trust?: PolicyDocument): Readings {
  const {
    resource,
    identity = [],
    permissionsBoundary,
    session = [],
    serviceControl = [],
    resourceControl = [],
  } = policies;
  const isTrust = resource?.Statement.every(namesNoResource) === true;
  const ofResources = isTrust ? undefined : resource;
  const ofRoles = trust ?? (isTrust ? resource : undefined);
  const ofIdentities = (documents: readonly PolicyDocument[]) =>
    documents.flatMap((document) => readingsIn(document, "identity policy"));
  return {
    resource: ofResources ? readingsIn(ofResources, "resource policy") : [],
    trust: ofRoles ? readingsIn(ofRoles, "trust policy") : [],
    identity: ofIdentities(identity),
    permissionsBoundary: permissionsBoundary && readingsIn(permissionsBoundary, "identity policy"),
    session: session.length === 0 ? undefined : ofIdentities(session),
    serviceControl: serviceControl.map(ofIdentities),
    resourceControl: resourceControl.flatMap((document) => readingsIn(document, "resource control policy")),
  };
}

/** All statements of all policies. */
export function allReadings(readings: Readings): readonly Reading[] {
  const { resource, trust, identity, permissionsBoundary = [], session = [], ...ofOrganization } = readings;
  const { serviceControl, resourceControl } = ofOrganization;
  return [resource, trust, identity, permissionsBoundary, session, ...serviceControl, resourceControl].flat();
}

/** A statement of several documents is read once. */
const known = new WeakMap<PolicyStatement, Map<DocumentForm, Reading>>();

function readingsIn(document: PolicyDocument, form: DocumentForm): readonly Reading[] {
  // What is wrong with the document as a whole is wrong with one that has no statements too.
  if (Array.isArray(document.Statement)) readDocument({ ...document, Statement: [] }, form);
  else readDocument(document, form);
  return document.Statement.map((statement, position) => {
    const forms = madeOnce(known, statement, () => new Map<DocumentForm, Reading>());
    return madeOnce(forms, form, () => read(statement, position, form));
  });
}

function read(statement: PolicyStatement, position: number, form: DocumentForm): Reading {
  try {
    return { statement, read: readStatement(statement, position, form) };
  } catch (error) {
    if (!(error instanceof UnsupportedPolicyError)) throw error;
    return { statement, read: error };
  }
}

/** Only a role's trust policy names none. */
function namesNoResource({ Resource, NotResource }: PolicyStatement): boolean {
  return Resource === undefined && NotResource === undefined;
}

/** A statement of a selection of requests. */
export function readingOf(selection: Omit<PolicyStatement, "Sid" | "Effect">): Reading {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = selection;
  const statement: PolicyStatement = {
    Sid: "Selection",
    Effect: "Deny",
    ...(Action === undefined && NotAction === undefined && { Action: "*" }),
    ...(Resource === undefined && NotResource === undefined && { Resource: "*" }),
    ...(Principal === undefined && NotPrincipal === undefined && { Principal: "*" }),
    ...selection,
  };
  return { statement, read: readStatement(statement, 0, "resource policy") };
}
