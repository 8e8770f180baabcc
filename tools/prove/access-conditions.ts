import { valuesOf, type PolicyDocument } from "../../modules/policy";
import { isDerived, type RequestSet, type RequestSpace, type Selection } from "../../modules/policy-proofs";

/** What has to hold of requests. */
export interface Conditions {
  /** All that has to, each in the words of an IAM statement. */
  readonly when: readonly string[];
  /** Whether every request of which all of these hold is meant. */
  readonly suffices: boolean;
}

interface Finder {
  /** Which have to be selections of the space. */
  readonly selections: readonly Selection[];
  /** What holds of the requests that are allowed, and not of all that are asked. */
  readonly of: (space: RequestSpace, allowed: RequestSet, asked: RequestSet) => Conditions;
}

/**
 * Tells requests apart in the words of the statements that do: each condition that holds of all that are allowed, or never does,
 * is told, unless the others say so together. Which one does is proven, and so is whether these suffice.
 */
export function conditionsFor(documents: readonly PolicyDocument[]): Finder {
  const found = documents.flatMap(({ Statement }) =>
    Statement.flatMap(({ Condition = {}, Resource }) => [
      ...Object.entries(Condition).flatMap(([operator, keys]) =>
        Object.entries(keys).flatMap(([key, values]) =>
          isDerived(key) ? [] : ofCondition(operator, key, valuesOf(values)),
        ),
      ),
      ...(Resource === undefined || Resource === "*"
        ? []
        : [{ text: `on ${valuesOf(Resource).join(" or ")}`, selection: { Resource } }]),
    ]),
  );
  const tests = [...new Map(found.map((test) => [test.text, test])).values()];
  return {
    selections: tests.map(({ selection }) => selection),
    of: (space, allowed, asked) => {
      const holding = tests.flatMap(({ text, selection }) => {
        const requests = asked.intersect(space.select(selection));
        const others = asked.minus(requests);
        if (allowed.minus(requests).isEmpty) return others.isEmpty ? [] : [{ text, requests }];
        return allowed.intersect(requests).isEmpty ? [{ text: `not ${text}`, requests: others }] : [];
      });
      const isPlain = ({ text }: { readonly text: string }): boolean => !text.startsWith("not ");
      const telling = [...holding.filter(isPlain), ...holding.filter((each) => !isPlain(each))];
      const within = (some: typeof telling): RequestSet =>
        some.reduce((all, { requests }) => all.intersect(requests), asked);
      const least = telling.reduceRight((kept, one) => {
        const fewer = kept.filter((each) => each !== one);
        return within(fewer).minus(within(kept)).isEmpty ? fewer : kept;
      }, telling);
      return { when: least.map(({ text }) => text), suffices: within(least).minus(allowed).isEmpty };
    },
  };
}

interface Test {
  readonly text: string;
  readonly selection: Selection;
}

/** The condition, and, where one operator says so, its contrary: which of them holds is proven. */
function ofCondition(operator: string, key: string, values: readonly string[]): readonly Test[] {
  const test = (name: string, operands: readonly string[]): Test => ({
    text: `${name} ${key} ${operands.join(" or ")}`,
    selection: { Condition: { [name]: { [key]: operands } } },
  });
  const [, comparison = "", ifExists] = /^(.*?)(IfExists)?$/.exec(operator) ?? [];
  const flipped = values.map((value) => (value === "true" ? "false" : "true"));
  if (operator === "Null") return [test(operator, values), test(operator, flipped)];
  const suffix = ifExists === undefined ? "IfExists" : "";
  if (comparison === "Bool") return [test(operator, values), test(`Bool${suffix}`, flipped)];
  const contrary = comparison.replace(/(Less|Greater)Than(Equals)?$/, (_, size: string, equals?: string) => {
    const otherSize = size === "Less" ? "Greater" : "Less";
    return `${otherSize}Than${equals === undefined ? "Equals" : ""}`;
  });
  return [test(operator, values), ...(contrary === comparison ? [] : [test(`${contrary}${suffix}`, values)])];
}
