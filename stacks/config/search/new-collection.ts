import * as z from "zod";
import { COLLECTION_LIMITS } from "../../../modules/policy";
import { text } from "../scalars";
import { MAX_SUBNETS } from "./limits";
import { networkId } from "./network-ids";
import { limited, reachedFrom, searchRole, vpcId } from "./new-open-search";

const groups = (description: string, example: string) =>
  z.array(text("A group.", example)).readonly().default([]).meta({ description });

const saml = z
  .strictObject({
    metadataFile: text(
      "The file beside organization.yaml with the metadata of the identity provider.",
      "opensearch-idp.xml",
    ),
    groupAttribute: limited(
      "The attribute of an assertion that has somebody's groups.",
      1,
      COLLECTION_LIMITS.attribute,
      "groups",
    ),
    userAttribute: limited(
      "The attribute of an assertion that has somebody's name. Default: its NameID.",
      1,
      COLLECTION_LIMITS.attribute,
      "email",
    ).exactOptional(),
    adminGroups: groups("Groups whose members do what adminRole does. Default: none.", "search-admins"),
    readerGroups: groups("Groups whose members search. Default: none.", "auditors"),
    sessionTimeoutMinutes: z
      .int()
      .min(COLLECTION_LIMITS.minutes[0])
      .max(COLLECTION_LIMITS.minutes[1])
      .default(60)
      .meta({ description: "Minutes after which somebody signs in again. Default: 60." }),
  })
  .readonly()
  .exactOptional()
  .meta({
    description:
      "People sign in to OpenSearch Dashboards with their identity provider, by SAML 2.0. Default: they do not, and all are roles.",
  });

/** `analytics.openSearch.newCollection` in organization.yaml. */
export const newCollection = z
  .strictObject({
    vpcId,
    subnetIds: z.array(networkId("subnet", "The id of a subnet.")).min(1).max(MAX_SUBNETS).readonly().meta({
      description: "Its subnets for the endpoint and for the stream, each in another Availability Zone.",
    }),
    reachedFrom,
    adminRole: searchRole(
      "The ARN of a role of the log-archive account that says what an event is: index templates and aliases. It writes no events and deletes none.",
      "SearchAdmin",
    ),
    readers: z
      .array(searchRole("The ARN of a role of the log-archive account, whole.", "SecurityAudit"))
      .readonly()
      .default([])
      .meta({ description: "Roles that search. Default: none." }),
    saml,
    standbyReplicas: z.boolean().default(true).meta({
      description:
        "Whether there is a standby in another Availability Zone, which doubles the OCUs it has at least. AWS lets nobody change it later. Default: true.",
    }),
  })
  .readonly()
  .exactOptional()
  .meta({
    description:
      "A collection of OpenSearch Serverless that orgtrail makes in place of one of yours: reached within your VPC alone, encrypted, with an access policy that says who does what.",
  });

/** The same, as the file has it. */
export type NewCollectionFile = NonNullable<z.output<typeof newCollection>>;
