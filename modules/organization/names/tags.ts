/** The tag on everything that orgtrail makes. Guardrails know by it what has no name of its own. */
export const MANAGED_TAG = { key: "ManagedBy", value: "orgtrail" } as const;

/** The tag with the name of the stack that made it. */
export const STACK_TAG_KEY = "Stack";

/** The tag on log buckets that says what is in each, where AWS Config knows them by it. */
export const BUCKET_TAG_KEY = "OrgtrailBucket";

/** The keys of the tags that orgtrail itself gives everything. */
export const OWN_TAG_KEYS: readonly string[] = [MANAGED_TAG.key, STACK_TAG_KEY];
