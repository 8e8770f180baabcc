/** What the template is made of: text, lists and mappings. */
export type YamlNode = string | readonly YamlNode[] | { readonly [key: string]: YamlNode };

type YamlMapping = Readonly<Record<string, YamlNode>>;

const INDENT = " ";

/** Mappings within this many others stand in lines of their own, and what is in them in one line: AWS counts every byte. */
const LINES_WITHIN = 1;

/** A string of JSON is one of YAML too. */
function flow(node: YamlNode): string {
  if (typeof node === "string") return JSON.stringify(node);
  return isMapping(node)
    ? `{${Object.entries(node)
        .map(([key, value]) => `${key}: ${flow(value)}`)
        .join(",")}}`
    : `[${node.map(flow).join(",")}]`;
}

function block(mapping: YamlMapping, depth: number): string {
  const lines = Object.entries(mapping).map(([key, value]) =>
    isMapping(value) && depth < LINES_WITHIN && Object.keys(value).length > 0
      ? `${INDENT.repeat(depth)}${key}:\n${block(value, depth + 1)}`
      : `${INDENT.repeat(depth)}${key}: ${flow(value)}\n`,
  );
  return lines.join("");
}

function isMapping(node: YamlNode): node is YamlMapping {
  return typeof node === "object" && !Array.isArray(node);
}

/** The mapping as a YAML document. Its keys are plain words. */
export function yamlDocument(mapping: YamlMapping): string {
  return Object.keys(mapping).length === 0 ? "{}\n" : block(mapping, 0);
}
