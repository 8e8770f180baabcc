import { inAccounts } from "./calls";
import type { Control } from "./control";
import { DEPLOYMENT, ownControl } from "./own-control";
import type { ProtectedResources } from "./protected-resources";
import { functionCalls } from "./watching";

/**
 * What lets more of those in who ask a domain, or lets its data out: its policy, sign-in, network and key are one call. Of each there
 * is the name that it had before, too. A direct query reads from a source of one's own, and an application is another door.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-cloudtrailauditing.html
 */
const OPEN_DOMAIN_CALLS = [
  "AcceptInboundConnection",
  "AcceptInboundCrossClusterSearchConnection",
  "AddDataSource",
  "AddDirectQueryDataSource",
  "AddReplicationPeer",
  "AttachDataSource",
  "AuthorizeVpcEndpointAccess",
  "CreateApplication",
  "CreateOutboundConnection",
  "CreateOutboundCrossClusterSearchConnection",
  "CreateVpcEndpoint",
  "RegisterCapability",
  "UpdateApplication",
  "UpdateDataSource",
  "UpdateDirectQueryDataSource",
  "UpdateDomainConfig",
  "UpdateElasticsearchDomainConfig",
  "UpdateVpcEndpoint",
];

/** Of a domain. What is a plugin, a dictionary or an index decides which events a question finds. */
const CHANGE_DOMAIN_CALLS = [
  "AssociatePackage",
  "AssociatePackages",
  "CreateIndex",
  "DeleteApplication",
  "DeleteDataSource",
  "DeleteDirectQueryDataSource",
  "DeleteDomain",
  "DeleteElasticsearchDomain",
  "DeleteIndex",
  "DeleteVpcEndpoint",
  "DetachDataSource",
  "DissociatePackage",
  "DissociatePackages",
  "RevokeVpcEndpointAccess",
  "RollbackElasticsearchServiceSoftwareUpdate",
  "RollbackServiceSoftwareUpdate",
  "StartDomainMaintenance",
  "UpdateIndex",
  "UpdatePackage",
  "UpgradeDomain",
  "UpgradeElasticsearchDomain",
];

/** Who reaches collections, from where, and how somebody signs in, is said in policies of their own. @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/logging-using-cloudtrail.html */
const OPEN_COLLECTION_CALLS = [
  "CreateAccessPolicy",
  "CreateSecurityConfig",
  "CreateSecurityPolicy",
  "CreateVpcEndpoint",
  "UpdateAccessPolicy",
  "UpdateSecurityConfig",
  "UpdateSecurityPolicy",
  "UpdateVpcEndpoint",
];

/** An account's settings are the capacity of all its collections. */
const CHANGE_COLLECTION_CALLS = [
  "AddCollectionToCollectionGroup",
  "CreateIndex",
  "CreateLifecyclePolicy",
  "DeleteAccessPolicy",
  "DeleteCollection",
  "DeleteCollectionGroup",
  "DeleteIndex",
  "DeleteLifecyclePolicy",
  "DeleteSecurityConfig",
  "DeleteSecurityPolicy",
  "DeleteVpcEndpoint",
  "UpdateAccountSettings",
  "UpdateCollection",
  "UpdateCollectionGroup",
  "UpdateIndex",
  "UpdateLifecyclePolicy",
];

/** No call says whose a security group is: in the account of logs there are few others. */
const OPEN_NETWORK_CALLS = ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"];

const STREAM_CALLS = [
  "DeleteDeliveryStream",
  "StartDeliveryStreamEncryption",
  "StopDeliveryStreamEncryption",
  "UpdateDestination",
];

/** Where log groups send, and who writes the logs of a domain. */
const DESTINATION_CALLS = [
  "DeleteDestination",
  "DeleteResourcePolicy",
  "PutDestination",
  "PutDestinationPolicy",
  "PutResourcePolicy",
];

/**
 * The controls on where the log is searched with OpenSearch, and on what brings events there. They go by the account, in which nothing
 * else is searched: a collection's calls name it by an id, and a security group's by its own.
 */
export function searchControls({ search }: ProtectedResources): readonly Control[] {
  if (search === undefined) return [];
  const { account, functions } = search;
  const within = inAccounts([account]);
  const domains = "es.amazonaws.com";
  const collections = "aoss.amazonaws.com";
  return [
    ...ownControl({
      id: "search-opened",
      title: "Who searches the log changed",
      severity: "high",
      happened:
        "In the account in which the log is searched, who reaches a domain or a collection of OpenSearch was changed: its policies, sign-in, network, connections, data sources or applications, or a security group lets in more.",
      firstStep: `${DEPLOYMENT} deploy the stack search again, and see in the audit logs of OpenSearch who asked what meanwhile.`,
      calls: [
        { eventSource: domains, eventNames: OPEN_DOMAIN_CALLS, ...within },
        { eventSource: collections, eventNames: OPEN_COLLECTION_CALLS, ...within },
        { eventSource: "ec2.amazonaws.com", eventNames: OPEN_NETWORK_CALLS, ...within },
      ],
    }),
    ...ownControl({
      id: "search-changed",
      title: "Search of the log changed",
      severity: "medium",
      happened:
        "In the account in which the log is searched, a domain, a collection or an index of OpenSearch was changed or deleted, or what brings events there was: its stream, its function or the destination of log groups.",
      firstStep: `${DEPLOYMENT} deploy the stack search again, and ask the log files for the events that are missing.`,
      // The log files stand without it, and an alarm rings where no event comes.
      fast: false,
      calls: [
        { eventSource: domains, eventNames: CHANGE_DOMAIN_CALLS, ...within },
        { eventSource: collections, eventNames: CHANGE_COLLECTION_CALLS, ...within },
        { eventSource: "firehose.amazonaws.com", eventNames: STREAM_CALLS, ...within },
        { eventSource: "logs.amazonaws.com", eventNames: DESTINATION_CALLS, ...within },
        functionCalls(functions),
      ],
    }),
  ];
}
