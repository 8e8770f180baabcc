import type { SearchDomainAccess } from "../policy";
import type { SearchNetwork } from "./search-network";

/** A domain of OpenSearch within a VPC of yours, which is made: in one, two or three subnets, each in another Availability Zone. */
export interface NewSearchDomain extends SearchDomainAccess, SearchNetwork<"domain"> {
  readonly name: string;
  /** The alias of the key that encrypts it and its logs, with its `alias/`. */
  readonly keyAlias: string;
  /** What the policy is called that lets the domain write its logs: an account has ten in a Region. */
  readonly logPolicyName: string;
  /** @default "OpenSearch_2.19" */
  readonly engineVersion?: string;
  /** The type of each instance. @default "m6g.large.search" */
  readonly instanceType?: string;
  /** Instances in each subnet. @default 1 */
  readonly instancesPerSubnet?: number;
  /** The disk of each instance, of the type gp3, in GiB: at least 10. @default 100 */
  readonly volumeGb?: number;
  /** Whom OpenSearch asks who somebody is that signs in. @default - people sign requests as roles, and nobody signs in */
  readonly saml?: SearchSaml;
  /** Whether Terraform refuses to destroy the domain and its key. @default true */
  readonly destroyProtection?: boolean;
}

/**
 * An identity provider by SAML 2.0.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_SAMLOptionsInput.html
 */
export interface SearchSaml {
  /** The `entityID` of its metadata: 8 to 512 characters. */
  readonly entityId: string;
  /** Its metadata, XML of up to a MiB. */
  readonly metadata: string;
  /** The group whose members manage OpenSearch's security: up to 256 characters. */
  readonly masterBackendRole: string;
  /** What of an assertion has the groups. @default - OpenSearch is told of none */
  readonly rolesKey?: string;
  /** What of an assertion has the name. @default - its NameID */
  readonly subjectKey?: string;
  /** Minutes after which somebody signs in again: 1 to 1440. @default 60 */
  readonly sessionTimeoutMinutes?: number;
}
