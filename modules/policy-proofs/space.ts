import {
  isAccountPrincipal,
  requestContext,
  type AccessRequest,
  type ContextEntry,
  type ContextValue,
  type RequestContext,
  type RequestPrincipal,
} from "../policy-evaluation";
import { madeOnce } from "../kernel";
import { ValidationError } from "../validation";
import { actionsOf, type Action } from "./actions";
import { askers, type AccountFacts } from "./askers";
import { EVERYTHING, NOTHING, ProofLimitError, slab, type Atoms, type Box } from "./boxes";
import type { Dimension } from "./dimension";
import { keyValues, type KeyValues } from "./key-values";
import { PRINCIPAL_KEYS, RESOURCE_ACCOUNT } from "./keys";
import type { Reading } from "./readings";
import { RequestSet } from "./request-set";
import { accountsNamed, ownersOf, targetOf, targets, type ResourceScope, type Target } from "./targets";
import { settled, testsIn, type Bindings, type Tests } from "./tests";

/** What is known of requests, besides policies. */
export interface SpaceFacts extends AccountFacts {
  /**
   * The resources that requests are about.
   * @default - all ARNs of the partition, and `*` for actions without a resource
   */
  readonly resources?: readonly ResourceScope[];
  /**
   * The actions that there are today: the service reference's. All others that a policy could mean are actions to come.
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html
   * @default - none is known: all actions are to come
   */
  readonly actions?: readonly string[];
}

/** The first three dimensions. Each key that policies read and that does not follow from these is a further one. */
export const PRINCIPAL = 0;
export const ACTION = 1;
export const RESOURCE = 2;

/** At most so many combinations of values of variables, and of atoms of one test. */
const MOST_COMBINATIONS = 1_000_000;

/** All requests, as far as policies tell them apart. A dimension is made when something first asks for it. */
export class Space {
  private readonly made: {
    principals?: Dimension<RequestPrincipal>;
    actions?: Dimension<Action>;
    resources?: Dimension<Target>;
    contexts?: readonly RequestContext[];
    whole?: Atoms[];
  } = {};
  /** By key in lower case, with the number of its dimension. */
  private readonly keys: ReadonlyMap<
    string,
    { readonly dimension: number; readonly values: () => KeyValues }
  >;
  /** What AWS leaves open, with the reason why: each is a dimension of its own, with the atoms no and yes. */
  readonly open = new Map<string, number>();
  readonly everything = new RequestSet(this, EVERYTHING);
  readonly nothing = new RequestSet(this, NOTHING);
  private readonly located = new WeakMap<AccessRequest, { readonly point: Box | undefined }>();

  private constructor(
    private readonly tests: Tests,
    bindings: Bindings,
    readonly facts: SpaceFacts,
  ) {
    this.keys = new Map(
      [...tests.keys].map(([key, each], index) => {
        let values: KeyValues | undefined;
        return [
          key,
          { dimension: RESOURCE + 1 + index, values: () => (values ??= keyValues(each, bindings)) },
        ];
      }),
    );
  }

  get principals(): Dimension<RequestPrincipal> {
    const { tests, facts, scopes } = this;
    const owners = () => [...new Set([...ownersOf(scopes), ...accountsNamed(tests.accounts)])];
    return (this.made.principals ??= askers({ ...tests.principals, accounts: owners() }, facts));
  }

  get actions(): Dimension<Action> {
    return (this.made.actions ??= actionsOf(this.tests.actions, this.facts.actions ?? []));
  }

  get resources(): Dimension<Target> {
    const accounts = () =>
      this.principals.atoms.flatMap((each) => (isAccountPrincipal(each) ? [each.account] : []));
    return (this.made.resources ??= targets(this.tests, this.scopes, [...new Set<string>(accounts())]));
  }

  /** All atoms of each dimension. It grows where AWS leaves something open. */
  get whole(): Atoms[] {
    const sizes = () => [
      ...[this.principals, this.actions, this.resources],
      ...[...this.keys.values()].map(({ values }) => values()),
    ];
    return (this.made.whole ??= sizes().map(({ atoms }) => allOf(atoms.length)));
  }

  private get scopes(): readonly ResourceScope[] {
    return this.facts.resources ?? everyResource(this.facts);
  }

  private get contexts(): readonly RequestContext[] {
    return (this.made.contexts ??= this.principals.atoms.map((each) => requestContext(each, undefined, {})));
  }

