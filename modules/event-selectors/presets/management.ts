import { EXCLUSION_BLINDS, WRITE_ONLY_BLINDS } from "../blind-spots";
import { priceText } from "../prices";
import type { NoOptions, Preset } from "./preset";

const COST = `Free for the first copy per account and Region; ${priceText("managementFurtherCopy")} for each further copy.`;

/** Presets over management events. */
export const MANAGEMENT_PRESETS = {
  "management-all": {
    records: "Every management event, read and write.",
    category: "Management",
    options: [],
    cost: COST,
    expand: () => [{ category: "Management", name: "management-all" }],
  },
  "management-write": {
    records: "Management events that change something.",
    category: "Management",
    options: [],
    cost: `${COST} Writes are a small part of all.`,
    warning: WRITE_ONLY_BLINDS,
    expand: () => [{ category: "Management", name: "management-write", readOnly: false }],
  },
  "management-without-kms-and-rds-data": {
    records: "Management events, read and write, of every service but KMS and the RDS Data API.",
    category: "Management",
    options: [],
    cost: `${COST} KMS reads are often most of them.`,
    warning: `${EXCLUSION_BLINDS["kms.amazonaws.com"]}; ${EXCLUSION_BLINDS["rdsdata.amazonaws.com"]}`,
    expand: () => [
      {
        category: "Management",
        name: "management-without-kms-and-rds-data",
        eventSource: { notEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] },
      },
    ],
  },
} as const satisfies Record<string, Preset<NoOptions>>;
