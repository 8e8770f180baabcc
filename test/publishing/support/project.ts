import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../support/run";
import { INSTALL, succeed } from "./npm";

/** The text of each stack's Terraform JSON, by stack. */
export type StackTexts = Readonly<Record<string, string>>;

/** A project of somebody else: a folder of its own, outside the checkout, which it must not see. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "orgtrail-project-"));

  /** Copies a folder of the checkout. @param rewrite what is done to each TypeScript file on the way */
  copy(from: string, to = ".", rewrite: (text: string) => string = (text) => text): void {
    const target = join(this.folder, to);
    mkdirSync(target, { recursive: true });
    cpSync(join(ROOT, from), target, { recursive: true });
    for (const name of readdirSync(target, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      writeFileSync(join(target, name), rewrite(readFileSync(join(target, name), "utf8")));
    }
  }

  copyFile(from: string, to: string): void {
    cpSync(join(ROOT, from), join(this.folder, to));
  }

  write(file: string, content: string | object): void {
    writeFileSync(
      join(this.folder, file),
      typeof content === "string" ? content : JSON.stringify(content, null, 2),
    );
  }

  /** Installs what package.json asks for. npm refuses where peers do not fit. */
  async install(dependencies?: Readonly<Record<string, string>>): Promise<void> {
    if (dependencies !== undefined) this.write("package.json", { private: true, dependencies });
    await succeed(this.folder, "npm", ...INSTALL);
  }

  /** The version of an installed package, whatever its alias. */
  installed(name: string): string {
    const text = readFileSync(join(this.folder, "node_modules", name, "package.json"), "utf8");
    return (JSON.parse(text) as { version: string }).version;
  }

  /** Checks all types with this checkout's compiler: strictly, by Node's way of finding modules. */
  async checkTypes(include: readonly string[], options: object = {}): Promise<void> {
    this.write("tsconfig.check.json", {
      extends: join(ROOT, "tsconfig.json"),
      compilerOptions: {
        types: ["node"],
        typeRoots: [join(ROOT, "node_modules", "@types")],
        incremental: false,
        tsBuildInfoFile: null,
        ...options,
      },
      include,
      exclude: [],
    });
    const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    await succeed(this.folder, process.execPath, compiler, "-p", "tsconfig.check.json");
  }

  /** The Terraform JSON that the last synthesis wrote. */
  stacks(): StackTexts {
    const folder = join(this.folder, "cdktf.out", "stacks");
    return Object.fromEntries(
      readdirSync(folder).map((stack) => [stack, readFileSync(join(folder, stack, "cdk.tf.json"), "utf8")]),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Terraform JSON without the framework's version, and without the provider's version and source. */
export function withoutVersions(text: string): unknown {
  const {
    "//": notes,
    terraform,
    ...rest
  } = JSON.parse(text) as {
    readonly "//": { readonly metadata: { readonly version: string } };
    readonly terraform: { readonly required_providers: { readonly aws: object } };
  };
  return {
    ...rest,
    "//": { ...notes, metadata: { ...notes.metadata, version: "" } },
    terraform: { ...terraform, required_providers: Object.keys(terraform.required_providers) },
  };
}
