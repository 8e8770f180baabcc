import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildApp, type OrgtrailApp } from "../../../stacks/app";
import { CustomizationError, loadCustomization } from "../../../tools/app/customization";
import { minimalConfiguration } from "../../support/configurations";
import { ROOT } from "../../support/run";
import { inTemporaryFolder } from "../../support/synthesized";

jest.setTimeout(180_000);

const PACKAGES = ["@cdktf", "cdktf", "constructs", "typescript"];

/** Does something in a repository that has these files, and orgtrail as a package. */
function inRepository<Result>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Result,
  packages = PACKAGES,
): Result {
  return inTemporaryFolder((folder) => {
    mkdirSync(join(folder, "node_modules"));
    for (const name of packages)
      symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
    symlinkSync(join(ROOT, "tools", "cli"), join(folder, "node_modules", "orgtrail-cli"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return work(folder);
  });
}

function logArchive(): OrgtrailApp["stacks"][number] {
  const [stack] = inTemporaryFolder((outdir) =>
    buildApp(minimalConfiguration(), { outdir, only: ["log-archive"] }),
  ).stacks;
  if (stack === undefined) throw new Error("no stack");
  return stack;
}

/** Synthesizes stacks of the reference organization in a repository. */
function synthesis(folder: string, ...stacks: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(
    process.execPath,
    [join(ROOT, "tools", "cli", "orgtrail.cjs"), "synth", "--json", ...stacks],
    { cwd: folder, encoding: "utf8", env: { ...process.env, ORGTRAIL_CONFIG: join(ROOT, "config") } },
  );
}

/** What is wrong with a file. */
function faultsOf(text: string, packages = PACKAGES): string {
  return inRepository(
    { "orgtrail.ts": text },
    (folder) => {
      try {
        loadCustomization(folder)?.(logArchive());
        return "";
      } catch (error) {
        if (!(error instanceof CustomizationError)) throw error;
        return error.message;
      }
    },
    packages,
  );
}

describe("orgtrail.ts", () => {
  it("need not be there", () => {
    inTemporaryFolder((folder) => {
      expect(loadCustomization(folder)).toBeUndefined();
    });
  });

  it("gets each stack, with what it is", () => {
    const given = inRepository(
      {
        "orgtrail.ts": `
          import { about } from "./own/about";
          export default (stack: { addOverride(path: string, value: unknown): void }, is: object): void =>
            stack.addOverride("locals.about", about(is));`,
        "own/about.ts": `export function about<T extends object>(is: T): string { return JSON.stringify(is); }`,
      },
      (folder) => {
        const stack = logArchive();
        loadCustomization(folder)?.(stack);
        stack.prepareStack();
        return stack.toTerraform() as { readonly locals: { readonly about: string } };
      },
    );
    expect(JSON.parse(given.locals.about)).toEqual({
      ...{ name: "log-archive", region: "us-east-1" },
      account: { name: "logArchive", id: "222222222222" },
    });
  });

  it.each([
    [
      "a type that is wrong",
      "const a: number = 'a';\nexport default () => a;",
      /^orgtrail\.ts:1:7: Type 'string'/,
    ],
    [
      "several types that are wrong",
      "export const a: number = 'a';\nexport const b: number = 'b';",
      /^orgtrail\.ts:1:14: .*\norgtrail\.ts:2:14: /,
    ],
    ["no TypeScript", "export default (", /^orgtrail\.ts:1:17: Expression expected/],
    ["a module that is not there", "import './gone';", /^orgtrail\.ts:1:8: Cannot find module .*'\.\/gone'/],
    [
      "no default",
      "export const a = 1;",
      /^orgtrail\.ts: exports no function by default; write: export default/,
    ],
    ["something else by default", "export default 1;", /^orgtrail\.ts: exports no function by default/],
    ["an async function", "export default async () => {};", /^orgtrail\.ts: is async.*; leave async out$/],
    [
      "what it throws at once",
      "interface A { a: string }\n\n  throw new Error('gone wrong');",
      /^orgtrail\.ts:3:9: throws: gone wrong$/,
    ],
    [
      "what it throws of a stack",
      "interface A { a: string }\nexport default (stack: any) =>\n  stack.gone.x;",
      /^orgtrail\.ts:3:14: throws of log-archive: Cannot read properties of undefined/,
    ],
    ["what is no error", "export default () => { throw 'a'; };", /^orgtrail\.ts: throws of log-archive: a$/],
  ])("says what is wrong: %s", (_, text, says) => {
    expect(faultsOf(text)).toMatch(says);
  });

  it("does what the docs show", () => {
    const page = readFileSync(join(ROOT, "docs", "make-it-yours.md"), "utf8");
    const [, shown = ""] = /```ts\n(.*?)```/s.exec(page) ?? [];
    expect(shown).toContain("export default");
    expect(faultsOf(shown)).toBe("");
  });

  it("needs the compiler, and says so", () => {
    expect(faultsOf("export default () => {};", [])).toMatch(
      /^orgtrail\.ts: its types are checked by typescript.*; npm install --save-dev typescript@6$/,
    );
  });

  it("is judged by the best practices, and nothing is written that is against them", () => {
    const files = {
      "orgtrail.ts": `
        import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
        import type { Customize } from "orgtrail-cli";

        const customize: Customize = (stack) => {
          new Cloudtrail(stack, "own-trail", { name: "own", s3BucketName: "own" });
        };
        export default customize;`,
    };
    const { status, stdout, written } = inRepository(files, (folder) => ({
      ...synthesis(folder, "management"),
      written: existsSync(join(folder, "cdktf.out")),
    }));
    expect({ status, written }).toEqual({ status: 1, written: false });
    const { notCompliant } = JSON.parse(stdout) as { readonly notCompliant: readonly { path: string }[] };
    expect(new Set(notCompliant.map(({ path }) => path))).toEqual(new Set(["management/own-trail"]));
  });

  it("adds to what is written, and what it changes of orgtrail's own is told", () => {
    const { status, stdout, stderr } = inRepository(
      {
        "orgtrail.ts": `
          import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
          import { Aspects, TerraformResource } from "cdktf";
          import type { Customize } from "orgtrail-cli";

          const customize: Customize = (stack, { name }) => {
            if (name !== "log-archive") return;
            new SnsTopic(stack, "own-topic", { name: "own" });
            Aspects.of(stack).add({
              visit: (node) => {
                if (!TerraformResource.isTerraformResource(node)) return;
                if (node.terraformResourceType === "aws_s3_bucket") node.addOverride("tags.Owner", "security");
                if (node.terraformResourceType === "aws_kms_alias") node.addOverride("name", "alias/other");
              },
            });
          };
          export default customize;`,
      },
      (folder) => synthesis(folder, "log-archive", "management"),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { customized, warnings } = JSON.parse(stdout) as {
      readonly customized: unknown;
      readonly warnings: readonly { readonly path: string; readonly message: string }[];
    };
    expect(customized).toEqual([
      {
        stack: "log-archive",
        added: [expect.stringMatching(/^aws_sns_topic\.own-topic/)],
        changed: expect.arrayContaining([expect.stringMatching(/^aws_kms_alias\.organization/)]) as unknown,
        removed: [],
      },
    ]);
    expect(warnings).toContainEqual({
      path: expect.stringMatching(/^log-archive aws_kms_alias\.organization/) as unknown,
      message: "is changed by orgtrail.ts: orgtrail prove does not see it; orgtrail plan judges what it does",
    });
  });
});
