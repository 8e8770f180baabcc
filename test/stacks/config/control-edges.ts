import { controlProblems, MAX_ALARM_NAME_LENGTH, type Control } from "../../../modules/controls";
import { a, firstOver, range, type Edge } from "./edge";

const PREFIX = "acme-orgtrail-";
const CONTROL: Control = {
  id: "x",
  title: "x",
  severity: "low",
  happened: "x",
  firstStep: "x",
  patterns: [],
  threshold: 1,
  periodMinutes: 5,
};
const controls = (control: Partial<Control>): readonly unknown[] =>
  controlProblems(PREFIX, [{ ...CONTROL, ...control }]);

/** The edges of the limits on what is made of controls. */
export const CONTROL_EDGES = {
  "metric-filters": {
    passes: () => controls({ patterns: range(100).map((index) => `{ $.eventName = "A${index}" }`) }),
    fails: () => controls({ patterns: range(101).map((index) => `{ $.eventName = "A${index}" }`) }),
    says: /make 101 metric filters/,
  },
  "filter-pattern": {
    passes: () => controls({ patterns: [filter(1024)] }),
    fails: () => controls({ patterns: [filter(1025)] }),
    says: /filter pattern/,
  },
  "saved-query": savedQueryEdge(),
  "alarm-name": {
    passes: () => controls({ id: a(MAX_ALARM_NAME_LENGTH - PREFIX.length), patterns: [filter(100)] }),
    fails: () => controls({ id: a(MAX_ALARM_NAME_LENGTH - PREFIX.length + 1), patterns: [filter(100)] }),
    says: /makes an alarm's name of 256 characters/,
  },
} as const satisfies Readonly<Record<string, Edge>>;

/** The longest last pattern of many with which the query that finds all of them can still be saved. */
function savedQueryEdge(): Edge {
  const many = range(9).map((index) => `{ $.eventName = "${index}${a(1000)}" }`);
  const ending = (length: number): readonly unknown[] => controls({ patterns: [...many, filter(length)] });
  const tooLong = (): number => firstOver(100, 1024, (length) => ending(length).length > 0);
  return {
    passes: () => ending(tooLong() - 1),
    fails: () => ending(tooLong()),
    says: /makes a saved query of 100\d\d characters/,
  };
}

function filter(length: number): string {
  const around = '{ $.eventName = "" }';
  return around.replace('""', `"${a(length - around.length)}"`);
}
