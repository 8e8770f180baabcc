/** How often AWS evaluates periodic rules. */
export const EVALUATION_FREQUENCIES = {
  1: "One_Hour",
  3: "Three_Hours",
  6: "Six_Hours",
  12: "Twelve_Hours",
  24: "TwentyFour_Hours",
} as const;

/** Hours between two evaluations of a periodic rule. */
export type EvaluationHours = keyof typeof EVALUATION_FREQUENCIES;

/** The hours between two evaluations that AWS offers. */
export const EVALUATION_HOURS: readonly EvaluationHours[] = [1, 3, 6, 12, 24];

/** The hours between two evaluations, where nobody says otherwise. */
export const DEFAULT_EVALUATION_HOURS: EvaluationHours = 24;
