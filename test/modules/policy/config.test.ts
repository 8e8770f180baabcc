import { CONFIG_BUCKET_TABLES } from "./config-bucket-requests";
import { CONFIG_REMEDIATION_TABLES } from "./config-remediation-requests";
import { CONFIG_ROLE_TABLES } from "./config-role-requests";
import { isAllowed } from "./mutations-tables";

describe.each([...CONFIG_BUCKET_TABLES, ...CONFIG_ROLE_TABLES, ...CONFIG_REMEDIATION_TABLES])(
  "$name",
  (table) => {
    it.each(table.rows)("$name: $allowed", (row) => {
      expect(isAllowed(table, row)).toBe(row.allowed);
    });
  },
);
