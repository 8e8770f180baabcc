export type { CollectionSaml, NewSearchCollection } from "./collection-props";
export type { NewSearchDomain, SearchSaml } from "./domain-props";
export { LogSearch } from "./log-search";
export { LogSubscription, type LogSubscriptionProps, type SubscriptionAlarms } from "./log-subscription";
export { INDEX_ROTATIONS, type IndexRotation, type LogSearchProps } from "./props";
