import { ARCHIVE_ROWS } from "./archive";
import { ATTACHMENT_AND_ROLE_ROWS } from "./attachments";
import { ATTRIBUTE_ROWS } from "./attributes";
import { COLLECTING_ROWS } from "./collecting";
import { CONSUMER_ROWS } from "./consumers";
import { DELIVERY_ROWS } from "./deliveries";
import { DETECTION_ROWS } from "./detection";
import { EXCEPTION_ROWS } from "./exceptions";
import { FUNCTION_AND_ORGANIZATION_ROWS } from "./functions";
import { GRANT_AND_DELEGATION_ROWS } from "./grants";
import { GUARDRAIL_ROWS } from "./guardrails";
import { HARMLESS_ROWS } from "./harmless";
import { HEARER_ROWS } from "./hearers";
import { ASKING_ROWS } from "./asking";
import { HOURLY_VALIDATION_ROWS } from "./hourly-validation";
import { KEY_ROWS } from "./keys";
import { MANAGEMENT_EVENT_ROWS } from "./management-events";
import { MOVED_POLICY_ROWS } from "./moved-policies";
import { NARROWED_ROWS } from "./narrowed";
import { NARROWED_POLICY_ROWS } from "./narrowed-policies";
import { NEWCOMER_ROWS } from "./newcomers";
import { NEWLY_KEPT_ROWS } from "./newly-kept";
import { NEWLY_SET_ROWS } from "./newly-set";
import { OWN_ACCOUNT_ROWS } from "./own-account";
import { OWNERSHIP_ROWS } from "./ownership";
import { PART_ROWS } from "./parts-of-policies";
import { POLICY_ROWS } from "./policies";
import { PUBLIC_ACCESS_ROWS } from "./public-access";
import { REFUSED_BY_GUARDRAIL_ROWS } from "./refused-by-guardrails";
import { REPLICATION_ROWS } from "./replication";
import { RETENTION_ROWS } from "./retention";
import { ROLE_ROWS } from "./roles";
import type { Row } from "./row";
import { SEARCHING_ROWS } from "./searching";
import { SELECTOR_ROWS } from "./selectors";
import { SETTING_ROWS } from "./settings";
import { STANDING_ROWS } from "./standing";
import { STRANGER_ROWS } from "./strangers";
import { TRAIL_ROWS } from "./trails";
import { UNSEEN_ROWS } from "./unseen";
import { WALKED_ROWS } from "./walked";
import { WATCHING_ROWS } from "./watching";

export type { Row } from "./row";

/** Each rule, shown in both directions. */
export const ROWS: readonly Row[] = [
  ...TRAIL_ROWS,
  ...SELECTOR_ROWS,
  ...SEARCHING_ROWS,
  ...COLLECTING_ROWS,
  ...ARCHIVE_ROWS,
  ...RETENTION_ROWS,
  ...REPLICATION_ROWS,
  ...POLICY_ROWS,
  ...DELIVERY_ROWS,
  ...CONSUMER_ROWS,
  ...NARROWED_POLICY_ROWS,
  ...PART_ROWS,
  ...STANDING_ROWS,
  ...EXCEPTION_ROWS,
  ...MOVED_POLICY_ROWS,
  ...STRANGER_ROWS,
  ...OWN_ACCOUNT_ROWS,
  ...GRANT_AND_DELEGATION_ROWS,
  ...FUNCTION_AND_ORGANIZATION_ROWS,
  ...ROLE_ROWS,
  ...ATTACHMENT_AND_ROLE_ROWS,
  ...GUARDRAIL_ROWS,
  ...REFUSED_BY_GUARDRAIL_ROWS,
  ...WATCHING_ROWS,
  ...HEARER_ROWS,
  ...NEWCOMER_ROWS,
  ...NEWLY_KEPT_ROWS,
  ...NEWLY_SET_ROWS,
  ...NARROWED_ROWS,
  ...DETECTION_ROWS,
  ...HOURLY_VALIDATION_ROWS,
  ...ASKING_ROWS,
  ...OWNERSHIP_ROWS,
  ...PUBLIC_ACCESS_ROWS,
  ...KEY_ROWS,
  ...MANAGEMENT_EVENT_ROWS,
  ...UNSEEN_ROWS,
  ...ATTRIBUTE_ROWS,
  ...SETTING_ROWS,
  ...WALKED_ROWS,
  ...HARMLESS_ROWS,
];
