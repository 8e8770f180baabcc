import { z } from "zod";
import { MAX_NAME_LENGTH, MAX_VALUE_LENGTH } from "../../../modules/event-selectors";

const values = z.array(z.string().min(1).max(MAX_VALUE_LENGTH)).min(1).readonly();

const conditions = z
  .strictObject({
    equals: values.exactOptional(),
    startsWith: values.exactOptional(),
    endsWith: values.exactOptional(),
    notEquals: values.exactOptional(),
    notStartsWith: values.exactOptional(),
    notEndsWith: values.exactOptional(),
  })
  .readonly()
  .meta({
    description:
      "One positive value must hold, where there is any; no negative one may. There are no wildcards.",
  });

const name = z.string().min(1).max(MAX_NAME_LENGTH).meta({ description: "Says what the selector is for." });
const readOnly = z.boolean().meta({ description: "true: reads only. false: writes only. Default: both." });

const management = z
  .strictObject({
    category: z.literal("Management").meta({ description: "What is done to resources." }),
    name: name.exactOptional(),
    readOnly: readOnly.exactOptional(),
    eventSource: z
      .strictObject({
        notEquals: z
          .array(z.enum(["kms.amazonaws.com", "rdsdata.amazonaws.com"]))
          .min(1)
          .readonly(),
      })
      .readonly()
      .exactOptional()
      .meta({ description: "Leaves out noisy services, with the calls that matter among them." }),
  })
  .readonly();

const data = z
  .strictObject({
    category: z
      .literal("Data")
      .meta({ description: "What is done with what resources hold. Always billed." }),
    resourceType: z
      .string()
      .meta({ description: "The one type of resource.", examples: ["AWS::S3::Object"] }),
    name: name.exactOptional(),
    readOnly: readOnly.exactOptional(),
    eventName: conditions.exactOptional(),
    resourceArn: conditions.exactOptional(),
    eventSource: conditions.exactOptional(),
    eventType: conditions.exactOptional(),
    sessionCredentialFromConsole: z.boolean().exactOptional(),
    userIdentityArn: conditions.exactOptional(),
  })
  .readonly();

const networkActivity = z
  .strictObject({
    category: z
      .literal("NetworkActivity")
      .meta({ description: "What passes through VPC endpoints. Always billed." }),
    eventSource: z.string().meta({ description: "The one service.", examples: ["s3.amazonaws.com"] }),
    name: name.exactOptional(),
    eventName: conditions.exactOptional(),
    errorCode: z.literal("VpceAccessDenied").exactOptional(),
    vpcEndpointId: conditions.exactOptional(),
  })
  .readonly();

/** An advanced event selector, in the terms of modules/event-selectors. */
export const selector = z.discriminatedUnion("category", [management, data, networkActivity]);
