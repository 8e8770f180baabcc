/** IAM policy documents as data, in AWS's own terms and JSON shape. */

/** One value or several: IAM reads a single string as a list of one. */
export type OneOrMore = string | readonly string[];

/** Who a statement of a resource policy is about. */
export type PolicyPrincipal =
  | "*"
  | {
      readonly AWS?: OneOrMore;
      readonly Service?: OneOrMore;
      readonly Federated?: OneOrMore;
      readonly CanonicalUser?: OneOrMore;
    };

/** Condition operators, each with context keys and the values to compare them with. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;

/**
 * One statement of a policy document.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export interface PolicyStatement {
  /** The statement's name, unique in its document. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: PolicyPrincipal;
  readonly NotPrincipal?: PolicyPrincipal;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: PolicyConditions;
}

/** A policy document: the value of a pure function, with one owner. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** A document of the statements, in the given order; lists of statements are flattened. */
export function policyDocument(
  ...statements: readonly (PolicyStatement | readonly PolicyStatement[])[]
): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements.flat() };
}

/** The values as a list. */
export function valuesOf(values: OneOrMore | undefined): readonly string[] {
  if (values === undefined) return [];
  return typeof values === "string" ? [values] : values;
}