  /**
   * All that the statements and the facts tell apart.
   * @throws ProofLimitError when that is too much
   */
  static of(readings: readonly Reading[], facts: SpaceFacts): Space {
    // Variables have the values that all else tells apart; once these are in their place, texts are as others.
    const first = new Space(testsIn(readings, withoutVariables), withoutVariables, facts);
    if (first.tests.variables.size === 0) return first;
    const known = new Map<string, readonly RequestContext[]>();
    const bindings: Bindings = (keys) => madeOnce(known, keys.join(), () => first.bindings(keys));
    return new Space(testsIn(readings, bindings), bindings, facts);
  }

  /** The requests with one of the atoms on the dimension. */
  slab(dimension: number, atoms: Atoms): RequestSet {
    return new RequestSet(this, slab(dimension, atoms));
  }

  /** Requests whose principal, action or resource passes the test. */
  wherePrincipal(test: (principal: RequestPrincipal) => boolean): RequestSet {
    return this.slab(PRINCIPAL, where(this.principals.atoms, test));
  }

  whereAction(test: (action: Action) => boolean): RequestSet {
    return this.slab(ACTION, where(this.actions.atoms, test));
  }

  whereResource(test: (target: Target) => boolean): RequestSet {
    return this.slab(RESOURCE, where(this.resources.atoms, test));
  }

  /** Requests of which AWS leaves open whether something is so, if it is. */
  question(reason: string): RequestSet {
    return this.slab(
      madeOnce(this.open, reason, () => this.whole.push(NO | YES) - 1),
      YES,
    );
  }

  /** The dimensions of the keys, as far as policies read them and nothing else says what they hold. */
  dimensionsOfKeys(keys: readonly string[]): readonly number[] {
    return keys.flatMap((key) => this.keys.get(key.toLowerCase())?.dimension ?? []);
  }

  /** A request of each atom of a box. @throws RangeError for a box without points */
  requestIn(box: Box): AccessRequest {
    const at = (dimension: number): number => lowest(box[dimension] ?? this.whole[dimension] ?? 0n);
    const { arn, owner } = this.resources.atoms[at(RESOURCE)] ?? EMPTY();
    const context = [...this.keys.values()].flatMap(({ dimension, values }) => {
      const { name, atoms } = values();
      const value = atoms[at(dimension)];
      return value === undefined ? [] : [[name, value] as const];
    });
    return {
      principal: this.principals.atoms[at(PRINCIPAL)] ?? EMPTY(),
      action: (this.actions.atoms[at(ACTION)] ?? EMPTY()).name,
      resource: arn,
      ...(owner !== undefined && { resourceAccount: owner }),
      context: Object.fromEntries(context),
    };
  }

  /** The principals of a box, each with its atom. */
  principalsIn(box: Box): readonly { readonly principal: RequestPrincipal; readonly atom: Atoms }[] {
    return this.principals.atoms.flatMap((principal, number) => {
      const atom = 1n << BigInt(number);
      return isIn(box[PRINCIPAL], atom) ? [{ principal, atom }] : [];
    });
  }

  actionsIn(box: Box): readonly Action[] {
    return this.actions.atoms.filter((_, number) => isIn(box[ACTION], 1n << BigInt(number)));
  }

  /** Why what is asked of one of the keys cannot be decided; nothing where it can. */
  undecided(keys: readonly string[]): string | undefined {
    return keys
      .map((key) => this.keys.get(key.toLowerCase())?.values().undecided)
      .find((why) => why !== undefined);
  }

  /** The only point that a request is, whatever AWS answers to what is open; none for one that is not in the space. */
  locate(request: AccessRequest): Box | undefined {
    return madeOnce(this.located, request, () => ({ point: this.newPoint(request) })).point;
  }

  private newPoint(request: AccessRequest): Box | undefined {
    const { principal, action, context = {} } = request;
    const given = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
    const atoms = [
      this.principals.locate(principal),
      this.actions.locate({ name: action, known: true }),
      this.resources.locate(targetOf(request)),
      ...[...this.keys].map(([key, { values }]) => values().locate(given.get(key))),
    ];
    const found = atoms.filter((atom) => atom !== undefined);
    if (found.length < atoms.length) return undefined;
    // A variable puts its key's value in a text: there, the value of an atom stands for itself only.
    const values = requestContext(principal, targetOf(request).owner, context);
    const point = this.contextAt(new Map(found.entries()));
    const isSame = [...this.tests.variables].every(
      (key) => textOf(settled(() => values.lookup(key))) === textOf(settled(() => point.lookup(key))),
    );
    return isSame ? found.map((atom) => 1n << BigInt(atom)) : undefined;
  }

