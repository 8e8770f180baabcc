import type { ResourceChange } from "../../change";
import { sameElsewhere } from "../placed";
import type { VerdictRule } from "../verdict";

/** What a resource can set in itself, though a resource of its own sets it. */
export const OF_THEIR_OWN: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: [
    "acl",
    "grant",
    "lifecycle_rule",
    "logging",
    "object_lock_configuration",
    "policy",
    "replication_configuration",
    "server_side_encryption_configuration",
    "versioning",
    "website",
  ],
  aws_sns_topic: ["policy"],
  aws_sqs_queue: ["policy"],
};

/** Two places of a stack set the same thing in AWS. */
export const setTwice: VerdictRule = {
  id: "set-twice",
  verdict: "blocked",
  title: "Two resources set the same thing, or a resource sets what another one is for",
  why: "AWS keeps what was written last: a second alarm of the same name, or a lifecycle in the bucket itself, takes the place of the first.",
  judge: (change, { plan, drift }) => {
    if (drift) return [];
    const other = sameElsewhere(change, plan);
    return [
      ...(other === undefined ? [] : [{ what: `${other} sets the same` }]),
      ...inThemselves(change).map((name) => ({
        what: `${name} is set here, and not by a resource of its own`,
      })),
    ];
  },
};

function inThemselves({ type, action, attributes }: ResourceChange): readonly string[] {
  if (action === "destroy" || action === "forget" || !Object.hasOwn(OF_THEIR_OWN, type)) return [];
  const set = attributes.flatMap(({ path, after }) =>
    after === undefined ? [] : [/^[^.[]*/.exec(path)?.[0]],
  );
  return (OF_THEIR_OWN[type] ?? []).filter((name) => set.includes(name));
}
