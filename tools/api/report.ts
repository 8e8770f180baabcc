import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { PublicApi } from "./changes";
import type { Declarations } from "./declarations";
import { RELEASED } from "./public-api";

/** A committed file, as it should be. */
export interface ReportFile {
  /** Its path from the project's folder. */
  readonly file: string;
  readonly text: string;
}

/** The reports that reviewers read: one a module. */
export async function reportFiles(root: string, { modules }: PublicApi): Promise<readonly ReportFile[]> {
  const options = await resolveConfig(join(root, RELEASED));
  return Promise.all(
    Object.entries(modules).map(async ([name, declarations]) => {
      const text = reportText(name, declarations);
      return { file: `api/${name}.api.md`, text: await format(text, { ...options, parser: "markdown" }) };
    }),
  );
}

function reportText(module: string, declarations: Declarations): string {
  const code = Object.values(declarations).join("\n\n");
  return `# API of \`orgtrail/${module}\`\n\nMade by \`npm run api\`. A change here is a change for users.\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
}
