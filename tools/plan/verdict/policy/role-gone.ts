import type { ResourceChange } from "../../change";
import { shown } from "../attributes";
import type { JudgementContext } from "../verdict";
import { consequences, type Consequence } from "./consequences";
import { readPolicy } from "./policy-text";
import { entriesIn, textsIn } from "./words";

/** Services that deliver or copy logs, or pass on alarms, with a role of the account. */
const DELIVERING = ["cloudtrail", "delivery.logs", "events", "firehose", "logs", "pipes", "s3", "scheduler"];

/** What ends with a role: a service that took it to deliver does so no more. */
export function roleGone(
  { before }: ResourceChange,
  { configuration, plan }: JudgementContext,
): readonly Consequence[] {
  const name = shown(before?.["name"]).replace(/^"|"$/g, "");
  const arn = `arn:${configuration.partition}:iam::${plan.account.id}:role/${name}`;
  const refused = servicesOf(before?.["assume_role_policy"])
    .filter((service) => DELIVERING.some((each) => service.startsWith(`${each}.amazonaws.com`)))
    .map((service) => `${service}: sts:AssumeRole on ${arn}`);
  return refused.length > 0
    ? consequences("refused", ...refused)
    : consequences("lost", `somebody takes the role ${name}`);
}

/** The services that the policy lets take the role. */
function servicesOf(policy: Parameters<typeof readPolicy>[0]): readonly string[] {
  const reading = readPolicy(policy);
  const statements = reading.kind === "document" ? reading.document.Statement : [];
  const services = statements.flatMap(({ Principal }) =>
    entriesIn(Principal).flatMap(([type, values]) => (type === "Service" ? textsIn(values) : [])),
  );
  return [...new Set(services)];
}
