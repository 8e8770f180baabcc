/**
 * CloudTrail's quotas on what a trail records. None can be raised.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */

/** Values over all conditions of all advanced selectors of a trail. `eventCategory` and `resources.type` count too. */
export const MAX_VALUES = 500;
/** Basic selectors of a trail. */
export const MAX_BASIC_SELECTORS = 5;
/** ARNs over all basic selectors of a trail. Those that stand for all resources of a type do not count. */
export const MAX_DATA_RESOURCES = 250;
/** Characters of a selector's name. */
export const MAX_SELECTOR_NAME_LENGTH = 1000;
/** Characters of a value. */
export const MAX_VALUE_LENGTH = 2048;
