import * as z from "zod";
import { MANAGED_TAG } from "../../modules/organization";
import type { BootstrapBlueprint } from "../../stacks/blueprint";
import {
  awsSentence,
  bucketSettings,
  IamReader,
  S3Reader,
  type AwsSettings,
  type BucketSettings,
} from "../aws";
import { jsonIn } from "../terraform";
import {
  isAsWanted,
  wantedResources,
  type AskedAccount,
  type BootstrapJson,
  type WantedResource,
} from "./resources";
import type { Partition } from "../../modules/organization";

/**
 * exists: as it should be · not in state: the same, and no state of Terraform has it · missing: it, or a part of it · differs: somebody
 * has made it otherwise · unusable: bootstrap can do nothing about it.
 */
export type Status = "exists" | "not in state" | "missing" | "differs" | "unusable";

/** What was found of one thing that must stand before the first deployment. */
export interface Prerequisite {
  /** The account in which it stands. */
  readonly account: { readonly name: string; readonly id: string };
  /** What people call it. */
  readonly what: string;
  readonly status: Status;
  /** What is missing of it, or differs, or is in the way. */
  readonly details: readonly string[];
}

/** What is on or off, and belongs into no state. */
export interface Switches {
  readonly findings: readonly Prerequisite[];
  /** Switches on what is missing. @param progress hears of each step */
  readonly complete: (progress: (line: string) => void) => Promise<void>;
}

/** What was found in an account. */
export interface AccountFindings {
  readonly findings: readonly Prerequisite[];
  /** What is there and in no state, by Terraform's address: its id, by which Terraform imports it. */
  readonly imports: ReadonlyMap<string, string>;
  /** Whether there is a bucket for states. */
  readonly stateBucketExists: boolean;
}

/** How AWS is asked in an account and Region. */
export type SettingsOf = (account: string, region: string) => AwsSettings;

/** What stands in an account, of what its stack has. */
export async function accountFindings(
  blueprint: BootstrapBlueprint,
  stack: BootstrapJson,
  partition: Partition,
  settingsOf: SettingsOf,
  stateAccount: string,
): Promise<AccountFindings> {
  const { account, region, state } = blueprint;
  const stateSettings = settingsOf(stateAccount, state.region);
  let asked: Promise<BucketSettings | "missing" | "foreign"> | undefined;
  const place: AskedAccount = {
    partition,
    account: account.id,
    iam: new IamReader(settingsOf(account.id, region)),
    bucket: () => (asked ??= bucketSettings(stateSettings, state.bucket)),
  };
  try {
    const bucket = await place.bucket();
    if (typeof bucket !== "string" && bucket.region !== state.region)
      return unusable(
        blueprint,
        `state bucket ${state.bucket}`,
        `is in ${bucket.region}, and not in ${state.region}: correct terraform.state.region, or choose another name`,
      );
    if (bucket === "foreign")
      return unusable(
        blueprint,
        `state bucket ${state.bucket}`,
        `another account has a bucket of this name, or an account of yours that terraform.state.account does not name: correct it, or choose another name in terraform.state.bucket`,
      );
    const inState = bucket === "missing" ? new Set<string>() : await addressesInState(stateSettings, state);
    const isOurs = typeof bucket !== "string" && bucket.tags.get(MANAGED_TAG.key) === MANAGED_TAG.value;
    const parts = await Promise.all(
      wantedResources(stack, place).map((wanted) => partOf(wanted, place, inState)),
    );
    return {
      findings: grouped(parts).map(([what, ofIt]) => finding(blueprint, what, ofIt, isOurs)),
      imports: new Map(
        parts.flatMap(({ address, id, status, managed }) =>
          status === "missing" || managed ? [] : [[address, id]],
        ),
      ),
      stateBucketExists: bucket !== "missing",
    };
  } catch (error) {
    return unusable(blueprint, "account", awsSentence(error));
  }
}

function unusable(
  { account: { name, id } }: BootstrapBlueprint,
  what: string,
  detail: string,
): AccountFindings {
  return {
    findings: [{ account: { name, id }, what, status: "unusable", details: [detail] }],
    imports: new Map(),
    stateBucketExists: false,
  };
}

/** What was found of one resource. */
interface Part {
  readonly address: string;
  readonly id: string;
  readonly title: string;
  readonly part: string;
  readonly isBucket: boolean;
  readonly status: "exists" | "missing" | "differs";
  /** Whether the state has it. */
  readonly managed: boolean;
}

async function partOf(
  { address, kind, values }: WantedResource,
  place: AskedAccount,
  inState: ReadonlySet<string>,
): Promise<Part> {
  const found = await kind.found(values, place);
  return {
    address,
    id: kind.id(values, place),
    title: kind.title(values),
    part: kind.part(values),
    isBucket: address.startsWith("aws_s3_"),
    status: found === undefined ? "missing" : isAsWanted(values, found) ? "exists" : "differs",
    managed: inState.has(address),
  };
}

function grouped(parts: readonly Part[]): readonly (readonly [string, readonly Part[]])[] {
  const titles = [...new Set(parts.map(({ title }) => title))];
  return titles.map((title) => [title, parts.filter((part) => part.title === title)]);
}

/** @param isOurs whether the bucket is one that this has made: another without versioning may be so on purpose */
function finding(
  { account: { name, id } }: BootstrapBlueprint,
  what: string,
  parts: readonly Part[],
  isOurs: boolean,
): Prerequisite {
  const missing = parts.filter(({ status }) => status === "missing");
  const differing = parts.filter(({ status }) => status === "differs");
  const isAbsent = missing.length === parts.length;
  const isOther = !isAbsent && missing.some(({ isBucket }) => isBucket) && !isOurs;
  const status: Status =
    differing.length > 0 || isOther
      ? "differs"
      : missing.length > 0
        ? "missing"
        : parts.every(({ managed }) => managed)
          ? "exists"
          : "not in state";
  return {
    account: { name, id },
    ...{ what, status },
    details: [
      ...differing.map(({ part }) => `${part} differs`),
      ...(isAbsent ? [] : missing.map(({ part }) => `${part} is missing`)),
    ],
  };
}

/** The part of a state that tells what it has. */
const STATE = z.object({
  resources: z.array(
    z.object({ mode: z.string(), type: z.string(), name: z.string(), instances: z.array(z.unknown()) }),
  ),
});

/** The addresses of the resources that a state has. @returns none where it is not there, or cannot be read */
async function addressesInState(
  settings: AwsSettings,
  { bucket, key }: BootstrapBlueprint["state"],
): Promise<ReadonlySet<string>> {
  const text = await new S3Reader(settings).text(bucket, key);
  const state = STATE.safeParse(text === undefined ? undefined : jsonIn(text));
  const resources = state.success ? state.data.resources : [];
  return new Set(
    resources
      .filter(({ mode, instances }) => mode === "managed" && instances.length > 0)
      .map(({ type, name }) => `${type}.${name}`),
  );
}
