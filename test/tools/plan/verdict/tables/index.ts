import { ARCHIVE_ROWS } from "./archive";
import { GUARDRAIL_ROWS } from "./guardrails";
import { MANAGEMENT_EVENT_ROWS } from "./management-events";
import { POLICY_ROWS } from "./policies";
import { RETENTION_ROWS } from "./retention";
import { ROLE_ROWS } from "./roles";
import type { Row } from "./row";
import { SELECTOR_ROWS } from "./selectors";
import { TRAIL_ROWS } from "./trails";
import { WATCHING_ROWS } from "./watching";

export type { Row } from "./row";

/** Each rule, shown in both directions. */
export const ROWS: readonly Row[] = [
  ...TRAIL_ROWS,
  ...SELECTOR_ROWS,
  ...MANAGEMENT_EVENT_ROWS,
  ...ARCHIVE_ROWS,
  ...RETENTION_ROWS,
  ...POLICY_ROWS,
  ...ROLE_ROWS,
  ...GUARDRAIL_ROWS,
  ...WATCHING_ROWS,
];