  private bindings(keys: readonly string[]): readonly RequestContext[] {
    const dimensions = [...new Set(keys.flatMap((key) => this.dimensionsOf(key)))];
    const found = new Map<string, RequestContext>();
    for (const point of this.points(dimensions)) {
      const context = this.contextAt(point);
      const values = keys.map((key) => settled(() => context.lookup(key)));
      if (values.some((value) => value instanceof ValidationError)) continue;
      found.set(JSON.stringify(values), context);
    }
    return [...found.values()];
  }

  /** The dimensions that say what a key holds. */
  dimensionsOf(key: string): readonly number[] {
    const name = key.toLowerCase();
    if (PRINCIPAL_KEYS.has(name)) return [PRINCIPAL];
    if (name === RESOURCE_ACCOUNT) {
      // Without a resource, an action is about the principal's own account.
      const isOwn = this.resources.atoms.some(({ owner }) => owner === undefined);
      return isOwn ? [RESOURCE, PRINCIPAL] : [RESOURCE];
    }
    const known = this.keys.get(name);
    return known === undefined ? [] : [known.dimension];
  }

  /** What requests with the atoms carry. */
  contextAt(point: Point): RequestContext {
    const lookup = (key: string): ContextEntry | undefined => {
      const name = key.toLowerCase();
      const principal = point.get(PRINCIPAL) ?? -1;
      if (PRINCIPAL_KEYS.has(name)) return this.contexts[principal]?.lookup(key);
      if (name === RESOURCE_ACCOUNT) {
        const asker = this.principals.atoms[principal];
        const own = asker !== undefined && isAccountPrincipal(asker) ? asker.account : undefined;
        return entryOf(this.resources.atoms[point.get(RESOURCE) ?? -1]?.owner ?? own);
      }
      const known = this.keys.get(name);
      return entryOf(known?.values().atoms[point.get(known.dimension) ?? 0]);
    };
    return { lookup };
  }

  /** Every combination of atoms of the dimensions. */
  points(dimensions: readonly number[]): readonly Point[] {
    return dimensions.reduce<readonly Point[]>(
      (points, dimension) => {
        const atoms = this.atomsOf(dimension);
        if (points.length * atoms.length > MOST_COMBINATIONS) {
          throw new ProofLimitError(
            "combinations of values",
            MOST_COMBINATIONS,
            "use fewer policy variables",
          );
        }
        return points.flatMap((point) => atoms.map((_, atom) => new Map(point).set(dimension, atom)));
      },
      [new Map()],
    );
  }

  /** A value of each atom. */
  atomsOf(dimension: number): readonly unknown[] {
    if (dimension === PRINCIPAL) return this.principals.atoms;
    if (dimension === ACTION) return this.actions.atoms;
    if (dimension === RESOURCE) return this.resources.atoms;
    return [...this.keys.values()][dimension - RESOURCE - 1]?.values().atoms ?? [];
  }
}

/** Atoms of some dimensions, by dimension. */
export type Point = ReadonlyMap<number, number>;

function everyResource({ partition }: SpaceFacts): readonly ResourceScope[] {
  return [{ arn: `arn:${partition ?? "*"}:*:*:*:*` }, { arn: "*" }];
}

const NO = 1n;
const YES = 2n;

/** No value is known yet. A text without variables is one all the same. */
const withoutVariables: Bindings = (keys) => (keys.length === 0 ? [{ lookup: () => undefined }] : []);

function entryOf(value: ContextValue | undefined): ContextEntry | undefined {
  if (value === undefined) return undefined;
  return typeof value === "object"
    ? { values: value, multivalued: true }
    : { values: [String(value)], multivalued: false };
}

/** The values of an entry as text; what AWS leaves open is one with all else that it does. */
function textOf(entry: ContextEntry | ValidationError | undefined): string {
  return entry instanceof ValidationError ? "open" : JSON.stringify(entry ?? null);
}

function isIn(atoms: Atoms | undefined, atom: Atoms): boolean {
  return atoms === undefined || (atoms & atom) !== 0n;
}

function allOf(count: number): Atoms {
  return (1n << BigInt(count)) - 1n;
}

/** The items that pass the test. */
export function where<T>(items: readonly T[], test: (item: T) => boolean): Atoms {
  const bits = items.map((item) => (test(item) ? "1" : "0"));
  return BigInt(`0b0${bits.reverse().join("")}`);
}

/** The number of the first atom. */
function lowest(atoms: Atoms): number {
  return atoms.toString(2).length - atoms.toString(2).lastIndexOf("1") - 1;
}

function EMPTY(): never {
  throw new RangeError("A box without points has no request");
}
