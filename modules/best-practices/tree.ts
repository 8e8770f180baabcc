import {
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformRemoteState,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { IConstruct } from "constructs";
import { blocksOf, overriddenElements, stackOverridesOf, type Block, type OverriddenElement } from "./block";
import { isExpression } from "./expression";
import type { Flag } from "../facts";
import { resolved, Resource, settingsOf } from "./resource";

/** One stack: its resources by reference, and what leads out of it. */
export class StackView {
  readonly resources = new Map<string, Resource>();
  readonly outputs = new Map<string, TerraformOutput>();
  readonly remoteStates = new Map<string, TerraformRemoteState>();
  private readonly providers: TerraformProvider[] = [];
  private backend: TerraformBackend | undefined;
  private readonly outputValues = new Map<string, unknown>();
  private readonly statesRead = new Map<string, string>();
  private readonly accounts = new Map<string | undefined, string | undefined>();
  private readonly overridden: ReadonlyMap<string, OverriddenElement>;

  constructor(readonly stack: TerraformStack) {
    this.overridden = new Map(
      overriddenElements(stackOverridesOf(stack)).map((element) => [referenceTo(element), element]),
    );
  }

  /** The resource of a construct, with what its stack puts over it. */
  resourceOf(construct: TerraformResource | TerraformDataSource): Resource {
    const kind = construct instanceof TerraformDataSource ? "data" : "resource";
    const { terraformResourceType: type, friendlyUniqueId: name } = construct;
    const reference = referenceTo({ kind, type, name });
    const resource = Resource.of(construct, kind, this.overridden.get(reference)?.block ?? {});
    this.resources.set(reference, resource);
    return resource;
  }

  /** The resources of some types that stand in the overrides of the stack alone. */
  resourcesOfOverrides(types: ReadonlySet<string>): readonly Resource[] {
    const elements = [...this.overridden].filter(
      ([reference, { type }]) => types.has(type) && !this.resources.has(reference),
    );
    return elements.map(([reference, element]) => {
      const resource = Resource.ofOverride(this.stack, element);
      this.resources.set(reference, resource);
      return resource;
    });
  }

  add(element: TerraformElement): void {
    if (TerraformOutput.isTerraformOutput(element)) this.outputs.set(element.friendlyUniqueId, element);
    else if (TerraformProvider.isTerraformProvider(element)) this.providers.push(element);
    else if (TerraformBackend.isBackend(element)) this.backend = element;
    else if (element instanceof TerraformRemoteState)
      this.remoteStates.set(element.friendlyUniqueId, element);
  }

  /** What the stack publishes under this name. */
  output(name: string): unknown {
    const output = this.outputs.get(name);
    if (output !== undefined && !this.outputValues.has(name)) {
      this.outputValues.set(name, resolved(output.value, output));
    }
    return this.outputValues.get(name);
  }

  /** Where the state of the stack lives, as text to compare. */
  get stateKey(): string | undefined {
    const { backend } = this;
    if (backend === undefined) return undefined;
    const { terraform } = backend.toTerraform() as {
      terraform: { backend: Readonly<Record<string, Block>> };
    };
    const [kind, settings] = Object.entries(terraform.backend)[0] ?? [];
    return kind === undefined || settings === undefined ? undefined : stateKey(kind, settings, backend);
  }

  /** Where the state lives that a data source of the stack reads. */
  stateRead(remoteState: string): string | undefined {
    const remote = this.remoteStates.get(remoteState);
    if (remote === undefined) return undefined;
    const known = this.statesRead.get(remoteState);
    if (known !== undefined) return known;
    const { data } = remote.toTerraform() as {
      data: { terraform_remote_state: Readonly<Record<string, Block>> };
    };
    const { backend, config } = data.terraform_remote_state[remoteState] ?? {};
    const key = stateKey(String(backend), blocksOf(config)[0] ?? {}, remote);
    this.statesRead.set(remoteState, key);
    return key;
  }

  /** The account in which a resource stands, where its provider says so. */
  accountOf(resource: Resource): string | undefined {
    const alias = resource.text("provider")?.split(".")[1];
    if (!this.accounts.has(alias)) this.accounts.set(alias, this.accountOfAlias(alias));
    return this.accounts.get(alias);
  }

  private accountOfAlias(alias: string | undefined): string | undefined {
    for (const provider of this.providers.filter(({ terraformResourceType: type }) => type === "aws")) {
      const written = provider.toTerraform() as { provider: { aws: readonly Block[] } };
      const block = written.provider.aws[0] ?? {};
      if (resolved(block["alias"], provider) === alias) return accountOfProvider(block, provider);
    }
    return undefined;
  }
}

/** How an expression refers to a resource or data source, without its attribute. */
function referenceTo({ kind, type, name }: Pick<OverriddenElement, "kind" | "type" | "name">): string {
  return `${kind === "data" ? "data." : ""}${type}.${name}`;
}

function accountOfProvider(block: Block, provider: TerraformProvider): string | undefined {
  const allowed = resolved(block["allowed_account_ids"], provider);
  if (Array.isArray(allowed) && allowed.length === 1) {
    const account = String(allowed[0]);
    if (!isExpression(account)) return account;
  }
  const [role = {}] = blocksOf(resolved(block["assume_role"], provider));
  return /^arn:[\w-]+:iam::(\d{12}):/.exec(String(role["role_arn"]))?.[1];
}

/** The settings of a state that say which state it is; the others say how it is read. */
const STATE_IDENTITY = ["bucket", "key", "path", "prefix", "organization", "workspaces", "container_name"];

function stateKey(kind: string, block: Block, scope: TerraformElement): string {
  const settings = settingsOf(block, STATE_IDENTITY, scope);
  return JSON.stringify([kind, ...STATE_IDENTITY.map((name) => settings[name] ?? null)]);
}

/** All stacks below a root, read in one walk. */
export class Tree {
  /** The resources that the rules are about, in the order in which they were made. */
  readonly resources: readonly Resource[];
  private readonly stacks = new Map<TerraformStack, StackView>();
  private readonly states = new Map<string, StackView>();

  /** @param types which resources to read: the others are passed over */
  constructor(root: IConstruct, types: ReadonlySet<string>) {
    const resources: Resource[] = [];
    for (const node of root.node.findAll()) {
      if (TerraformStack.isStack(node)) this.viewOf(node);
      if (!TerraformElement.isTerraformElement(node)) continue;
      const isResource = TerraformResource.isTerraformResource(node) || node instanceof TerraformDataSource;
      if (!isResource) this.viewOf(node.cdktfStack).add(node);
      else if (types.has(node.terraformResourceType)) {
        resources.push(this.viewOf(node.cdktfStack).resourceOf(node));
      }
    }
    for (const view of this.stacks.values()) resources.push(...view.resourcesOfOverrides(types));
    this.resources = resources.filter(({ made }) => made !== false);
    for (const view of this.stacks.values()) {
      const key = view.stateKey;
      if (key !== undefined) this.states.set(key, view);
    }
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  viewOf(stack: TerraformStack): StackView {
    const known = this.stacks.get(stack);
    if (known !== undefined) return known;
    const view = new StackView(stack);
    this.stacks.set(stack, view);
    return view;
  }

  accountOf(resource: Resource): string | undefined {
    return this.viewOf(resource.stack).accountOf(resource);
  }

  /** Whether two resources stand in one account. */
  shareAccount(one: Resource, other: Resource): Flag {
    if (one.stack === other.stack && one.text("provider") === other.text("provider")) return true;
    const [account, another] = [this.accountOf(one), this.accountOf(other)];
    return account === undefined || another === undefined ? "unknown" : account === another;
  }

  /** The stack whose state this data source of a stack reads. @returns nothing when that is outside of the tree */
  stackRead(view: StackView, remoteState: string): StackView | undefined {
    const key = view.stateRead(remoteState);
    return key === undefined ? undefined : this.states.get(key);
  }
}
