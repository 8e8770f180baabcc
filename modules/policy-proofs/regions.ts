import type {
  Application,
  KeyCondition,
  Naming,
  ReadStatement,
  AccessRequest,
  RequestContext,
} from "../policy-evaluation";
import { madeOnce } from "../kernel";
import { ValidationError } from "../validation";
import type { Atoms } from "./boxes";
import type { Reading } from "./readings";
import type { RequestSet } from "./request-set";
import { ACTION, PRINCIPAL, RESOURCE, where, type Space } from "./space";
import { settled, variablesIn } from "./tests";

/** What a statement covers. */
interface Region {
  /** The requests that it applies to, as far as its principals go. */
  readonly requests: RequestSet;
  /** Principals, by what the statement names them as. */
  readonly named: ReadonlyMap<Application, RequestSet>;
}

type ReadableRequest = Pick<AccessRequest, "action" | "resource"> & { readonly values: RequestContext };

/** What statements cover of a space: each test of theirs is put to a value of each atom, by the evaluator. */
export class Regions {
  private readonly regions = new WeakMap<Reading, Region>();
  /** By what they ask: many statements have the same elements. */
  private readonly tests = new Map<string, RequestSet>();

  constructor(readonly space: Space) {}

  /** What any of the statements covers. @param as one of the ways in which it has to name the principal @default - any */
  covered(readings: readonly Reading[], as?: readonly Naming[]): RequestSet {
    const { nothing } = this.space;
    const all = readings.map((reading) => {
      const { requests, named } = madeOnce(this.regions, reading, () => this.read(reading));
      const who = [...named].flatMap(([how, principals]) =>
        as === undefined || how === "bearer" || as.includes(how) ? [principals] : [],
      );
      return requests.intersect(nothing.union(...who));
    });
    return nothing.union(...all);
  }

  private read({ statement, read }: Reading): Region {
    const { everything } = this.space;
    if (read instanceof ValidationError) {
      return { requests: this.space.question(read.message), named: new Map([["everyone", everything]]) };
    }
    const { action, resource, naming } = read;
    const conditions = read.conditions.filter((each) => !isOfFederatedUsers(each));
    const element = JSON.stringify(statement.NotPrincipal ?? statement.Principal ?? "");
    const parts = [
      this.known(["Action", action.values, action.negated], () =>
        this.holding([ACTION], [], (request) => action.holds(request), statement.Sid),
      ),
      ...(resource === undefined ? [] : [this.resource(resource)]),
      ...conditions.map((condition) => this.condition(condition)),
    ];
    const requests = everything.intersect(...parts);
    if (conditions.length < read.conditions.length || element.includes(":federated-user/")) {
      // No request of a space is theirs, so what is said of them alone would be said of nobody.
      const open = this.space.question(`which federated users statement ${statement.Sid} is about`);
      return { requests: requests.intersect(open), named: new Map([["everyone", everything]]) };
    }
    return { requests, named: this.named(naming, element) };
  }

  /** Where AWS leaves open whether a pattern matches, Resource holds where it does, and NotResource where it does not. */
  private resource({ values, negated, holds }: NonNullable<ReadStatement["resource"]>): RequestSet {
    const named = this.known(["Resource", values], () =>
      this.holding([RESOURCE], values, (request) => holds(request) !== negated, COLONS),
    );
    return negated ? this.space.everything.minus(named) : named;
  }

  private condition({ operator, key, operands, holds }: KeyCondition): RequestSet {
    const reason = `${operator} ${key} ${operands.join(", ")}`;
    return this.known([operator, key, operands], () =>
      this.holding(this.space.dimensionsOf(key), operands, ({ values }) => holds(values), reason, key),
    );
  }

  private known(test: unknown, find: () => RequestSet): RequestSet {
    return madeOnce(this.tests, JSON.stringify(test), find);
  }

  /** Whom the statement names, by what it names them as. */
  private named(naming: ReadStatement["naming"], element: string): ReadonlyMap<Application, RequestSet> {
    const { space } = this;
    const found = new Map<Application, Atoms>();
    let open = 0n;
    for (const [number, principal] of space.principals.atoms.entries()) {
      const as = settled(() => naming(principal));
      if (as instanceof ValidationError) open |= 1n << BigInt(number);
      else if (as !== undefined) found.set(as, (found.get(as) ?? 0n) | (1n << BigInt(number)));
    }
    const named = new Map([...found].map(([as, atoms]) => [as, space.slab(PRINCIPAL, atoms)]));
    if (open === 0n) return named;
    const perhaps = space.slab(PRINCIPAL, open).intersect(space.question(`whom ${element} names`));
    return named.set("everyone", perhaps.union(named.get("everyone") ?? space.nothing));
  }

  /** Where a test of these dimensions holds; it is put to a value of each atom. @param reason why it may be open */
  private holding(
    dimensions: readonly number[],
    texts: readonly string[],
    test: (request: ReadableRequest) => boolean,
    reason: string,
    key = "",
  ): RequestSet {
    const { space } = this;
    const variables = variablesIn(texts);
    const undecided = space.undecided([key, ...variables]);
    if (undecided !== undefined) return space.question(`${reason}: ${undecided}`);
    const [main = PRINCIPAL, ...others] = new Set([
      ...dimensions,
      ...variables.flatMap((name) => space.dimensionsOf(name)),
    ]);
    const found: RequestSet[] = [];
    const open: RequestSet[] = [];
    for (const point of space.points(others)) {
      const fixed = [...point].map(([dimension, atom]) => space.slab(dimension, 1n << BigInt(atom)));
      const at = new Map(point);
      const values = space.contextAt(at);
      const outcomes = space.atomsOf(main).map((_, atom) => {
        at.set(main, atom);
        const { name: action = "" } = space.actions.atoms[at.get(ACTION) ?? -1] ?? {};
        const { arn: resource = "" } = space.resources.atoms[at.get(RESOURCE) ?? -1] ?? {};
        return settled(() => test({ action, resource, values }));
      });
      const requestsWhere = (wanted: (outcome: boolean | ValidationError) => boolean): RequestSet =>
        space.slab(main, where(outcomes, wanted)).intersect(...fixed);
      found.push(requestsWhere((outcome) => outcome === true));
      open.push(requestsWhere((outcome) => outcome instanceof ValidationError));
    }
    const undocumented = space.nothing.union(...open);
    if (undocumented.isEmpty) return space.nothing.union(...found);
    return undocumented.intersect(space.question(reason)).union(...found);
  }
}

const COLONS = "whether a wildcard within a segment of an ARN goes over a colon";

/**
 * Whether it asks for federated users, by the ARN that such a session has; that of a role's session is the role's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function isOfFederatedUsers({ key, operands }: KeyCondition): boolean {
  return (
    key.toLowerCase() === "aws:principalarn" &&
    operands.some((operand) => /^arn:[^:]*:sts:/.test(operand) && !operand.includes(":assumed-role/"))
  );
}
