import type { PropertyProblem } from "../validation";

/** How runbooks are started, and started again. */
export interface RemediationSettings {
  /** How often AWS Config tries. 1 to 25. @default 3 */
  readonly attempts?: number;
  /** Seconds in which these attempts are counted. 1 to 2,678,000. @default 300 */
  readonly retrySeconds?: number;
  /** How many of the resources that fail are mended at once, in per cent. 1 to 100. @default 10 */
  readonly concurrentPercent?: number;
  /** At how many failures, in per cent, AWS Config stops. 1 to 100. @default 10 */
  readonly errorPercent?: number;
}

/** The bounds of each setting. @see https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html */
export const REMEDIATION_BOUNDS = {
  attempts: [1, 25],
  retrySeconds: [1, 2_678_000],
  concurrentPercent: [1, 100],
  errorPercent: [1, 100],
} as const satisfies Readonly<Record<keyof RemediationSettings, readonly [number, number]>>;

/** What stands where no setting is given. */
export const REMEDIATION_DEFAULTS: Required<RemediationSettings> = {
  attempts: 3,
  retrySeconds: 300,
  concurrentPercent: 10,
  errorPercent: 10,
};

/** Settings that AWS would refuse. */
export function remediationProblems(settings: RemediationSettings): readonly PropertyProblem[] {
  return (Object.keys(REMEDIATION_BOUNDS) as (keyof RemediationSettings)[]).flatMap((setting) => {
    const value = settings[setting];
    const [least, most] = REMEDIATION_BOUNDS[setting];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return [];
    return [
      {
        property: `remediation.${setting}`,
        what: "is not what AWS Config takes",
        received: value,
        allowed: `a whole number from ${least} to ${most}`,
        remedy: "choose another number",
      },
    ];
  });
}
