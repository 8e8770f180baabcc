import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { OpensearchDomain } from "@cdktf/provider-aws/lib/opensearch-domain";
import { OpensearchDomainSamlOptions } from "@cdktf/provider-aws/lib/opensearch-domain-saml-options";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { serviceRoleIsThere } from "../compliance";
import { DEFAULT_RETENTION_DAYS } from "../controls";
import { makeKey } from "../keys-and-roles";
import { OPEN_SEARCH_SERVICE_ROLE } from "../organization";
import {
  policyArgument,
  searchDomainKeyPolicy,
  searchDomainLogPolicy,
  searchDomainPolicy,
  type SearchPlace,
} from "../policy";
import type { NewSearchDomain, SearchSaml } from "./domain-props";
import { DomainAlarms } from "./domain-alarms";
import { makeSecurityGroups } from "./search-network";

/** What a domain is made with. */
interface SearchDomainProps {
  readonly place: SearchPlace;
  readonly domain: NewSearchDomain;
  /** ARNs, or patterns of ARNs, of the roles that manage the key, and let OpenSearch use it. */
  readonly administrators: readonly string[];
  /** The topic that hears of what ails it. @default - nobody does */
  readonly topicArn?: string;
}

/** The newest that every version of the provider knows. @see https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html */
const TLS_POLICY = "Policy-Min-TLS-1-2-PFS-2023-10";
const DEFAULTS = { engineVersion: "OpenSearch_2.19", instanceType: "m6g.large.search", volumeGb: 100 };

/**
 * A domain of OpenSearch: in a VPC, with no endpoint outside, encrypted with a key of its own and on its way, with fine-grained access
 * control whose master user is a role, and with logs of who used it.
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
 */
export class SearchDomain extends Construct {
  /** What comes after the domain depends on these. */
  readonly made: readonly ITerraformDependable[];
  /** The security group of the stream's network interfaces. */
  readonly securityGroupIds: readonly string[];
  /** Where OpenSearch is asked, within the VPC: a host, without `https://`. */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: SearchDomainProps) {
    super(scope, id);
    const { place, domain: settings, topicArn } = props;
    const key = makeKey(this, {
      alias: settings.keyAlias,
      description: `Encrypts ${settings.name}, in which OpenSearch has events, and its logs`,
      policy: searchDomainKeyPolicy(place, settings, props.administrators),
      destroyProtection: settings.destroyProtection ?? true,
    });
    const groups = makeSecurityGroups(this, "domain", settings);
    const domain = this.makeDomain(props, key.arn, groups.openSearch);
    if (settings.saml) this.makeSaml(domain, settings.saml);
    new DomainAlarms(this, "alarms", {
      ...{ place, name: settings.name, volumeGb: settings.volumeGb ?? DEFAULTS.volumeGb },
      ...(topicArn !== undefined && { topicArn }),
    });
    this.made = [domain];
    this.endpoint = domain.endpoint;
    this.securityGroupIds = [groups.stream];
  }

  private makeDomain(
    { place, domain: settings }: SearchDomainProps,
    keyArn: string,
    group: string,
  ): OpensearchDomain {
    const { subnetIds = [] } = place;
    const { name, masterRole, instancesPerSubnet = 1, destroyProtection = true } = settings;
    const { engineVersion, instanceType, volumeGb } = { ...DEFAULTS, ...settings };
    const zones = subnetIds.length;
    return new OpensearchDomain(this, "domain", {
      domainName: name,
      engineVersion,
      clusterConfig: {
        instanceType,
        instanceCount: zones * instancesPerSubnet,
        ...(zones > 1 && {
          zoneAwarenessEnabled: true,
          zoneAwarenessConfig: { availabilityZoneCount: zones },
        }),
      },
      ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: volumeGb },
      vpcOptions: { subnetIds: [...subnetIds], securityGroupIds: [group] },
      encryptAtRest: { enabled: true, kmsKeyId: keyArn },
      nodeToNodeEncryption: { enabled: true },
      domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: TLS_POLICY },
      advancedSecurityOptions: {
        enabled: true,
        internalUserDatabaseEnabled: false,
        masterUserOptions: { masterUserArn: masterRole },
      },
      accessPolicies: policyArgument(searchDomainPolicy(place, settings)),
      logPublishingOptions: this.makeLogs(place, settings, keyArn),
      softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
      lifecycle: {
        preventDestroy: destroyProtection,
        precondition: [
          serviceRoleIsThere(this, place.account, OPEN_SEARCH_SERVICE_ROLE, "OpenSearch is within a VPC"),
        ],
      },
    });
  }

  /** OpenSearch tries whether it may write when it is told of a log group: its policy stands before. */
  private makeLogs(
    place: SearchPlace,
    settings: NewSearchDomain,
    kmsKeyId: string,
  ): { logType: string; cloudwatchLogGroupArn: string }[] {
    const policy = new CloudwatchLogResourcePolicy(this, "log-policy", {
      policyName: settings.logPolicyName,
      policyDocument: policyArgument(searchDomainLogPolicy(place, settings)),
    });
    return LOGS.map(([part, logType]) => {
      const group = new CloudwatchLogGroup(this, `${part}-group`, {
        name: settings.logGroupNames[part],
        retentionInDays: DEFAULT_RETENTION_DAYS,
        kmsKeyId,
        dependsOn: [policy],
      });
      return { logType, cloudwatchLogGroupArn: group.arn };
    });
  }

  private makeSaml(domain: OpensearchDomain, saml: SearchSaml): void {
    const { entityId, metadata, masterBackendRole, rolesKey, subjectKey, sessionTimeoutMinutes = 60 } = saml;
    new OpensearchDomainSamlOptions(this, "saml", {
      domainName: domain.domainName,
      samlOptions: {
        enabled: true,
        idp: { entityId, metadataContent: metadata },
        masterBackendRole,
        sessionTimeoutMinutes,
        ...(rolesKey !== undefined && { rolesKey }),
        ...(subjectKey !== undefined && { subjectKey }),
      },
    });
  }
}

/** What the domain writes into which log group: who did what, and what failed. */
const LOGS = [
  ["audit", "AUDIT_LOGS"],
  ["application", "ES_APPLICATION_LOGS"],
] as const;
