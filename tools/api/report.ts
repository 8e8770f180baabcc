import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { PublicApi } from "./changes";
import type { Declarations } from "./declarations";
import { RELEASED } from "./public-api";
import { constructShapes, SHAPES_FILE } from "./shapes";

/** A committed file, as it should be. */
export interface ReportFile {
  /** Its path from the project's folder. */
  readonly file: string;
  readonly text: string;
}

/** The reports that reviewers read, one a module; and the props of the constructs, which these hold to at run time. */
export async function reportFiles(root: string, { modules }: PublicApi): Promise<readonly ReportFile[]> {
  const options = await resolveConfig(join(root, RELEASED));
  const files: readonly ReportFile[] = [
    ...Object.entries(modules).map(([name, declarations]) => ({
      file: `api/${name}.api.md`,
      text: reportText(name, declarations),
    })),
    { file: SHAPES_FILE, text: JSON.stringify(constructShapes(root)) },
  ];
  return Promise.all(
    files.map(async ({ file, text }) => ({
      file,
      text: await format(text, { ...options, filepath: join(root, file) }),
    })),
  );
}

function reportText(module: string, declarations: Declarations): string {
  const code = Object.values(declarations).join("\n\n");
  return `# API of \`orgtrail/${module}\`\n\nMade by \`npm run api\`. A change here is a change for users.\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
}
