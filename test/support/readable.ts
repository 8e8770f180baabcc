/** Terraform JSON as a person reviews it: policies stand as JSON, statement by statement, not as one long line. */
export function readable(terraformJson: string): string {
  return JSON.stringify(
    JSON.parse(terraformJson, (key, value: unknown) =>
      key === "policy" && typeof value === "string" ? (JSON.parse(value) as unknown) : value,
    ),
    null,
    2,
  );
}
