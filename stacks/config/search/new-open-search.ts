import * as z from "zod";
import { text } from "../scalars";
import { networkId } from "./network-ids";

/** What a domain and a collection that are made have both. */

export const searchRole = (description: string, name: string): ReturnType<typeof text> =>
  text(description, `arn:aws:iam::222222222222:role/${name}`);

export const limited = (description: string, from: number, to: number, example: string): z.ZodString =>
  z
    .string()
    .min(from)
    .max(to)
    .meta({ description, examples: [example] });

export const vpcId = networkId(
  "vpc",
  "Your VPC, of the log-archive account or shared with it, in the home Region.",
);

export const reachedFrom = z
  .strictObject({
    securityGroupIds: z
      .array(networkId("sg", "The id of a security group."))
      .readonly()
      .default([])
      .meta({ description: "Security groups of network interfaces. Default: none." }),
    cidrs: z.array(text("A block of IPv4 addresses.", "10.0.0.0/16")).readonly().default([]).meta({
      description: "Blocks of addresses, within the VPC or what is connected to it. Default: none.",
    }),
  })
  .readonly()
  .meta({ description: "Who reaches it at port 443, besides the stream: at least one." });
