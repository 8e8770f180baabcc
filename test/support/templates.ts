/** What Terraform puts in place of parts of a JSON text: `${…}` and `%{…}` in its strings and keys, without the names of resources. */
export function templateShapes(json: string): readonly string[] {
  const shapes: string[] = [];
  const collect = (text: string): void => {
    for (const [template] of text.matchAll(/(?<!\$)\$\{[^}]*|(?<!%)%\{[^}]*|\$\$\{|%%\{/g)) {
      shapes.push(template.replaceAll(/[.][\w-]+/g, ".x"));
    }
  };
  JSON.parse(json, (key, value: unknown) => {
    collect(key);
    if (typeof value === "string") collect(value);
    return value;
  });
  return shapes.sort();
}
