import type { Configuration } from "../../stacks/config";
import type { AbilityName } from "./abilities";
import { policiesOf } from "../../stacks/blueprint";
import { isPossible } from "./possibility";
import type { PresetName } from "./presets";
import type { Subject } from "../../stacks/blueprint";

/** Somebody, and what they can do with the logs in one bucket. */
export interface MatrixRow {
  readonly who: string;
  /** In the order of the columns. */
  readonly can: readonly Possible[];
}

/**
 * Whether somebody can do something: by one request, by none, or as the deploy role, which they can make theirs by its trust
 * policy.
 */
export type Possible = "yes" | "no" | "as the deploy role";

/** Who can do what with the logs in one bucket, by what the policies answer. */
export interface AccessMatrix {
  /** The bucket's name in words. */
  readonly of: string;
  readonly columns: readonly AbilityName[];
  readonly rows: readonly MatrixRow[];
}

/** Somebody whom a matrix has a row of. */
interface Person {
  readonly who: string;
  readonly principal: string;
  readonly context?: readonly PresetName[];
}

const COLUMNS = [
  "read",
  "readOwn",
  "decrypt",
  "forge",
  "delete",
  "unlock",
  "reconfigure",
  "destroyKey",
  "openKey",
  "stop",
] as const satisfies readonly AbilityName[];

function peopleOf({ accounts }: Configuration, { scope }: Subject): readonly Person[] {
  const { deployRoleArn } = accounts.management;
  const here = "the bucket's account";
  return [
    { who: "CloudTrail, for the trail", principal: "cloudTrail", context: ["fromTheTrail"] },
    { who: "CloudTrail, for any other trail", principal: "cloudTrail", context: ["fromAStrangersTrail"] },
    { who: "An audit reader", principal: "auditReader" },
    ...(scope === "organization"
      ? []
      : [{ who: "Administrators of the team's account", principal: "trailAccountAdministrator" }]),
    { who: "Administrators of a member account", principal: "member" },
    { who: "Administrators of the management account", principal: "managementAdministrator" },
    ...(deployRoleArn === undefined
      ? []
      : [{ who: "The deploy role of the management account", principal: deployRoleArn }]),
    { who: `The deploy role of ${here}`, principal: "deployRole" },
    { who: `Administrators of ${here}`, principal: "administrator" },
    { who: `Administrators of ${here}, by single sign-on`, principal: "singleSignOn" },
    { who: `IAM users of ${here} who administer it`, principal: "iamUser" },
    { who: "… with MFA shown in the last hour", principal: "iamUser", context: ["recentMfa"] },
    { who: `Root of ${here}`, principal: "rootUser" },
    { who: "Another organization's administrators", principal: "stranger" },
    { who: "Anybody, without a signature", principal: "anonymous" },
  ];
}

/** A matrix of each log bucket of the configuration. */
export function accessMatrices(configuration: Configuration): readonly AccessMatrix[] {
  const subjects = policiesOf(configuration);
  return subjects
    .filter(({ kind }) => kind === "log bucket")
    .map((bucket) => {
      const columns = COLUMNS.filter((can) => can !== "readOwn" || bucket.scope === "organization");
      const answer = ({ principal, context = [] }: Omit<Person, "who">, can: AbilityName): "yes" | "no" =>
        isPossible(
          { on: "logBuckets", principal, context, does: { can } },
          configuration,
          subjects,
          ({ subject }) => subject === bucket,
        );
      const asDeployRole = columns.filter((can) => answer({ principal: "deployRole" }, can) === "yes");
      const rows = peopleOf(configuration, bucket).map((person) => {
        const takesOver = canTakeOver(person.principal, bucket, configuration, subjects);
        return {
          who: person.who,
          can: columns.map((can): Possible => {
            const may = answer(person, can);
            return may === "no" && takesOver && asDeployRole.includes(can) ? "as the deploy role" : may;
          }),
        };
      });
      return { of: bucket.name, columns, rows };
    });
}

/** Those whom IAM lets change every role of the bucket's account. */
const ADMINISTRATORS: readonly string[] = ["administrator", "singleSignOn", "iamUser", "rootUser"];

/**
 * Whether they can let themselves take the deploy role of the bucket's account. IAM lets whoever administers the account; service
 * control policies alone do not.
 */
function canTakeOver(
  principal: string,
  { ownerAccount, administrators }: Subject,
  configuration: Configuration,
  subjects: readonly Subject[],
): boolean {
  if (!ADMINISTRATORS.includes(principal)) return false;
  const roles = administrators.filter((arn) => arn.split(":")[4] === ownerAccount && !/[*?]/.test(arn));
  const isBound = subjects.some(
    (subject) => subject.kind === "service control policies" && subject.ownerAccount === ownerAccount,
  );
  if (!isBound) return roles.length > 0;
  const does = { action: ["iam:UpdateAssumeRolePolicy"], resource: roles };
  return (
    roles.length > 0 &&
    isPossible(
      { on: "guardedAccounts", principal, context: [], does },
      configuration,
      subjects,
      ({ subject }) => subject.ownerAccount === ownerAccount,
    ) === "yes"
  );
}
