/**
 * Every name that orgtrail gives, as a pure function of configuration. The bucket and key policies must name
 * the trail before the trail exists, so no name may come from a resource.
 *
 * The names are a public contract: changing one replaces users' resources.
 */

export * from "./archive";
export * from "./athena";
export * from "./checks";
export * from "./consumers";
export * from "./monitoring";
export * from "./pipeline";
export * from "./replica";
export * from "./search";
export * from "./tags";
export * from "./validation";
