import { App, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { addMoves, type Relocation } from "../../stacks/moved";
import { inTemporaryFolder } from "../support/synthesized";

/** A stack with a resource in each place. */
function stackOf(app: App, name: string, ...paths: readonly string[]): TerraformStack {
  const stack = new TerraformStack(app, name);
  for (const path of paths) {
    const ids = path.split("/");
    const scope = ids
      .slice(0, -1)
      .reduce<Construct>(
        (parent, id) => (parent.node.tryFindChild(id) as Construct | undefined) ?? new Construct(parent, id),
        stack,
      );
    new TerraformResource(scope, ids.at(-1) ?? "", { terraformResourceType: "aws_kms_key" });
  }
  return stack;
}

interface Block {
  readonly from: string;
  readonly to: string;
}

/** The `moved` blocks of a stack with resources in these places, and the addresses that they had in the others. */
function moved(moves: readonly Relocation[], now: readonly string[], before: readonly string[]) {
  return inTemporaryFolder((outdir) => {
    const app = new App({ outdir, stackTraces: false });
    const addresses = (paths: readonly string[], name: string): readonly string[] =>
      stackOf(app, name, ...paths)
        .node.findAll()
        .filter((node) => TerraformResource.isTerraformResource(node))
        .map((node) => `aws_kms_key.${node.friendlyUniqueId}`);
    const stack = stackOf(app, "now", ...now);
    addMoves(stack, moves);
    const { moved: blocks = [] } = stack.toTerraform() as { readonly moved?: readonly Block[] };
    return { blocks, was: addresses(before, "before") };
  });
}

const release = "0.2.0";

describe("a part that stands elsewhere since a release", () => {
  it("is moved with all that stands in it, by the addresses that CDKTF gives both places", () => {
    const now = ["logs/key", "logs/deep/other", "access/key"];
    const { blocks, was } = moved([{ release, from: "store", to: "logs" }], now, [
      "store/key",
      "store/deep/other",
    ]);
    expect(blocks.map(({ from }) => from)).toEqual(was);
    expect(blocks.map(({ to }) => to)).toEqual([
      expect.stringMatching(/^aws_kms_key\.logs_key_[0-9A-F]{8}$/),
      expect.stringMatching(/^aws_kms_key\.logs_deep_other_[0-9A-F]{8}$/),
    ]);
  });

  it("is that of each team, by its name", () => {
    const moves = [{ release, from: "team-*/logs", to: "logs/of-*" }];
    const { blocks, was } = moved(
      moves,
      ["logs/of-pay/key", "logs/of-data/key"],
      ["team-pay/logs/key", "team-data/logs/key"],
    );
    expect(blocks.map(({ from }) => from)).toEqual(was);
  });

  it("is found by whoever skips releases: each step has a block", () => {
    const moves = [
      { release, from: "a", to: "b" },
      { release: "0.3.0", from: "b", to: "c" },
    ];
    const { blocks, was } = moved(moves, ["c/key"], ["a/key", "b/key"]);
    const [first, second] = was;
    expect(blocks).toEqual([
      { from: second, to: expect.stringMatching(/^aws_kms_key\.c_key_/) as string },
      { from: first, to: second },
    ]);
  });

  it.each<[string, string]>([
    ["begins with the same letters", "logs-2/key"],
    ["stands deeper", "x/logs/key"],
    ["is shorter than the place", "logs"],
  ])("is nothing that %s", (_, path) => {
    expect(moved([{ release, from: "store/key", to: "logs/key" }], [path], []).blocks).toEqual([]);
  });
});
