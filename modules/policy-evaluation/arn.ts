import type { ColonRule, Pattern, Piece } from "../kernel";

/**
 * The documented rule for resources: a wildcard stays within its segment of the ARN, but a `*` that ends a
 * segment may go on over the colon.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const withinSegments: ColonRule = (pattern, index) => {
  const piece = pattern[index];
  const next = pattern[index + 1];
  if (piece === undefined || !("wildcard" in piece) || piece.wildcard === "?") return false;
  return next === undefined || ("literal" in next && next.literal.startsWith(":"));
};

/** The pattern cut at its first colons into at most the given number of components. */
export function componentsOf(pattern: Pattern, limit: number): readonly Pattern[] {
  const components: Piece[][] = [[]];
  for (const piece of pattern) {
    if ("wildcard" in piece) {
      components.at(-1)?.push(piece);
      continue;
    }
    let rest = piece.literal;
    for (let colon = rest.indexOf(":"); colon >= 0 && components.length < limit; colon = rest.indexOf(":")) {
      if (colon > 0) components.at(-1)?.push({ literal: rest.slice(0, colon) });
      components.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== "") components.at(-1)?.push({ literal: rest });
  }
  return components;
}

/** The parts of an ARN. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  /** Empty where ARNs of the service name no account, as those of buckets. */
  readonly account: string;
  /** All that follows the fifth colon. */
  readonly resource: string;
}

const ARN = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s;

/** The parts of the ARN, or nothing where the text is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const [, partition, service, region, account, resource] = ARN.exec(text) ?? [];
  if (partition === undefined || service === undefined || region === undefined) return undefined;
  if (account === undefined || resource === undefined) return undefined;
  return { partition, service, region, account, resource };
}
