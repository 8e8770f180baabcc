/** A stretch of a text of Terraform: as it is written, or an expression that Terraform replaces. */
type Stretch = { readonly literal: string } | { readonly expression: string };

const START = /(?<!\$)\$\{|(?<!%)%\{/;

/** Whether a text has an expression in it. `$${` and `%%{` write `${` and `%{`, and are none. */
export function isExpression(text: string): boolean {
  // Most texts have none, and finding that out is cheaper so.
  return (text.includes("${") || text.includes("%{")) && START.test(text);
}

/** The stretches of a text, in their order. */
export function stretchesOf(text: string): readonly Stretch[] {
  const start = text.search(START);
  if (start < 0) return text === "" ? [] : [{ literal: text }];
  const end = endOf(text, start + 2);
  return [
    ...(start === 0 ? [] : [{ literal: text.slice(0, start) }]),
    { expression: text.slice(start + 2, end) },
    ...stretchesOf(text.slice(end + 1)),
  ];
}

/** Where the brace is closed that stands open before a place. */
function endOf(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "{") open += 1;
    if (text[at] === "}") open -= 1;
    if (open === 0) return at;
  }
  return text.length;
}

/** An attribute of a resource, or of a data source that finds one thing: never a wildcard and never empty. */
const ATTRIBUTE =
  /^(data\.aws_(caller_identity|iam_\w+|organizations_\w+|s3_bucket|kms_\w+)|aws_\w+)\.[\w-]+(\.[\w-]+|\[[^\]]*\])+$/;

/** Whether an expression reads an attribute of one resource. */
export function isAttribute(expression: string): boolean {
  return ATTRIBUTE.test(expression);
}

/** Whether a text may turn out to be anything: it is nothing but expressions, and not an attribute of a resource. */
export function isOpaque(text: string): boolean {
  if (!isExpression(text)) return false;
  const stretches = stretchesOf(text);
  return (
    stretches.some((stretch) => "expression" in stretch && !isAttribute(stretch.expression)) &&
    !stretches.some((stretch) => "literal" in stretch)
  );
}

const STATE_OUTPUT = /^data\.terraform_remote_state\.[\w-]+\.outputs(\.[\w-]+|\[(\d+|"[^"]+")\])+$/;

/** Whether all that a text leaves open is what the state of another stack publishes. */
export function isOfAnotherState(text: string): boolean {
  const expressions = stretchesOf(text).filter((stretch) => "expression" in stretch);
  return expressions.length > 0 && expressions.every(({ expression }) => STATE_OUTPUT.test(expression));
}
