import { join, relative } from "node:path";
import { filesBelow, isThere, readText } from "../files";
import { configurationOf, type KnownAccount } from "./configuration";
import { type Answers, takerOf } from "./questions";

/** A file of the repository, by its path in it. */
export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

/** The package that has this program, and the version that the repository begins with. */
export interface Program {
  readonly name: string;
  readonly version: string;
}

/** The name by which the repository knows the program, whatever the registry calls it. */
const ALIAS = "orgtrail-cli";

/**
 * The framework, in the versions that tests have seen. CDK Terrain stands under the names of CDKTF, by aliases of npm.
 * @see https://www.npmjs.com/package/cdktn
 */
export const FRAMEWORKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cdktf: {
    "@cdktf/provider-aws": "21.22.1",
    cdktf: "0.21.0",
    "cdktf-cli": "0.21.0",
    constructs: "10.6.0",
  },
  cdktn: {
    "@cdktf/provider-aws": "npm:@cdktn/provider-aws@25.7.0",
    cdktf: "npm:cdktn@0.24.0",
    "cdktn-cli": "0.24.0",
    constructs: "10.6.0",
  },
};

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** What the framework's command line needs, where that is more than orgtrail does. */
export const ENGINES: Readonly<Record<string, { readonly node: string }>> = { cdktn: { node: ">=22.19.0" } };

/** All files of the repository. @param accounts those that are known besides those of the answers */
export function repositoryOf(
  answers: Answers,
  program: Program,
  accounts?: readonly KnownAccount[],
): readonly RepositoryFile[] {
  const { organization, teams } = configurationOf(answers, accounts);
  // What `npm update` brings asks nothing of anybody (docs/upgrade.md), and package-lock.json has the exact version.
  const upgrades = `^${program.version}`;
  const alias = program.name === ALIAS ? upgrades : `npm:${program.name}@${upgrades}`;
  return [
    {
      path: "package.json",
      text: json({
        private: true,
        ...(ENGINES[answers.framework] && { engines: ENGINES[answers.framework] }),
        scripts: { synth: "orgtrail synth" },
        dependencies: { ...FRAMEWORKS[answers.framework], [ALIAS]: alias },
      }),
    },
    {
      path: "cdktf.json",
      text: json({ language: "typescript", app: "npx orgtrail app", sendCrashReports: "false" }),
    },
    {
      path: ".gitignore",
      text: "node_modules/\ncdktf.out/\nplanned/\nplans/\n.terraform/\nterraform.*.tfstate*\n",
    },
    { path: "README.md", text: readme(answers) },
    ...[organization, ...teams].map(({ file, text }) => ({ path: file, text })),
    ...pipelineFiles(answers),
  ];
}

/** The examples of pipelines: beside this program in the package, in `examples` in a checkout. */
const EXAMPLES = [join(__dirname, "pipelines"), join(__dirname, "..", "..", "examples", "pipelines")].find(
  isThere,
);

/** Where the package has the pages of its version. */
const PAGES = `node_modules/${ALIAS}/docs`;

/** Where the scripts of pipelines stand in the repository. */
const SCRIPTS = "pipelines";

function pipelineFiles({ pipeline, owners }: Answers): readonly RepositoryFile[] {
  if (pipeline === "none" || EXAMPLES === undefined) return [];
  const examples = EXAMPLES;
  return filesBelow(join(examples, pipeline))
    .map((path) => relative(examples, path))
    .concat("verdict.sh")
    .map((path) => ({
      path: placeOf(path),
      text: readText(join(examples, path))
        .replaceAll("examples/pipelines/", `${SCRIPTS}/`)
        .replaceAll(/\bdocs\/(?=[a-z-]+\.md)/g, `${PAGES}/`)
        // The repository has no pages of its own, whose owners would be named.
        .replace("/docs/\n", "")
        .replaceAll("@acme/security", () => owners)
        .replace(/ Put your team in the place of this one\.$/m, ""),
    }));
}

/** Where GitHub and GitLab look for a file. */
function placeOf(path: string): string {
  if (path.startsWith("github/")) return path.replace("github", ".github");
  return path === "gitlab/.gitlab-ci.yml" ? ".gitlab-ci.yml" : join(SCRIPTS, path);
}

function takersSentence(answers: Answers): string {
  const [taker, file] = [takerOf(answers), "`pipeline` in `config/organization.yaml`"];
  if (taker === "") return `It makes the roles once ${file} says who takes them.`;
  return `The roles are for ${answers.pipeline === "none" ? "" : "jobs of "}\`${taker}\`, as ${file} says.`;
}

function readme(answers: Answers): string {
  const { framework, stateBucket, deployRole, team, pipeline } = answers;
  const cli = framework === "cdktn" ? "npx cdktn" : "npx cdktf";
  return `# The audit log of our organization

Made by orgtrail. The configuration is in \`config/\`; all else is the package.

\`\`\`console
$ npm install                        # and commit package-lock.json
$ npx orgtrail synth                 # the Terraform of every stack, and what is compliant
$ npx orgtrail prove                 # who can read, delete, stop and decrypt, and who cannot
$ npx orgtrail sandbox               # deploys all of it to an emulated AWS on this machine
\`\`\`

Before the first deployment there have to be the bucket \`${stateBucket}\` with versioning, the role \`${deployRole}\` in each account,
and the organization's trust in CloudTrail. \`bootstrap\` shows what is missing, and makes it after a yes, with the credentials of an
administrator of the management account. ${takersSentence(answers)}

\`\`\`console
$ npx orgtrail bootstrap
$ ${cli} deploy log-archive
$ ${cli} deploy management
$ ${cli} deploy team-${team}
\`\`\`

Then root of the log archive enables MFA delete, once. ${
    pipeline === "none"
      ? "`npx orgtrail plan` says what a change would do, and whether it may."
      : "Each pull request is planned and judged once the pipeline has its roles."
  }

Every page about orgtrail, of the version that is installed, is in \`${PAGES}/\`: \`bootstrap.md\`, \`configuration.md\`${pipeline === "none" ? "" : ", `pull-requests.md`"}.

HashiCorp archived CDKTF in December 2025, and CDK Terrain goes on with it: both make the same Terraform, so that a repository on
CDKTF works as it is and can move by two lines of \`package.json\`. \`cdktn\` needs Node.js 22.19 or later.
`;
}
