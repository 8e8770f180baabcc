/** What the template is made of: text, lists and mappings. */
export type YamlNode = string | readonly YamlNode[] | { readonly [key: string]: YamlNode };

const INDENT = "  ";

/** A string of JSON is one of YAML too. */
function scalar(text: string): string {
  return JSON.stringify(text);
}

function block(node: YamlNode, depth: number): string {
  if (typeof node === "string") return ` ${scalar(node)}\n`;
  const margin = INDENT.repeat(depth);
  const lines = isList(node)
    ? node.map((item) => `${margin}-${block(item, depth + 1)}`)
    : Object.entries(node).map(([key, value]) => `${margin}${key}:${block(value, depth + 1)}`);
  return lines.length === 0 ? ` ${isList(node) ? "[]" : "{}"}\n` : `\n${lines.join("")}`;
}

function isList(node: YamlNode): node is readonly YamlNode[] {
  return Array.isArray(node);
}

/** The mapping as a YAML document. Its keys are plain words. */
export function yamlDocument(node: Readonly<Record<string, YamlNode>>): string {
  return block(node, 0).trimStart();
}
