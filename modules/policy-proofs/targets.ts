import { matchesPattern, patternOf, type Pattern } from "../kernel";
import { parseArn, type AccessRequest } from "../policy-evaluation";
import type { Dimension } from "./dimension";
import { arnGlob, arnLanguages, glob, literal, ofOwner, OWNER, type Steps } from "./patterns";
import { textAtoms } from "./text-atoms";

/** Resources that requests are about. */
export interface ResourceScope {
  /** Their ARN, in which `*` and `?` are wildcards; `*` alone for actions that have no resource. */
  readonly arn: string;
  /** The account that owns them. @default - the account in the ARN; where it has none, any account */
  readonly account?: string;
}

/** A resource. */
export interface Target {
  readonly arn: string;
  /** The account that owns it. @default - that of the principal */
  readonly owner?: string;
}

/** What policies tell resources apart by. */
interface ResourceTests {
  readonly resources: readonly Steps[];
  readonly owners: readonly Steps[];
}

const NO_RESOURCE = "*";

/** The ARNs of roles, of those that belong to services, and of keys: AWS's own logic asks these of each resource. */
const ASKED_BY_AWS = ["arn:*:iam:*:*:role/*", "arn:*:iam:*:*:role/aws-service-role/*", "arn:*:kms:*:*:key/*"];

/**
 * The resources that requests can be about.
 * @param accounts that are told apart: those that principals belong to
 */
export function targets(
  tests: ResourceTests,
  scopes: readonly ResourceScope[],
  accounts: readonly string[],
): Dimension<Target> {
  const owners = textAtoms([OWNER], [...tests.owners, ...accounts.map(literal)]);
  const ownerPatterns = [...tests.owners, ...accounts.map(literal)].map(ofOwner);
  const asked = [...tests.resources, ...ASKED_BY_AWS.map((text) => arnGlob(patternOf(text)))];
  const parts = scopes.map(({ arn, account }) => {
    const languages = arn === NO_RESOURCE ? [literal(arn)] : arnLanguages(patternOf(arn));
    // Whose a resource is, its ARN says where nobody else does.
    const texts = textAtoms(languages, account === undefined ? [...asked, ...ownerPatterns] : asked);
    return { texts, account };
  });
  const atoms = parts.flatMap(({ texts, account }, part) =>
    texts.atoms.flatMap((arn, text) => {
      const fixed = account ?? parseArn(arn)?.account;
      const of =
        arn === NO_RESOURCE ? [undefined] : fixed === "" || fixed === undefined ? owners.atoms : [fixed];
      return of.map((owner) => ({
        name: `${part} ${text} ${owner ?? ""}`,
        target: { arn, ...(owner !== undefined && { owner }) },
      }));
    }),
  );
  const numbers = new Map(atoms.map(({ name }, number) => [name, number]));
  return {
    atoms: atoms.map(({ target }) => target),
    locate: ({ arn, owner }) => {
      for (const [part, { texts, account }] of parts.entries()) {
        const text = texts.locate(arn);
        if (text === undefined) continue;
        const inArn = parseArn(texts.atoms[text] ?? "")?.account;
        const of = account ?? (inArn === "" ? owners.atoms[owners.locate(owner ?? "") ?? -1] : inArn);
        const number = numbers.get(`${part} ${text} ${of ?? ""}`);
        if (number !== undefined && (account === undefined || owner === account)) return number;
      }
      return undefined;
    },
  };
}

/** The resource of a request. */
export function targetOf({ resource, resourceAccount }: AccessRequest): Target {
  const account = parseArn(resource)?.account;
  const owner = resourceAccount ?? (account === "" ? undefined : account);
  return { arn: resource, ...(owner !== undefined && { owner }) };
}

export function isRoleTarget({ arn }: Target): boolean {
  const { service, resource = "" } = parseArn(arn) ?? {};
  return service === "iam" && resource.startsWith("role/");
}

/** The accounts that the scopes name. */
export function ownersOf(scopes: readonly ResourceScope[]): readonly string[] {
  const accounts = scopes.map(({ arn, account }) => account ?? parseArn(arn)?.account ?? "");
  return [...new Set(accounts)].filter((account) => /^\d{12}$/.test(account));
}

/**
 * An account of each kind that the patterns tell apart from all others. Whoever belongs to the account of a resource may do
 * there what nobody else may.
 */
export function accountsNamed(patterns: readonly Pattern[]): readonly string[] {
  const telling = patterns.filter((pattern) => pattern.some((piece) => "literal" in piece));
  const accounts = textAtoms(
    [OWNER],
    telling.map((pattern) => glob(pattern)),
  );
  return accounts.atoms.filter((account) => telling.some((pattern) => matchesPattern(pattern, account)));
}
