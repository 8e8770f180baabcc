import {
  homeRegionProblem,
  isNewRegion,
  permissionsBoundaryName,
  regionProblem,
  type Partition,
} from "../../../modules/organization";
import type { Problem } from "../../../modules/validation";
import type { Configuration, OutcomeCheck } from "../configuration";
import type { Check, Draft } from "../draft";
import type { ConfigPath, Fault } from "../fault";
import { didYouMean } from "../../../modules/kernel";
import type { YamlFile } from "../yaml-file";

const SPECIAL = ["management", "logArchive", "security"];

/** Where an account stands in organization.yaml. */
function accountPath(name: string): readonly string[] {
  return ["organization", "accounts", ...(SPECIAL.includes(name) ? [name] : ["members", name])];
}

/** No two names for one account, and no member under the name of an account with a role of its own. */
export const accountsAreDistinct: Check = ({ organization: { file, value }, names }) => {
  const accounts = [...names.accounts.values()];
  const faults: Fault[] = [];
  accounts.forEach(({ name, id }, index) => {
    const first = accounts.slice(0, index).find((other) => id !== undefined && other.id === id);
    if (first === undefined) return;
    faults.push(
      file.fault([...accountPath(name), "id"], {
        what: `is the id of ${first.name} too`,
        received: id,
        allowed: "one name for each account",
        remedy: `correct the id, or use the name ${first.name}`,
      }),
    );
  });
  for (const name of Object.keys(value.organization?.accounts?.members ?? {})) {
    if (!SPECIAL.includes(name)) continue;
    faults.push(
      file.faultOfKey(["organization", "accounts", "members", name], {
        what: "is the name of an account with a role of its own",
        received: name,
        remedy: `rename the member, or move it to organization.accounts.${name}`,
      }),
    );
  }
  return faults;
};

/** Why the name is that of no account. @returns nothing where the account is there, and has a fault of its own */
export function unknownAccountProblem(
  { organization, names: { accounts } }: Draft,
  name: string,
): Problem | undefined {
  const names = [...accounts.keys()];
  if (names.includes(name) || organization.isRefused(...accountPath(name))) return undefined;
  return {
    what: "is no account of the organization",
    received: name,
    allowed: names.join(", "),
    remedy: didYouMean(name, names, "add it to organization.accounts.members in organization.yaml"),
  };
}

/** Teams, the delegated administrator, the second copy and the state bucket have accounts that the organization knows. */
export const accountsAreKnown: Check = (draft) => {
  const { organization, names, teams } = draft;
  const { file, value } = organization;
  const known = (from: YamlFile, path: ConfigPath, name: string | undefined): readonly Fault[] => {
    const problem = name === undefined ? undefined : unknownAccountProblem(draft, name);
    return problem === undefined ? [] : [from.fault(path, problem)];
  };
  const administrator = value.trail?.delegatedAdministrator;
  const path = ["trail", "delegatedAdministrator"];
  return [
    ...known(file, path, administrator),
    ...(administrator === "management"
      ? [
          file.fault(path, {
            what: "is the management account, which owns the trail already",
            received: administrator,
            allowed: [...names.accounts.keys()].filter((name) => name !== "management").join(", "),
            remedy: "name another account, or leave it out",
          }),
        ]
      : []),
    ...known(file, ["terraform", "state", "account"], value.terraform?.state?.account),
    ...known(file, ["archive", "replica", "account"], value.archive?.replica?.account),
    ...teams.flatMap((team) => known(team.file, team.accountPath, team.value.account)),
  ];
};

/** What is to be said of a Region, if anything. */
type RegionCheck = (partition: Partition, region: string) => Problem | undefined;

/** Asks of each Region that is written. The home Region is asked more. */
function ofRegions(
  { organization: { file, value }, teams }: Parameters<Check>[0],
  of: RegionCheck,
  ofHome: RegionCheck = of,
): readonly Fault[] {
  const { homeRegion, partition = "aws" } = value.organization ?? {};
  const { aggregate } = value.securityHub ?? {};
  const check = (
    from: YamlFile,
    path: ConfigPath,
    region: string | undefined,
    ask: RegionCheck = of,
  ): readonly Fault[] => {
    const problem = region === undefined ? undefined : ask(partition, region);
    return problem === undefined ? [] : [from.fault(path, problem)];
  };
  return [
    ...check(file, ["organization", "homeRegion"], homeRegion, ofHome),
    ...check(file, ["archive", "region"], value.archive?.region),
    ...check(file, ["archive", "replica", "region"], value.archive?.replica?.region),
    ...check(file, ["terraform", "state", "region"], value.terraform?.state?.region),
    ...(aggregate === undefined || typeof aggregate === "string" ? [] : aggregate).flatMap((region, index) =>
      check(file, ["securityHub", "aggregate", index], region),
    ),
    ...teams.flatMap((team) => check(team.file, ["region"], team.value.region)),
  ];
}

/** Each Region is one of the partition; the home Region is not opt-in. */
export const regions: Check = (draft) => ofRegions(draft, regionProblem, homeRegionProblem);

/** A Region that AWS has added since, or a slip of the pen. */
export const regionsAreKnown: OutcomeCheck = (_, draft) =>
  ofRegions(draft, (partition, region) =>
    isNewRegion(partition, region)
      ? {
          what: "is named as a Region is, and none that this version of orgtrail knows",
          received: region,
          remedy: "correct it, unless AWS has added it; then the AWS provider has to know it, too",
        }
      : undefined,
  );

/** Whether a stack makes a role. */
function makesRoles({ archive, monitoring, configRules, teams }: Configuration): boolean {
  return (
    archive.validation !== undefined ||
    archive.replica !== undefined ||
    monitoring !== undefined ||
    configRules?.aggregator !== undefined ||
    Object.keys(configRules?.remediationRoleNames ?? {}).length > 0 ||
    teams.some(({ watch }) => watch?.logGroup !== undefined || watch?.detection?.forwarding !== undefined)
  );
}

/**
 * Roles that a deploy role makes are bounded. Who made the deploy role, the files do not say: one of `AccountRoles` cannot make them
 * otherwise, and another one makes them without any bound.
 */
export const rolesAreBounded: OutcomeCheck = (configuration, { organization: { file, value }, names }) => {
  const { deployRole, permissionsBoundary } = value.organization ?? {};
  if (permissionsBoundary !== undefined || !makesRoles(configuration)) return [];
  const places =
    deployRole !== undefined
      ? [["organization", "deployRole"]]
      : [...names.accounts.values()]
          .filter((account) => account.deployRole !== undefined)
          .map(({ name }) => [...accountPath(name), "deployRole"]);
  const boundary = permissionsBoundaryName(configuration.name);
  return places.map((path) =>
    file.fault(path, {
      what:
        "stands without organization.permissionsBoundary: where AccountRoles made this role, AWS refuses it every role of the " +
        "stacks; where you made it, nothing bounds the roles that it makes",
      remedy: `add permissionsBoundary: ${boundary} to organization, or the name of a boundary of your own that each account has`,
    }),
  );
};
