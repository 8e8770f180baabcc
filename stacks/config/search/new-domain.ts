import * as z from "zod";
import { MAX_DOMAIN_SUBNETS, MIN_VOLUME_GB, SAML_LIMITS } from "../../../modules/policy";
import { text } from "../scalars";
import { limited, reachedFrom, searchRole, vpcId } from "./new-open-search";
import { networkId } from "./network-ids";

const saml = z
  .strictObject({
    metadataFile: text(
      "The file beside organization.yaml with the metadata of the identity provider, of which it makes one for OpenSearch.",
      "opensearch-idp.xml",
    ),
    entityId: limited(
      "The entityID in it.",
      ...SAML_LIMITS.entityId,
      "https://idp.acme.example/saml/metadata",
    ),
    masterBackendRole: limited(
      "The group whose members say in OpenSearch who may do what.",
      1,
      SAML_LIMITS.key,
      "search-admins",
    ),
    readerGroups: z
      .array(text("A group.", "auditors"))
      .readonly()
      .default([])
      .meta({ description: "Groups whose members search. Default: none." }),
    rolesKey: limited(
      "The attribute of an assertion that has somebody's groups. Default: none, and OpenSearch knows no groups.",
      1,
      SAML_LIMITS.key,
      "role",
    ).exactOptional(),
    subjectKey: limited(
      "The attribute of an assertion that has somebody's name. Default: its NameID.",
      1,
      SAML_LIMITS.key,
      "email",
    ).exactOptional(),
    sessionTimeoutMinutes: z.int().min(1).max(SAML_LIMITS.minutes).default(60).meta({
      description: "Minutes after which somebody signs in again. Default: 60.",
    }),
  })
  .readonly()
  .exactOptional()
  .meta({
    description:
      "People sign in to OpenSearch Dashboards with their identity provider, by SAML 2.0. Default: they do not, and all requests are signed as roles.",
  });

/** `analytics.openSearch.newDomain` in organization.yaml. */
export const newDomain = z
  .strictObject({
    vpcId,
    subnetIds: z
      .array(networkId("subnet", "The id of a subnet."))
      .min(1)
      .max(MAX_DOMAIN_SUBNETS)
      .readonly()
      .meta({ description: "One, two or three of its subnets, each in another Availability Zone." }),
    reachedFrom,
    masterRole: searchRole("The ARN of the role that says in OpenSearch who may do what.", "SearchMaster"),
    readers: z
      .array(searchRole("The ARN of a role, whole.", "SearchMaster"))
      .readonly()
      .default([])
      .meta({ description: "Roles that search. Default: none." }),
    saml,
    engineVersion: text("The version of OpenSearch. Default: OpenSearch_2.19.", "OpenSearch_2.19").default(
      "OpenSearch_2.19",
    ),
    instanceType: text(
      "The type of each instance, which takes encryption and fine-grained access control. Default: m6g.large.search.",
      "r7g.xlarge.search",
    ).default("m6g.large.search"),
    instancesPerSubnet: z.int().min(1).default(1).meta({
      description: "Instances in each subnet. Default: 1.",
    }),
    volumeGb: z.int().min(MIN_VOLUME_GB).default(100).meta({
      description: "The disk of each instance, of the type gp3, in GiB. Default: 100.",
    }),
  })
  .readonly()
  .exactOptional()
  .meta({
    description:
      "A domain that orgtrail makes in place of one of yours: within your VPC, encrypted, with fine-grained access control.",
  });

/** The same, as the file has it. */
export type NewDomainFile = NonNullable<z.output<typeof newDomain>>;
