import { OpensearchserverlessAccessPolicy } from "@cdktf/provider-aws/lib/opensearchserverless-access-policy";
import { OpensearchserverlessCollection } from "@cdktf/provider-aws/lib/opensearchserverless-collection";
import { OpensearchserverlessLifecyclePolicy } from "@cdktf/provider-aws/lib/opensearchserverless-lifecycle-policy";
import { OpensearchserverlessSecurityConfig } from "@cdktf/provider-aws/lib/opensearchserverless-security-config";
import { OpensearchserverlessSecurityPolicy } from "@cdktf/provider-aws/lib/opensearchserverless-security-policy";
import { OpensearchserverlessVpcEndpoint } from "@cdktf/provider-aws/lib/opensearchserverless-vpc-endpoint";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { serviceRoleIsThere } from "../compliance";
import { makeKey } from "../keys-and-roles";
import { SERVERLESS_SERVICE_ROLE } from "../organization";
import {
  collectionAccessPolicy,
  collectionEncryptionPolicy,
  collectionLifecyclePolicy,
  collectionNetworkPolicy,
  searchCollectionKeyPolicy,
  type SearchPlace,
} from "../policy";
import { CollectionAlarms } from "./collection-alarms";
import type { CollectionSaml, NewSearchCollection } from "./collection-props";
import { makeSecurityGroups } from "./search-network";

/** What a collection is made with. */
interface SearchCollectionProps {
  readonly place: SearchPlace;
  readonly collection: NewSearchCollection;
  /** ARNs, or patterns of ARNs, of the roles that manage the key, and let OpenSearch Serverless use it. */
  readonly administrators: readonly string[];
  /** The topic that hears of what ails it. @default - nobody does */
  readonly topicArn?: string;
}

const DEFAULT_KEEP_DAYS = 400;

/**
 * A collection of OpenSearch Serverless, of the type time series: reached through an endpoint in a VPC alone, encrypted with a key of its
 * own, with an access policy that says who does what, and a lifecycle.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-overview.html
 */
export class SearchCollection extends Construct {
  /** What comes after the collection depends on these: its network, and who writes. */
  readonly made: readonly ITerraformDependable[];
  /** The security group of the stream's network interfaces. */
  readonly securityGroupIds: readonly string[];
  /** Where OpenSearch is asked: `https://` and a host. */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: SearchCollectionProps) {
    super(scope, id);
    const { place, collection: settings, administrators, topicArn } = props;
    const { name, keyAlias, keepDays = DEFAULT_KEEP_DAYS, standbyReplicas = true, saml } = settings;
    const { destroyProtection = true } = settings;
    const key = makeKey(this, {
      alias: keyAlias,
      description: `Encrypts ${name}, in which OpenSearch has events`,
      policy: searchCollectionKeyPolicy(place, administrators),
      destroyProtection,
    });
    const groups = makeSecurityGroups(this, "collection", settings);
    const endpoint = new OpensearchserverlessVpcEndpoint(this, "endpoint", {
      ...{ name, vpcId: settings.vpcId, subnetIds: [...(place.subnetIds ?? [])] },
      securityGroupIds: [groups.openSearch],
    });
    const encryption = new OpensearchserverlessSecurityPolicy(this, "encryption", {
      ...{ name, type: "encryption", description: "The key of orgtrail's collection" },
      policy: JSON.stringify(collectionEncryptionPolicy(name, key.arn)),
    });
    const network = new OpensearchserverlessSecurityPolicy(this, "network", {
      ...{ name, type: "network", description: "From where orgtrail's collection is reached" },
      policy: JSON.stringify(collectionNetworkPolicy(name, endpoint.id)),
    });
    const provider = saml && this.makeSaml(name, saml);
    const access = new OpensearchserverlessAccessPolicy(this, "access", {
      ...{ name, type: "data", description: "Who does what in orgtrail's collection" },
      policy: JSON.stringify(collectionAccessPolicy(place, settings)),
      ...(provider && { dependsOn: [provider] }),
    });
    const lifecycle = new OpensearchserverlessLifecyclePolicy(this, "lifecycle", {
      ...{ name, type: "retention", description: "How long events stay in orgtrail's collection" },
      policy: JSON.stringify(collectionLifecyclePolicy(name, place.indexName, keepDays)),
    });
    const collection = new OpensearchserverlessCollection(this, "collection", {
      ...{ name, type: "TIMESERIES", description: "The events of the organization trail" },
      standbyReplicas: standbyReplicas ? "ENABLED" : "DISABLED",
      // A collection takes its key, and that it is not public, from policies that stand before it.
      dependsOn: [encryption, network, lifecycle],
      lifecycle: {
        preventDestroy: destroyProtection,
        precondition: [
          serviceRoleIsThere(
            this,
            place.account,
            SERVERLESS_SERVICE_ROLE,
            "OpenSearch Serverless puts its metrics into CloudWatch",
          ),
        ],
      },
    });
    new CollectionAlarms(this, "alarms", {
      ...{ place, name, collectionId: collection.id },
      ...(topicArn !== undefined && { topicArn }),
    });
    this.made = [collection, access];
    this.securityGroupIds = [groups.stream];
    this.endpoint = collection.collectionEndpoint;
  }

  private makeSaml(name: string, saml: CollectionSaml): ITerraformDependable {
    const { metadata, groupAttribute, userAttribute, sessionTimeoutMinutes = 60 } = saml;
    return new OpensearchserverlessSecurityConfig(this, "saml", {
      ...{ name, type: "saml", description: "Who signs in to Dashboards of orgtrail's collection" },
      samlOptions: [
        {
          ...{ metadata, groupAttribute, sessionTimeout: sessionTimeoutMinutes },
          ...(userAttribute !== undefined && { userAttribute }),
        },
      ],
    });
  }
}
