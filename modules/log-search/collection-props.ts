import type { SearchCollectionAccess } from "../policy";
import type { SearchNetwork } from "./search-network";

/** A collection of OpenSearch Serverless, of the type time series, which is made, and reached within a VPC of yours alone. */
export interface NewSearchCollection extends SearchCollectionAccess, SearchNetwork<"collection"> {
  /** The alias of the key that encrypts it, with its `alias/`. */
  readonly keyAlias: string;
  /** Days that events stay at least: 1 to 3650. @default 400 */
  readonly keepDays?: number;
  /** Whether there is a standby in another Availability Zone. Once it is made, nobody changes that. @default true */
  readonly standbyReplicas?: boolean;
  /** Whom OpenSearch Dashboards asks who somebody is that signs in. @default - people sign in as roles alone */
  readonly saml?: CollectionSaml;
  /** Whether Terraform refuses to destroy the collection and its key. @default true */
  readonly destroyProtection?: boolean;
}

/**
 * An identity provider by SAML 2.0, of whose groups `adminGroups` and `readerGroups` are.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-saml.html
 */
export interface CollectionSaml {
  /** Its metadata, XML of up to 51,200 characters. */
  readonly metadata: string;
  /** What of an assertion has the groups: up to 2048 characters. */
  readonly groupAttribute: string;
  /** What of an assertion has the name: up to 2048 characters. @default - its NameID */
  readonly userAttribute?: string;
  /** Minutes after which somebody signs in again: 5 to 720. @default 60 */
  readonly sessionTimeoutMinutes?: number;
}
