import type { AccessRequest, RequestPrincipal } from "../policy-evaluation";
import type { Action } from "./actions";
import { intersect, minus, union, type Atoms, type Box, type Boxes, type Whole } from "./boxes";

/** Requests of a set that one class of principals makes. */
export interface Part {
  /** `cloudtrail.amazonaws.com`, `roles of account 111122223333`, `anybody, without a signature`. */
  readonly who: string;
  /** The actions, one of each that no policy tells from others. */
  readonly actions: readonly string[];
  /** One of the requests. */
  readonly request: AccessRequest;
}

/** What a set has of the space whose requests it is of. */
interface Requests {
  readonly whole: Whole;
  /** The dimensions of what AWS leaves open, with the reason why each is. */
  readonly open: ReadonlyMap<string, number>;
  readonly requestIn: (box: Box) => AccessRequest;
  readonly principalsIn: (
    box: Box,
  ) => readonly { readonly principal: RequestPrincipal; readonly atom: Atoms }[];
  readonly actionsIn: (box: Box) => readonly Action[];
  readonly wherePrincipal: (test: (principal: RequestPrincipal) => boolean) => RequestSet;
  readonly dimensionsOfKeys: (keys: readonly string[]) => readonly number[];
  readonly locate: (request: AccessRequest) => Box | undefined;
}

/** A set of requests: of all that there are, those in it and no others. */
export class RequestSet {
  constructor(
    private readonly space: Requests,
    private readonly boxes: Boxes,
  ) {}

  /** What is in any of the sets. */
  union(...others: readonly RequestSet[]): RequestSet {
    return this.with(
      union(
        [this, ...others].map(({ boxes }) => boxes),
        this.space.whole,
      ),
    );
  }

  /** What is in all of them. */
  intersect(...others: readonly RequestSet[]): RequestSet {
    return this.with(others.reduce((all, { boxes }) => intersect(all, boxes, this.space.whole), this.boxes));
  }

  /** What is in this set and not in the other. */
  minus(other: RequestSet): RequestSet {
    return this.with(minus(this.boxes, other.boxes, this.space.whole));
  }

  /** Whether no request is in the set, whatever AWS answers to what it leaves open. Then what it is about is proven. */
  get isEmpty(): boolean {
    return this.boxes.length === 0;
  }

  /**
   * A request that is in the set, whatever AWS answers to what it leaves open.
   * @returns nothing where the set is empty, or where no request is in it for certain: `open` then says why
   */
  witness(): AccessRequest | undefined {
    const [box] = this.certain();
    return box && this.space.requestIn(box);
  }

  /**
   * Who is in the set with which actions, whatever AWS answers: AWS services first, the root user of an account last.
   * @param nameOf the class that a principal is told under
   */
  describe(nameOf: (principal: RequestPrincipal) => string = (each) => classOf(each)): readonly Part[] {
    const parts = new Map<
      string,
      { request: AccessRequest; readonly actions: Set<string>; readonly rank: number }
    >();
    for (const box of this.certain()) {
      for (const { principal, atom } of this.space.principalsIn(box)) {
        const who = nameOf(principal);
        const [, ...others] = box;
        const only = [atom, ...others];
        const part = parts.get(who) ?? {
          request: this.space.requestIn(only),
          actions: new Set(),
          rank: RANKS.indexOf(principal.kind),
        };
        for (const { name } of this.space.actionsIn(box)) part.actions.add(name);
        parts.set(who, part);
      }
    }
    return [...parts]
      .sort(([, one], [, other]) => one.rank - other.rank)
      .map(([who, { request, actions }]) => ({ who, actions: [...actions], request }));
  }

  /** Who makes a request that is in the set, whatever AWS answers: one of each that no policy tells from others. */
  get principals(): readonly RequestPrincipal[] {
    const all = this.certain().flatMap((box) => this.space.principalsIn(box));
    return [...new Set(all.map(({ principal }) => principal))];
  }

  /** The requests of the set that these principals make, who are among those of a set of the same space. */
  by(principals: readonly RequestPrincipal[]): RequestSet {
    const those = new Set(principals);
    return this.intersect(this.space.wherePrincipal((each) => those.has(each)));
  }

  /** The requests of the set, and all that are like one of them but for the keys: with another value, or without. */
  regardlessOf(...keys: readonly string[]): RequestSet {
    const dimensions = this.space.dimensionsOfKeys(keys);
    return this.with(this.boxes.map((box) => without(box, dimensions)));
  }

  /** What AWS leaves open, and on which depends whether requests are in the set. */
  get open(): readonly string[] {
    return [...this.space.open].flatMap(([reason, dimension]) =>
      this.boxes.some((box) => isConstrained(box, dimension)) ? [reason] : [],
    );
  }

  /** Whether the request is in the set; nothing where that is open, or where the space does not have such requests. */
  has(request: AccessRequest): boolean | undefined {
    const point = this.space.locate(request);
    if (point === undefined) return undefined;
    const around = this.boxes.filter((box) =>
      point.every((atom, dimension) => atom === undefined || ((box[dimension] ?? atom) & atom) !== 0n),
    );
    if (around.length === 0) return false;
    return minus([point], around, this.space.whole).length === 0 ? true : undefined;
  }

  /** The boxes of which all points are in the set, whatever the answers: each point in all of them, for all answers. */
  private certain(): Boxes {
    const questions = [...this.space.open.values()];
    const plain = this.boxes.filter((box) => questions.every((dimension) => !isConstrained(box, dimension)));
    if (plain.length > 0 || questions.length === 0) return plain;
    const { whole } = this.space;
    const anyAnswer = this.boxes.map((box) => without(box, questions));
    const perhapsNot = minus(anyAnswer, this.boxes, whole).map((box) => without(box, questions));
    return minus(anyAnswer, perhapsNot, whole);
  }

  private with(boxes: Boxes): RequestSet {
    return new RequestSet(this.space, boxes);
  }
}

function isConstrained(box: Box, dimension: number): boolean {
  return box[dimension] !== undefined;
}

/** The box with any value on the dimensions. */
function without(box: Box, dimensions: readonly number[]): Box {
  return box.map((atoms, dimension) => (dimensions.includes(dimension) ? undefined : atoms));
}

const RANKS: readonly RequestPrincipal["kind"][] = [
  "service",
  "anonymous",
  "federated",
  "role session",
  "IAM user",
  "account root",
];

/** How the name of an account, of an AWS service or of an identity provider is told. */
type Told = (name: string, of: "account" | "AWS service" | "provider") => string;

const asItIs: Told = (name, of) => (of === "account" ? `account ${name}` : name);

/** The class of principals that the principal stands for. @param named tells a name that may be an example only @default - as it is */
export function classOf(principal: RequestPrincipal, named = asItIs): string {
  switch (principal.kind) {
    case "service":
      return named(principal.service, "AWS service");
    case "anonymous":
      return "anybody, without a signature";
    case "federated":
      return `identities of ${named(principal.provider, "provider")}`;
    default:
      return `${KINDS[principal.kind]} of ${named(principal.account, "account")}`;
  }
}

const KINDS = { "role session": "roles", "IAM user": "users", "account root": "the root user" } as const;
