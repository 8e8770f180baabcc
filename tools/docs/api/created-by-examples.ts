import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { folderEntries } from "../../files";
import { packFunctions } from "../../../stacks/function-code";
import { printJson } from "../../terminal";
import type { Created } from "./example-costs";

const EXAMPLES = join(__dirname, "..", "..", "..", "examples", "modules");

/** What an example's file exports. */
interface ExampleFile {
  readonly default: (stack: TerraformStack) => unknown;
}

type Blocks = Readonly<Record<string, object>>;

/** Runs the example in a stack of its own, and counts what it made. */
async function createdBy(name: string): Promise<Created> {
  const { default: example } = (await import(join(EXAMPLES, `${name}.ts`))) as ExampleFile;
  const stack = new TerraformStack(new App({ stackTraces: false }), name);
  new AwsProvider(stack, "aws");
  example(stack);
  const { resource = {}, data = {} } = JSON.parse(Testing.synth(stack, true)) as {
    readonly resource?: Readonly<Record<string, Blocks>>;
    readonly data?: Readonly<Record<string, Blocks>>;
  };
  const counted = (kind: Readonly<Record<string, Blocks>>, prefix: string) =>
    Object.entries(kind).map(([type, blocks]) => [prefix + type, Object.keys(blocks).length] as const);
  return Object.fromEntries([...counted(resource, ""), ...counted(data, "data.")]);
}

/** Prints what each example creates, as JSON. Run by pages.ts, so that `orgtrail/…` means the sources. */
async function main(): Promise<void> {
  // The sources look for the function where the package has it.
  packFunctions();
  const names = folderEntries(EXAMPLES).map(({ name: file }) => file.replace(/\.ts$/, ""));
  const created: Record<string, Created> = {};
  for (const name of names) created[name] = await createdBy(name);
  printJson(created, 0);
}

void main();
