import type { OneOrMore, PolicyDocument, PolicyStatement } from "./document";

const FIELDS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const satisfies readonly (keyof PolicyStatement)[];

/** A list of one is written as a string, as AWS returns it: Terraform then sees no difference. */
function renderValues(values: OneOrMore): OneOrMore {
  const [first, ...others] = typeof values === "string" ? [values] : values;
  return first !== undefined && others.length === 0 ? first : values;
}

function renderValue(value: unknown): unknown {
  if (typeof value === "string" || Array.isArray(value)) return renderValues(value as OneOrMore);
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, renderValue(inner)]));
}

function renderStatement(statement: PolicyStatement): object {
  const present = FIELDS.filter((field) => statement[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, renderValue(statement[field])]));
}

/**
 * The document as the JSON that AWS gets: no white space, fields in a fixed order. The same document always
 * renders to the same bytes.
 */
export function renderPolicy(document: PolicyDocument): string {
  return JSON.stringify({ Version: document.Version, Statement: document.Statement.map(renderStatement) });
}

/** `${aws:…}`, `${*}`: what IAM replaces. CDKTF's own tokens, `${TfToken[…]}`, are not of this form. */
const POLICY_VARIABLE = /\$\{(?=[a-z0-9-]+:[A-Za-z]|[*?$]\})/g;

/**
 * The document as the value of a Terraform argument. In Terraform JSON `${` starts an expression, so the
 * variables that IAM is to replace are escaped as `$${`.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function policyArgument(document: PolicyDocument): string {
  return renderPolicy(document).replace(POLICY_VARIABLE, "$$${");
}
