import type { Aside } from "../change";
import type { PlanJson } from "./plan-json";

const RULE = "template-not-expected";

/** What Terraform computes a value with that depends on its arguments alone: no file, environment, time or secret. */
const FUNCTION =
  /(?:concat|contains|distinct|element|flatten|format|join|keys|length|lookup|lower|merge|replace|setsubtract|setunion|sort|split|tolist|toset|tostring|try|upper|values)\(/y;

const ROOT = /^(aws_|data\.(aws_|terraform_remote_state\b))/;

/** The parts of an expression, as far as they are expected: anything else is not. */
const PARTS: readonly RegExp[] = [
  /\s+/y,
  /(?:data\.)?(?:aws_[a-z0-9_]+|terraform_remote_state)\.[\w-]+/y,
  FUNCTION,
  /(?:true|false|null)\b/y,
  /\d+(?:\.\d+)?/y,
  // An attribute of what stands before it, or of each.
  /\.(?:[A-Za-z_][\w-]*|\*|\d+)/y,
  /==|!=|<=|>=|&&|\|\||\.\.\.|[()[\],*!?:<>+-]/y,
];

/** The templates of a stack's Terraform JSON that read anything but resources and data of AWS, and states of other stacks. */
export function unexpectedTemplates(stack: unknown): readonly Aside[] {
  return textsIn(stack, []).flatMap(({ path, text }) => {
    const template = unexpectedIn(text);
    if (template === undefined) return [];
    return [
      {
        rule: RULE,
        address: addressOf(path),
        what: `${attributeOf(path)} has the template ${cut(template)}`,
      },
    ];
  });
}

/** The expressions of a plan's configuration that are neither constant nor taken from resources and data of AWS, and states of other stacks. */
export function unexpectedExpressions({ configuration }: PlanJson): readonly Aside[] {
  const { root_module: root, provider_config: providers = {} } = configuration ?? {};
  const roots: readonly (readonly [string, unknown])[] = [
    ...(root?.resources ?? []).map(
      ({ address, expressions, count_expression: count, for_each_expression: each }) =>
        [
          address,
          {
            ...expressions,
            ...(count !== undefined && { count }),
            ...(each !== undefined && { for_each: each }),
          },
        ] as const,
    ),
    ...Object.entries(root?.outputs ?? {}).map(
      ([name, { expression }]) => [`output.${name}`, { value: expression }] as const,
    ),
    ...Object.entries(providers).map(([name, { expressions }]) => [`provider.${name}`, expressions] as const),
  ];
  return roots.flatMap(([address, expressions]) =>
    takenFrom(expressions, []).map((what) => ({ rule: RULE, address, what })),
  );
}

function takenFrom(expressions: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(expressions)) return expressions.flatMap((block: unknown) => takenFrom(block, path));
  if (typeof expressions !== "object" || expressions === null) return [];
  const { references } = expressions as { readonly references?: unknown };
  if (Array.isArray(references)) {
    return references
      .filter((reference) => !ROOT.test(String(reference)))
      .map((reference) => `${path.join(".")} is taken from ${String(reference)}`);
  }
  if ("constant_value" in expressions) return [];
  return Object.entries(expressions).flatMap(([name, expression]) =>
    isComputed(expression)
      ? [`${[...path, name].join(".")} is computed, and from no resource`]
      : takenFrom(expression, [...path, name]),
  );
}

/** Whether Terraform says of an expression neither a constant nor what it refers to: a call of a function, with constants alone. */
function isComputed(expression: unknown): boolean {
  return (
    typeof expression === "object" &&
    expression !== null &&
    !Array.isArray(expression) &&
    Object.keys(expression).length === 0
  );
}

interface Text {
  readonly path: readonly string[];
  readonly text: string;
}

/** Every text of the JSON, and every key; what CDKTF notes for itself is not Terraform's. */
function textsIn(value: unknown, path: readonly string[]): readonly Text[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === "//") return [];
    const innerPath = [...path, key];
    return [{ path: innerPath, text: key }, ...textsIn(inner, innerPath)];
  });
}

function attributeOf(path: readonly string[]): string {
  return path.slice(path[0] === "resource" || path[0] === "data" ? 3 : 2).join(".") || path.join(".");
}

function addressOf([kind = "", first = "", second = ""]: readonly string[]): string {
  if (kind === "resource") return `${first}.${second}`;
  return [kind, first, ...(kind === "data" ? [second] : [])].filter((part) => part !== "").join(".");
}

/** The first template of a text that is not expected, and what follows it; undefined where all are. */
function unexpectedIn(text: string): string | undefined {
  if (!text.includes("${") && !text.includes("%{")) return undefined;
  for (let at = 0; at < text.length;) {
    const end = endOfPiece(text, at);
    if (end === undefined) return text.slice(at);
    at = end;
  }
  return undefined;
}

/** Where a piece of a text ends: a template, or what stands for itself. Undefined where a template is not expected. */
function endOfPiece(text: string, at: number): number | undefined {
  const start = text.slice(at, at + 3);
  if (start === "$${" || start === "%%{") return at + 3;
  if (start.startsWith("%{")) return undefined;
  return start.startsWith("${") ? endOfExpression(text, at + 2) : at + 1;
}

/** Where an expression ends, behind its brace. */
function endOfExpression(text: string, from: number): number | undefined {
  for (let at = from; at < text.length;) {
    if (text[at] === "}") return at + 1;
    const end = text[at] === '"' ? endOfQuoted(text, at + 1) : endOfPart(text, at);
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}

/** Where a text in an expression ends, behind its quote. */
function endOfQuoted(text: string, from: number): number | undefined {
  for (let at = from; at < text.length;) {
    if (text[at] === '"') return at + 1;
    const end = text[at] === "\\" ? at + 2 : endOfPiece(text, at);
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}

function endOfPart(text: string, at: number): number | undefined {
  for (const part of PARTS) {
    part.lastIndex = at;
    if (part.test(text)) return part.lastIndex;
  }
  return undefined;
}

const LONGEST = 100;

function cut(template: string): string {
  return template.length > LONGEST ? `${template.slice(0, LONGEST)}…` : template;
}
