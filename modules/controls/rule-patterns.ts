import type { PatternValue } from "../event-patterns";

/** Sources that begin so are kept for AWS: nobody's own `PutEvents` sets off a rule that asks for it. */
export const FROM_AWS: readonly PatternValue[] = [{ prefix: "aws." }];

/** The ARNs of log groups by a name, which may end in `*`: EventBridge refuses `**`. */
export function logGroupArnPattern(name: string): string {
  return `*:log-group:${name.replace(/\*$/, "")}*`;
}
