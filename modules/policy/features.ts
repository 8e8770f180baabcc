/** What an organization has where it asks for it, and not otherwise: of none other do policies speak. */
export const FEATURES = [
  "validation",
  "athena",
  "consumers",
  "replica",
  "search",
  "searchVpc",
  "searchDomain",
  "searchCollection",
] as const;
export type Feature = (typeof FEATURES)[number];
