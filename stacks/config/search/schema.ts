import * as z from "zod";
import { days, text } from "../scalars";
import { MAX_SECURITY_GROUPS, MAX_SUBNETS } from "./limits";
import { networkId } from "./network-ids";
import { newCollection } from "./new-collection";
import { newDomain } from "./new-domain";

/** `analytics.openSearch` in organization.yaml. */
export const openSearch = z
  .strictObject({
    domain: text(
      "The ARN of a domain of yours. Its access policy, or a role of OpenSearch, lets the role of the stream write.",
      "arn:aws:es:us-east-1:222222222222:domain/audit",
    ).exactOptional(),
    collection: z
      .strictObject({
        arn: text("Its ARN.", "arn:aws:aoss:us-east-1:222222222222:collection/0a1b2c3d4e5f6g7h8i9j"),
        endpoint: text(
          "Its OpenSearch endpoint.",
          "https://0a1b2c3d4e5f6g7h8i9j.us-east-1.aoss.amazonaws.com",
        ),
      })
      .readonly()
      .exactOptional()
      .meta({
        description:
          "A collection of OpenSearch Serverless of yours, in place of a domain. Its data access policy lets the role of the stream write.",
      }),
    newDomain,
    newCollection,
    vpc: z
      .strictObject({
        subnetIds: z
          .array(networkId("subnet", "The id of a subnet."))
          .min(1)
          .max(MAX_SUBNETS)
          .readonly()
          .meta({
            description: "Subnets in which the stream has its network interfaces, best of several zones.",
          }),
        securityGroupIds: z
          .array(networkId("sg", "The id of a security group."))
          .min(1)
          .max(MAX_SECURITY_GROUPS)
          .readonly()
          .meta({ description: "Security groups of these, which let them reach OpenSearch at port 443." }),
      })
      .readonly()
      .exactOptional()
      .meta({
        description:
          "How the stream reaches a domain or a collection that is only reached within a VPC. Once it is made, AWS lets nobody change it: the stream is made anew. Default: OpenSearch is reached from outside.",
      }),
    indexRotation: z.enum(["hour", "day", "week", "month"]).default("month").meta({
      description:
        "How long events go into one index of a domain. Indexes of 10 to 50 GB are best: a month, up to some 50 GB of logs a month. Default: month.",
    }),
    keepDays: days(
      "Days after which an index of a domain, or an event of newCollection, is deleted. Default: 400.",
      1,
    ).default(400),
    failedRecordsExpireAfterDays: days(
      "Days after which a record that did not reach OpenSearch is deleted. Default: 90.",
      1,
    ).default(90),
  })
  .readonly()
  .meta({
    description:
      "OpenSearch, to which the events of the organization trail's log group go within minutes, in the log-archive account. Default: none.",
  });

/** The same, as the file has it. */
export type SearchFile = z.output<typeof openSearch>;
