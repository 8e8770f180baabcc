import { App, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { LogArchive } from "../modules/log-archive";

/**
 * A part of the construct tree that stands elsewhere since a release: Terraform is told, so that it moves what is deployed in the state
 * and destroys nothing. From one stack to another nothing moves: each has a state of its own.
 */
export interface Relocation {
  /** The first release with the new place. */
  readonly release: string;
  /** Ids of constructs below the stack, joined by `/`; `*` is one id, such as that of a team: `team-x/logs`. */
  readonly from: string;
  /** The same in the new place, with as many `*`. */
  readonly to: string;
}

/**
 * Every move since the first release, in the order of releases. `npm run api` compares addresses with those of the last release, and
 * refuses one that is gone while another of its type is new, unless a row here says whether the one is the other.
 */
export const MOVES: readonly Relocation[] = [];

/** Gives the stack a `moved` block for each resource of it that stood elsewhere, and for each place where that had stood before. */
export function addMoves(stack: TerraformStack, moves: readonly Relocation[]): void {
  if (moves.length === 0) return;
  const app = new App({ outdir: App.of(stack).outdir, stackTraces: false });
  const blocks = stack.node.findAll().flatMap((node) => {
    if (!TerraformResource.isTerraformResource(node)) return [];
    const type = node.terraformResourceType;
    const address = (path: readonly string[]): string => `${type}.${logicalId(app, path)}`;
    return formerPaths(node.node.path.split("/").slice(1), moves).map(([from, to]) => ({
      from: address(from),
      to: address(to),
    }));
  });
  if (blocks.length > 0) stack.addOverride("moved", blocks);
}

/** What a log archive has of a key that is its own. */
const KEY_PARTS = [
  ["aws_kms_key", "key"],
  ["aws_kms_alias", "alias"],
] as const;

/**
 * Where logs are encrypted with a key of somebody else's, one that was made for them before leaves the state, and stays in AWS: what
 * it has encrypted, nobody reads without it.
 */
export function keepFormerKeys(stack: TerraformStack): void {
  const given = stack.node
    .findAll()
    .filter((node) => node instanceof LogArchive && node.node.tryFindChild("key") === undefined);
  if (given.length === 0) return;
  const app = new App({ outdir: App.of(stack).outdir, stackTraces: false });
  const blocks = given.flatMap(({ node }) =>
    KEY_PARTS.map(([type, id]) => ({
      from: `${type}.${logicalId(app, [...node.path.split("/").slice(1), "key", id])}`,
      lifecycle: { destroy: false },
    })),
  );
  stack.addOverride("removed", blocks);
}

type Path = readonly string[];

/** Where something has stood, and where it went from there, the last first. */
function formerPaths(path: Path, moves: readonly Relocation[]): readonly (readonly [from: Path, to: Path])[] {
  const steps: (readonly [Path, Path])[] = [];
  let current = path;
  for (const { from, to } of moves.toReversed()) {
    const names = matched(to.split("/"), current);
    if (names === undefined) continue;
    const rest = current.slice(to.split("/").length);
    const left = [...names];
    const former = [...from.split("/").map((id) => id.replace("*", () => left.shift() ?? "")), ...rest];
    steps.push([former, current]);
    current = former;
  }
  return steps;
}

/** What the stars stand for, where the path begins like the pattern. */
function matched(pattern: Path, path: Path): readonly string[] | undefined {
  const names: string[] = [];
  for (const [index, id] of pattern.entries()) {
    const [before = "", after] = id.split("*");
    const own = path[index];
    if (own === undefined) return undefined;
    if (after === undefined) {
      if (own !== id) return undefined;
    } else {
      if (own.length < before.length + after.length || !own.startsWith(before) || !own.endsWith(after))
        return undefined;
      names.push(own.slice(before.length, own.length - after.length));
    }
  }
  return names;
}

/** The name that CDKTF gives what stands there. */
function logicalId(app: App, path: Path): string {
  const stack = new TerraformStack(app, `past-${app.node.children.length}`);
  const last = path.reduce<Construct>((scope, id) => new Construct(scope, id), stack);
  return stack.getLogicalId(last.node);
}
