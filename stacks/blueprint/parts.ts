import { createHash } from "node:crypto";
import {
  roleArn,
  type AccountId,
  type LogPrefix,
  type Partition,
  type Region,
  type RoleName,
  type TeamName,
  type TrailIdentity,
} from "../../modules/organization";
import type { PolicyDocument } from "../../modules/policy";
import type { Configuration } from "../config";
import type { Subject, SubjectScope } from "./subject";

/** Whose a resource is. */
export interface Owner {
  /** In words. */
  readonly whose: string;
  readonly scope: SubjectScope;
  readonly team?: TeamName;
  /** Whose logs they are, or are watched over. */
  readonly trail: TrailIdentity;
  /** What stands before `AWSLogs/`. @default - nothing */
  readonly prefix?: LogPrefix;
}

/** Where a resource stands. */
export interface ResourcePlace {
  readonly account: AccountId;
  readonly region: Region;
}

/** What all subjects of an owner have in common. */
export type SubjectParts = Omit<Subject, "name" | "kind" | "arn" | "document">;

export function partsOf(
  { scope, team, trail, prefix }: Owner,
  { account, region }: ResourcePlace,
): SubjectParts {
  return {
    scope,
    ...(team !== undefined && { team }),
    ownerAccount: account,
    region,
    trail,
    ...(prefix !== undefined && { prefix }),
    logBuckets: [],
    readers: [],
    administrators: [],
  };
}

/** A team, as the owner of its logs. */
export function teamOwner({ name, identity, destination }: Configuration["teams"][number]): Owner {
  return {
    whose: `team ${name}`,
    scope: destination.kind === "own" ? "own team" : "central team",
    team: name,
    trail: identity,
  };
}

interface RolePolicies {
  readonly roleName: RoleName;
  readonly trust: PolicyDocument;
  readonly permissions: PolicyDocument;
}

/** The kinds of roles. */
type RoleKind = Extract<Subject["kind"], `${string} role`>;

/** The trust of a role, and what it may do. */
export function roleSubjects(
  parts: SubjectParts,
  { partition, account }: { readonly partition: Partition; readonly account: AccountId },
  name: string,
  kind: RoleKind,
  { roleName, trust, permissions }: RolePolicies,
): readonly Subject[] {
  const role = { ...parts, arn: roleArn(partition, account, roleName) };
  return [
    { ...role, name, kind, document: trust },
    { ...role, name: `permissions of the ${name}`, kind: `${kind} permissions`, document: permissions },
  ];
}

/** The ARN of a key. AWS makes the ids of keys: this one follows from the subject's name, and is that of no other. */
export function exampleKeyArn(
  partition: Partition,
  { region, account }: ResourcePlace,
  name: string,
): string {
  const end = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return `arn:${partition}:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-${end}`;
}
