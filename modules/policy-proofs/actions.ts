import { patternOf } from "../kernel";
import { RCP_SERVICES } from "../policy-evaluation";
import type { Dimension } from "./dimension";
import { ACTION_NAME, glob } from "./patterns";
import { textAtoms } from "./text-atoms";

/** An action, and whether AWS has it today. */
export interface Action {
  /** `s3:GetObject`, or, of an action to come, in lower case. */
  readonly name: string;
  readonly known: boolean;
}

/** Actions that AWS's own logic asks for by name, whatever policies say. */
const ASKED_BY_AWS = [
  "s3:getbucketpolicy",
  "s3:putbucketpolicy",
  "s3:deletebucketpolicy",
  "kms:retiregrant",
  "sts:assumerole",
  "sts:assumerolewithsaml",
  "sts:assumerolewithwebidentity",
  ...["sts", ...RCP_SERVICES].map((service) => `${service}:*`),
];

/** All actions that the patterns tell apart: those that AWS has today, and all that may come. */
export function actionsOf(patterns: Iterable<string>, known: readonly string[]): Dimension<Action> {
  const asked = [...new Set([...patterns, ...ASKED_BY_AWS])];
  const texts = textAtoms(
    [ACTION_NAME],
    asked.map((text) => glob(patternOf(text))),
  );
  const names = new Map(known.map((name) => [name.toLowerCase(), name]));
  const today = new Map<number, string>();
  for (const [name, spelled] of names) {
    const atom = texts.locate(name);
    if (atom !== undefined && !today.has(atom)) today.set(atom, spelled);
  }
  const toCome = texts.atoms.flatMap((name, atom) => (names.has(name) ? [] : [{ atom, name }]));
  const atoms = [
    ...[...today].map(([atom, name]) => ({ atom, name, known: true })),
    ...toCome.map((each) => ({ ...each, known: false })),
  ];
  const numbers = new Map(atoms.map(({ atom, known: isKnown }, number) => [`${atom} ${isKnown}`, number]));
  return {
    atoms: atoms.map(({ name, known: isKnown }) => ({ name, known: isKnown })),
    locate: ({ name }) =>
      numbers.get(`${texts.locate(name.toLowerCase()) ?? "?"} ${names.has(name.toLowerCase())}`),
  };
}
